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
    private final RunCursor cursor;
    private int nextRun;
    private @Nullable SortedRows sorted;
    private @Nullable VectorBatch batch;
    private int position;

    /**
     * @param number of the stream in its snapshot; decides between equal timestamps
     * @param timeIndex of the designated timestamp in the layout's columns
     */
    OrderedStream(
            int number, List<RowRun> runs, ScanLayout layout, int timeIndex, boolean backwards) {
        this.number = number;
        this.runs = backwards ? runs.reversed() : runs;
        this.backwards = backwards;
        this.timeIndex = timeIndex;
        this.cursor = new RunCursor(layout, backwards);
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
        return batch == null && sorted == null && nextRun == runs.size() && !cursor.isOpen();
    }

    /** Time of the next row; a bound of it, not beyond it, while no batch is loaded. */
    long head() {
        VectorBatch current = batch;
        if (current != null) {
            return current.column(timeIndex).longs()[position];
        }
        if (cursor.isOpen() || sorted != null) {
            return backwards ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        RowRun run = runs.get(nextRun);
        return backwards ? run.maxTimestamp() : run.minTimestamp();
    }

    /** Loads the next batch of the current run, or of the next one; there may be none in it. */
    void load() {
        position = 0;
        batch = null;
        if (sorted == null && !cursor.isOpen()) {
            RowRun run = runs.get(nextRun++);
            cursor.open(new RunPart(run, 0, run.rowCount()));
            if (!run.isSorted()) {
                sorted = SortedRows.byTime(cursor, timeIndex, backwards);
            }
        }
        SortedRows rows = sorted;
        batch = rows == null ? cursor.next() : rows.next();
        if (batch == null) {
            sorted = null;
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
