package dev.tidemark.sql.execute;

import dev.tidemark.core.column.BlockCodes;
import dev.tidemark.core.column.ReadBuffers;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.RowRun;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the rows of a part of a run that pass a scan's conditions, window by window, forwards or
 * backwards. Reads no columns but those of the conditions. Can be used for one part after another.
 */
final class RowSelector {
    /** Rows over which few that pass are gathered; more would keep a LIMIT waiting. */
    private static final int MAX_GATHERED_SPAN = 1 << 16;

    private final ScanLayout layout;
    private final boolean backwards;
    private final RowFilter filter;
    private final RowSelection vector = new RowSelection();
    private @Nullable RowRun run;
    private long from;
    private long end;

    /**
     * Rows that the next window may be gathered from. Who reads backwards often wants few rows: the
     * first window is one vector, and each later one may take twice as many.
     */
    private int span;

    RowSelector(ScanLayout layout, boolean backwards, ReadBuffers buffers) {
        this.layout = layout;
        this.backwards = backwards;
        this.filter = new RowFilter(layout, buffers);
        this.span = backwards ? Vector.SIZE : MAX_GATHERED_SPAN;
    }

    /** Goes to the first rows, or the last ones, of a part of a run. */
    void open(RunPart part) {
        RowRun next = part.run();
        RunPart inTime = part.within(layout.range());
        layout.counters().addBlocksOutsideTime(part.blockCount() - inTime.blockCount());
        run = next;
        from = inTime.from();
        end = inTime.end();
        filter.open(next, part.mixes(layout.range()));
    }

    /**
     * Selects the next rows that pass, ascending in either direction.
     *
     * @return false at the end of the part
     */
    boolean next(RowSelection into) {
        RowRun current = run;
        if (current == null) {
            return false;
        }
        while (from < end) {
            if (backwards) {
                selectVectorsBefore(current, into);
            } else {
                selectForwards(current, into);
            }
            if (into.count > 0) {
                return true;
            }
        }
        run = null;
        filter.close();
        return false;
    }

    /** Goes back to a row selected last, which will be the next that is looked at. */
    void goBackTo(long row) {
        if (backwards) {
            end = row + 1;
        } else {
            from = row;
        }
    }

    private void selectForwards(RowRun current, RowSelection into) {
        BlockCodes listed = filter.listedAround(from);
        if (listed == null) {
            selectVectors(current, into);
        } else {
            from = filter.selectListed(listed, from, end, into);
        }
    }

    /** Selects the rows of a vector that pass, and of those behind it as long as they are few. */
    private void selectVectors(RowRun current, RowSelection into) {
        into.startAt(from);
        long limit = Math.min(end, from + span);
        while (from < limit) {
            int rows = (int) (Math.min(end, current.vectorEnd(from)) - from);
            filter.select(from, rows, vector);
            boolean sparse = RowSelection.isSparse(vector.count, rows);
            if (!into.addUnlessFull(vector, sparse)) {
                return;
            }
            from += rows;
            if (!sparse) {
                return;
            }
        }
    }

    /** As {@link #selectVectors}, from the end on backwards. */
    private void selectVectorsBefore(RowRun current, RowSelection into) {
        into.startAt(Math.max(from, end - span - Vector.SIZE));
        long limit = Math.max(from, end - span);
        boolean sparse = true;
        while (sparse && end > limit) {
            long first = vectorStart(current);
            int rows = (int) (end - first);
            filter.select(first, rows, vector);
            sparse = RowSelection.isSparse(vector.count, rows);
            vector.reverse();
            if (!into.addUnlessFull(vector, sparse)) {
                break;
            }
            end = first;
        }
        into.reverse();
        span = Math.min(MAX_GATHERED_SPAN, span * 2);
    }

    /** Where the vector of the last row begins. */
    private long vectorStart(RowRun current) {
        long first = Math.max(from, end - Vector.SIZE);
        long stop = current.vectorEnd(first);
        while (stop < end) {
            first = stop;
            stop = current.vectorEnd(first);
        }
        return first;
    }
}
