package dev.tidemark.sql.execute;

import dev.tidemark.core.column.BlockCodes;
import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.sql.vector.VectorBatch;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a part of a run that pass a scan's conditions, forwards or backwards. Columns
 * are read only where rows are left: whole vectors where these are many, else the rows themselves,
 * those of several vectors at once. Its vectors can be used for one run after another.
 */
final class RunCursor {
    /** Rows over which few that pass are gathered; more would keep a LIMIT waiting. */
    private static final int MAX_GATHERED_SPAN = 1 << 16;

    private final ScanLayout layout;
    private final boolean backwards;
    private final RowFilter filter;
    private final RowSelection selection = new RowSelection();
    private final RowSelection window = new RowSelection();
    private final VectorBatch raw;
    private final VectorBatch compact;
    private ColumnReader[] readers = {};
    private @Nullable RowRun run;
    private long from;
    private long end;

    RunCursor(ScanLayout layout, boolean backwards) {
        this.layout = layout;
        this.backwards = backwards;
        this.filter = new RowFilter(layout);
        int columns = layout.columns().size();
        this.raw = new VectorBatch(columns);
        this.compact = new VectorBatch(columns);
        for (int index = 0; index < columns; index++) {
            raw.setColumn(index, new Vector(layout.types().get(index)));
            compact.setColumn(index, new Vector(layout.types().get(index)));
        }
    }

    /** Goes to the first rows, or the last ones, of a part of a run. */
    void open(RunPart part) {
        RowRun next = part.run();
        run = next;
        readers = new ColumnReader[layout.columns().size()];
        for (int index = 0; index < readers.length; index++) {
            readers[index] = next.reader(layout.columns().get(index));
        }
        RunPart inTime = part.within(layout.range());
        layout.counters().addBlocksOutsideTime(part.blockCount() - inTime.blockCount());
        from = inTime.from();
        end = inTime.end();
        filter.open(next, part.mixes(layout.range()));
    }

    /** The next rows that pass, or null at the run's end. */
    @Nullable VectorBatch next() {
        RowRun current = run;
        if (current == null) {
            return null;
        }
        while (from < end) {
            if (backwards) {
                selectVectorBefore(current);
            } else {
                selectForwards(current);
            }
            if (selection.count > 0) {
                return read();
            }
        }
        run = null;
        filter.close();
        return null;
    }

    private void selectVectorBefore(RowRun current) {
        long first = Math.max(from, end - Vector.SIZE);
        long stop = current.vectorEnd(first);
        while (stop < end) {
            first = stop;
            stop = current.vectorEnd(first);
        }
        filter.select(first, (int) (end - first), selection);
        end = first;
    }

    private void selectForwards(RowRun current) {
        BlockCodes listed = filter.listedAround(from);
        if (listed == null) {
            selectVectors(current);
        } else {
            from = filter.selectListed(listed, from, end, selection);
        }
    }

    /** Selects the rows of a vector that pass, and of those behind it as long as they are few. */
    private void selectVectors(RowRun current) {
        selection.startAt(from);
        long limit = Math.min(end, from + MAX_GATHERED_SPAN);
        while (from < limit) {
            int rows = (int) (Math.min(end, current.vectorEnd(from)) - from);
            filter.select(from, rows, window);
            boolean sparse = RowSelection.isSparse(window.count, rows);
            if (!selection.addUnlessFull(window, sparse)) {
                return;
            }
            from += rows;
            if (!sparse) {
                return;
            }
        }
    }

    private VectorBatch read() {
        int count = selection.count;
        long first = selection.firstRow();
        boolean whole = selection.isContiguous();
        int span = selection.span();
        if (!backwards && (whole || RowSelection.isSparse(count, span) || span > Vector.SIZE)) {
            for (int index = 0; index < readers.length; index++) {
                if (whole) {
                    readers[index].read(first, count, raw.column(index));
                } else {
                    readers[index].readSelected(
                            selection.first, selection.offsets, count, raw.column(index));
                }
            }
            raw.setRowCount(count);
            return raw;
        }
        selection.countFromFirst(backwards);
        compact.clear();
        for (int index = 0; index < readers.length; index++) {
            Vector values = raw.column(index);
            readers[index].read(first, span, values);
            VectorCopy.appendSelected(values, selection.offsets, 0, count, compact.column(index));
        }
        compact.setRowCount(count);
        return compact;
    }
}
