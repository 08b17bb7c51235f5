package dev.tidemark.sql.execute;

import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.sql.kernel.Selections;
import dev.tidemark.sql.plan.ScanPredicate;
import dev.tidemark.sql.plan.TimeRange;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.VectorBatch;
import dev.tidemark.sql.vector.VectorCopy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a part of a run that pass a scan's conditions, vector by vector, forwards or
 * backwards. Conditions are checked first, on as few columns as it takes; other columns are read
 * only where rows are left. Its vectors can be used for one run after another.
 */
final class RunCursor {
    private final ScanLayout layout;
    private final boolean backwards;
    private final Vector[] values;
    private final Map<Integer, Vector> conditionValues = new HashMap<>();
    private final VectorBatch raw;
    private final VectorBatch compact;
    private final long[] bits = new long[Vector.SIZE / Long.SIZE];
    private final long[] passing = new long[Vector.SIZE / Long.SIZE];
    private final int[] selection = new int[Vector.SIZE];
    private @Nullable RowRun run;
    private ColumnReader[] readers = {};
    private List<Condition> conditions = List.of();
    private long from;
    private long end;
    private long windowFirst;
    private int windowRows;

    /** A predicate with the reader and vector of its column. */
    private record Condition(VectorPredicate predicate, ColumnReader reader, Vector values) {}

    RunCursor(ScanLayout layout, boolean backwards) {
        this.layout = layout;
        this.backwards = backwards;
        this.values = new Vector[layout.columns().size()];
        this.raw = new VectorBatch(values.length);
        this.compact = new VectorBatch(values.length);
        for (int index = 0; index < values.length; index++) {
            values[index] = new Vector(layout.types().get(index));
            raw.setColumn(index, values[index]);
            compact.setColumn(index, new Vector(layout.types().get(index)));
        }
    }

    /** Goes to the first rows, or the last ones, of a part of a run. */
    void open(RunPart part) {
        RowRun next = part.run();
        run = next;
        readers = new ColumnReader[values.length];
        for (int index = 0; index < values.length; index++) {
            readers[index] = next.reader(layout.columns().get(index));
        }
        from = part.from();
        end = part.end();
        List<VectorPredicate> predicates = new ArrayList<>(layout.predicates());
        TimeRange range = layout.range();
        boolean inside = next.minTimestamp() >= range.low() && next.maxTimestamp() <= range.high();
        if (!inside && next.isSorted()) {
            from = Math.max(from, next.lowerBound(range.low()));
            end =
                    range.high() == Long.MAX_VALUE
                            ? end
                            : Math.min(end, next.lowerBound(range.high() + 1));
        } else if (!inside) {
            predicates.addFirst(
                    new VectorPredicate.LongRangePredicate(
                            new ScanPredicate.LongRange(
                                    layout.schema().timestampIndex(), range.low(), range.high())));
        }
        conditions = predicates.stream().map(predicate -> condition(next, predicate)).toList();
    }

    /** Types of the delivered columns. */
    List<SqlType> types() {
        return layout.types().stream().map(SqlType::of).toList();
    }

    /** The next rows that pass, or null at the run's end. */
    @Nullable VectorBatch next() {
        RowRun current = run;
        if (current == null) {
            return null;
        }
        while (from < end) {
            long first = backwards ? vectorStart(current) : from;
            int rows = (int) ((backwards ? end : Math.min(end, current.vectorEnd(from))) - first);
            if (backwards) {
                end = first;
            } else {
                from = first + rows;
            }
            windowFirst = first;
            windowRows = rows;
            int selected = select();
            if (selected > 0) {
                return read(selected);
            }
        }
        run = null;
        return null;
    }

    /** Where the vector that row {@code end - 1} lies in starts, or the range does. */
    private long vectorStart(RowRun current) {
        long start = Math.max(from, end - Vector.SIZE);
        long stop = current.vectorEnd(start);
        while (stop < end) {
            start = stop;
            stop = current.vectorEnd(start);
        }
        return start;
    }

