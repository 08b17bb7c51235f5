package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one stream of a snapshot that pass a scan's conditions, in the order of time,
 * forwards or backwards. A run is opened only when its rows may be next; an unsorted one is sorted
 * then.
 */
final class OrderedStream {
    private final int number;
    private final List<RowRun> runs;
    private final boolean backwards;
    private final int timeIndex;
    private final CursorPool cursors;
    private final RunSorter sorter;
    private @Nullable RunCursor cursor;
    private int nextRun;
    private @Nullable SortedRun sorted;
    private @Nullable VectorBatch batch;
    private int position;

    /**
     * @param number of the stream in its snapshot; decides between equal timestamps
     * @param cursors that read sorted runs in the stream's direction
     * @param sorter of the unsorted ones
     * @param timeIndex of the designated timestamp in the cursors' columns
     */
    OrderedStream(
            int number,
            List<RowRun> runs,
            CursorPool cursors,
            RunSorter sorter,
            int timeIndex,
            boolean backwards) {
        this.number = number;
        this.runs = backwards ? runs.reversed() : runs;
        this.backwards = backwards;
        this.timeIndex = timeIndex;
        this.cursors = cursors;
        this.sorter = sorter;
    }

    int number() {
        return number;
    }

    /** A batch whose rows from {@link #position()} on are next; null if one must be loaded. */
    @Nullable VectorBatch batch() {
        return batch;
    }

    int position() {
        return position;
    }

    boolean isExhausted() {
        return batch == null && sorted == null && nextRun == runs.size() && cursor == null;
    }

    /** Time of the next row; a bound of it, not beyond it, while no batch is loaded. */
    long head() {
        VectorBatch current = batch;
        if (current != null) {
            return current.column(timeIndex).longs()[position];
        }
        if (cursor != null || sorted != null) {
            return backwards ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        RowRun run = runs.get(nextRun);
        return backwards ? run.maxTimestamp() : run.minTimestamp();
    }

    /** Loads the next batch of the current run, or of the next one; there may be none in it. */
    void load() {
        position = 0;
        if (sorted == null && cursor == null) {
            openNextRun();
        }
        SortedRun rows = sorted;
        if (rows != null) {
            batch = rows.next();
            sorted = batch == null ? null : rows;
            return;
        }
        RunCursor current = cursor;
        if (current == null) {
            return;
        }
        batch = current.next();
        if (batch == null) {
            cursor = null;
            cursors.give(current);
        }
    }

    private void openNextRun() {
        RowRun run = runs.get(nextRun++);
        if (run.isSorted()) {
            RunCursor next = cursors.take();
            next.open(new RunPart(run, 0, run.rowCount()));
            cursor = next;
        } else {
            sorted = sorter.sort(run);
        }
    }

    /** Passes over rows of the batch. */
    void advance(int rows) {
        position += rows;
        if (batch != null && position == batch.rowCount()) {
            batch = null;
        }
    }

    /**
     * How many of the next rows come before a time.
     *
     * @param orEqual whether rows of that very time do too
     */
    int rowsBefore(long time, boolean orEqual) {
        VectorBatch current = batch;
        if (current == null) {
            return 0;
        }
        Vector times = current.column(timeIndex);
        int low = position;
        int high = current.rowCount();
        if (isBefore(times.longs()[high - 1], time, orEqual)) {
            return high - position;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBefore(times.longs()[middle], time, orEqual)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - position;
    }

    private boolean isBefore(long row, long time, boolean orEqual) {
        return row == time ? orEqual : (row < time) != backwards;
    }
}
