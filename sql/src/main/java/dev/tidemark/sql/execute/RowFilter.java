package dev.tidemark.sql.execute;

import dev.tidemark.core.column.BlockCodes;
import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.ReadBuffers;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.sql.kernel.Selections;
import dev.tidemark.sql.plan.ScanPredicate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scan's conditions on the rows of one run after another. The first condition looks at whole
 * vectors, or at posting lists where there are some; further ones look at few rows if few are left.
 */
final class RowFilter {
    /** More codes than this are not looked up in posting lists one after another. */
    private static final int MAX_LISTED_CODES = 32;

    private final ScanLayout layout;
    private final ReadBuffers buffers;
    private final long[] bits = new long[Vector.SIZE / Long.SIZE];
    private final long[] passing = new long[Vector.SIZE / Long.SIZE];

    /** Vectors for the columns of conditions, by schema index; made when first needed. */
    private final @Nullable Vector[] values;

    private final BlockTally blocks;
    private List<Condition> conditions = List.of();

    /** A predicate with the reader and vector of its column. */
    private record Condition(VectorPredicate predicate, ColumnReader reader, Vector values) {
        boolean mayPassAround(long row) {
            boolean byValue =
                    predicate.mayPass(reader.minimumAround(row), reader.maximumAround(row));
            return byValue || (predicate.passesNulls() && reader.mayHaveNullsAround(row));
        }
    }

    /**
     * @param buffers of the scan's readers
     */
    RowFilter(ScanLayout layout, ReadBuffers buffers) {
        this.layout = layout;
        this.buffers = buffers;
        this.values = new Vector[layout.schema().columnCount()];
        this.blocks = new BlockTally(layout.counters());
    }

    /**
     * Goes to a run.
     *
     * @param byTime whether its rows may lie outside the scan's time range
     */
    void open(RowRun run, boolean byTime) {
        List<VectorPredicate> predicates = new ArrayList<>(layout.predicates());
        if (byTime) {
            predicates.addFirst(
                    new VectorPredicate.LongRangePredicate(
                            new ScanPredicate.LongRange(
                                    layout.schema().timestampIndex(),
                                    layout.range().low(),
                                    layout.range().high())));
        }
        conditions = predicates.stream().map(predicate -> condition(run, predicate)).toList();
        blocks.open(run);
    }

    /** Leaves the run. */
    void close() {
        blocks.close();
    }

    private Condition condition(RowRun run, VectorPredicate predicate) {
        int column = predicate.column();
        Vector own = values[column];
        if (own == null) {
            own = new Vector(layout.schema().column(column).type());
            values[column] = own;
        }
        return new Condition(predicate, run.reader(column, buffers), own);
    }

    /**
     * Selects the rows of a window that pass.
     *
     * @param first row of the window
     * @param rows of the window, all of one vector
     */
    void select(long first, int rows, RowSelection into) {
        into.startAt(first);
        for (Condition condition : conditions) {
            if (!condition.mayPassAround(first)) {
                blocks.skipVector(first, rows);
                return;
            }
        }
        blocks.scanVector(first, rows);
        select(rows, 0, into);
    }

    /** Where the rows that can pass the first condition are listed, if they are. */
    @Nullable BlockCodes listedAround(long row) {
        return !conditions.isEmpty()
                        && conditions.getFirst().predicate() instanceof CodeSet codes
                        && codes.size() <= MAX_LISTED_CODES
                ? conditions.getFirst().reader().codesAround(row)
                : null;
    }

    /**
     * Selects rows of {@code [from, end)} that are listed and pass, as many as there is room for;
     * returns the row to go on from.
     *
     * @param listed the block that they lie in
     */
    long selectListed(BlockCodes listed, long from, long end, RowSelection into) {
        blocks.readListed(from);
        CodeSet codes = (CodeSet) conditions.getFirst().predicate();
        into.startAt(listed.firstRow());
        int first = (int) (from - listed.firstRow());
        int stop = (int) (Math.min(end, listed.endRow()) - listed.firstRow());
        int next = codes.listRows(listed.lists(), first, stop, into);
        refine(1, into);
        return listed.firstRow() + next;
    }

    /** Applies conditions from an index on to all rows of a window. */
    private void select(int rows, int from, RowSelection into) {
        int selected = rows;
        for (int index = from; index < conditions.size(); index++) {
            if (RowSelection.isSparse(selected, rows)) {
                into.count = Selections.indexes(passing, rows, into.offsets());
                refine(index, into);
                return;
            }
            Condition condition = conditions.get(index);
            if (!condition.predicate().testEncoded(condition.reader(), into.first, rows, bits)) {
                condition.reader().read(into.first, rows, condition.values());
                test(condition, rows);
            }
            selected = intersect(rows, index == from);
            if (selected == 0) {
                return;
            }
        }
        if (selected == rows) {
            into.selectRange(rows);
        } else {
            into.count = Selections.indexes(passing, rows, into.offsets());
        }
    }

    /** Applies conditions from an index on to the selected rows. */
    private void refine(int from, RowSelection into) {
        for (int index = from; index < conditions.size() && into.count > 0; index++) {
            Condition condition = conditions.get(index);
            condition
                    .reader()
                    .readSelected(into.first, into.offsets(), into.count, condition.values());
            test(condition, into.count);
            int kept = 0;
            for (int row = 0; row < into.count; row++) {
                into.offsets()[kept] = into.offsets()[row];
                kept += (int) (bits[row >>> 6] >>> row & 1);
            }
            into.count = kept;
        }
    }

    /** Sets the bits of the rows of the condition's vector that pass. */
    private void test(Condition condition, int rows) {
        condition.predicate().test(condition.values(), rows, bits);
        if (condition.values().hasNulls()) {
            long[] validity = condition.values().validity();
            for (int word = 0; word < (rows + 63) >>> 6; word++) {
                long valid = validity[word] | unused(rows, word);
                bits[word] =
                        condition.predicate().passesNulls()
                                ? bits[word] | ~valid
                                : bits[word] & valid;
            }
        }
    }

    /** Counts the rows that pass all conditions up to now. */
    private int intersect(int rows, boolean isFirst) {
        int selected = 0;
        for (int word = 0; word < (rows + 63) >>> 6; word++) {
            passing[word] = isFirst ? bits[word] : passing[word] & bits[word];
            selected += Long.bitCount(passing[word]);
        }
        return selected;
    }

    /** The bits of a word that stand for no row. */
    private static long unused(int rows, int word) {
        int used = rows - (word << 6);
        return used >= Long.SIZE ? 0 : -1L << used;
    }
}