    /** Marks the rows of the window that pass, and narrows it to them; returns how many. */
    private int select() {
        for (Condition condition : conditions) {
            ColumnReader reader = condition.reader();
            VectorPredicate predicate = condition.predicate();
            boolean byValue =
                    predicate.mayPass(
                            reader.minimumAround(windowFirst), reader.maximumAround(windowFirst));
            if (!byValue && !(predicate.passesNulls() && reader.mayHaveNullsAround(windowFirst))) {
                return 0;
            }
        }
        int selected = windowRows;
        boolean isFirst = true;
        for (Condition condition : conditions) {
            Vector column = condition.values();
            condition.reader().read(windowFirst, windowRows, column);
            condition.predicate().test(column, windowRows, bits);
            selected = intersect(column, windowRows, condition.predicate().passesNulls(), isFirst);
            isFirst = false;
            if (selected == 0) {
                return 0;
            }
            narrow();
        }
        return selected;
    }

    /** Cuts rows that do not pass from both ends of the window. */
    private void narrow() {
        int words = (windowRows + 63) >>> 6;
        int firstWord = 0;
        while (passing[firstWord] == 0) {
            firstWord++;
        }
        int lastWord = words - 1;
        while (passing[lastWord] == 0) {
            lastWord--;
        }
        int low = (firstWord << 6) + Long.numberOfTrailingZeros(passing[firstWord]);
        int high = (lastWord << 6) + 63 - Long.numberOfLeadingZeros(passing[lastWord]);
        int shift = low & 63;
        for (int word = firstWord; word <= lastWord; word++) {
            long next = word < lastWord && shift > 0 ? passing[word + 1] << -shift : 0;
            passing[word - firstWord] = passing[word] >>> shift | next;
        }
        windowFirst += low;
        windowRows = high - low + 1;
    }

    private int intersect(Vector column, int rows, boolean passesNulls, boolean isFirst) {
        int selected = 0;
        for (int word = 0; word < (rows + 63) >>> 6; word++) {
            long found = bits[word];
            if (column.hasNulls()) {
                long valid = column.validity()[word] | unused(rows, word);
                found = passesNulls ? found | ~valid : found & valid;
            }
            passing[word] = isFirst ? found : passing[word] & found;
            selected += Long.bitCount(passing[word]);
        }
        return selected;
    }

    /** The bits of a word that stand for no row. */
    private static long unused(int rows, int word) {
        int used = rows - (word << 6);
        return used >= Long.SIZE ? 0 : -1L << used;
    }

    private VectorBatch read(int selected) {
        for (int index = 0; index < values.length; index++) {
            readers[index].read(windowFirst, windowRows, values[index]);
        }
        if (!backwards && selected == windowRows) {
            raw.setRowCount(selected);
            return raw;
        }
        if (selected < windowRows) {
            Selections.indexes(passing, windowRows, selection);
        } else {
            Arrays.setAll(selection, row -> row);
        }
        if (backwards) {
            reverse(selected);
        }
        compact.clear();
        for (int index = 0; index < values.length; index++) {
            VectorCopy.appendSelected(values[index], selection, 0, selected, compact.column(index));
        }
        compact.setRowCount(selected);
        return compact;
    }

    private void reverse(int count) {
        for (int low = 0, high = count - 1; low < high; low++, high--) {
            int swapped = selection[low];
            selection[low] = selection[high];
            selection[high] = swapped;
        }
    }

    private Condition condition(RowRun next, VectorPredicate predicate) {
        for (int index = 0; index < values.length; index++) {
            if (layout.columns().get(index) == predicate.column()) {
                return new Condition(predicate, readers[index], values[index]);
            }
        }
        Vector own =
                conditionValues.computeIfAbsent(
                        predicate.column(),
                        column -> new Vector(layout.schema().column(column).type()));
        return new Condition(predicate, next.reader(predicate.column()), own);
    }
}
