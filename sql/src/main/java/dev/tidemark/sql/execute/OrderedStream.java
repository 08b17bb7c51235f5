package dev.tidemark.sql.execute;

import dev.tidemark.core.table.RowRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one stream of a snapshot that pass a scan's conditions, in the order of time,
 * forwards or backwards. A run is opened only when its rows may be next.
 */
final class OrderedStream {
    private final int place;
    private final List<RowRun> runs;
    private final boolean backwards;
    private final CursorPool cursors;
    private @Nullable OrderedCursor cursor;
    private int nextRun;
    private boolean isLoaded;
    private long bound;

    /**
     * @param place among the streams; of equal times those of the lower place are delivered first
     * @param runs in the order of time
     * @param cursors that read in the stream's direction
     */
    OrderedStream(int place, List<RowRun> runs, CursorPool cursors, boolean backwards) {
        this.place = place;
        this.runs = backwards ? runs.reversed() : runs;
        this.backwards = backwards;
        this.cursors = cursors;
        this.bound = boundOfNextRun();
    }

    /** The key of the last row loaded; no row that is not loaded yet has a lesser one. */
    long bound() {
        return bound;
    }

    /** Whether rows have been loaded, even if they were taken meanwhile. */
    boolean isLoaded() {
        return isLoaded;
    }

    /** Whether loaded rows are left. */
    boolean hasRows() {
        return isLoaded && loaded().rows().hasRows();
    }

    /** Whether no rows are left, neither loaded ones nor others. */
    boolean isExhausted() {
        return cursor == null && nextRun == runs.size();
    }

    /** Whether the last loaded row comes before that of another stream, if there is one. */
    boolean endsBefore(@Nullable OrderedStream other) {
        return other == null
                || bound < other.bound
                || (bound == other.bound && place < other.place);
    }

    /** How many of the loaded rows come before the end of those of another stream, or are that. */
    int rowsUpToEndOf(OrderedStream other) {
        return loaded().rows().rowsUpTo(other.bound, place <= other.place);
    }

    /** Gives up loaded rows, which were all taken. */
    void release() {
        isLoaded = false;
    }

    /**
     * Loads the next rows of the current run, or of the next one.
     *
     * @param limit the first time no more rows are loaded than up to the first beyond this key: of
     *     many streams, and only a few rows wanted, most are thin there
     * @return false if there are none in it
     */
    boolean load(long limit) {
        OrderedCursor current = cursor;
        boolean isFirst = current == null && nextRun == 0;
        if (current == null) {
            current = cursors.take();
            current.open(runs.get(nextRun++));
            cursor = current;
        }
        isLoaded = current.next(isFirst ? limit : Long.MAX_VALUE);
        if (isLoaded) {
            bound = current.rows().lastKey();
        } else {
            cursor = null;
            cursors.give(current);
            bound = boundOfNextRun();
        }
        return isLoaded;
    }

    /** What holds the loaded rows. */
    OrderedCursor loaded() {
        OrderedCursor current = cursor;
        if (current == null) {
            throw new IllegalStateException("no rows are loaded");
        }
        return current;
    }

    private long boundOfNextRun() {
        if (nextRun == runs.size()) {
            return Long.MAX_VALUE;
        }
        RowRun run = runs.get(nextRun);
        return OrderedRows.key(backwards ? run.maxTimestamp() : run.minTimestamp(), backwards);
    }
}
