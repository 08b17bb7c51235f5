package dev.tidemark.sql.execute;

import java.util.ArrayDeque;

/**
 * The cursors of an ordered scan: as many as runs are open at the same time, however many there are
 * in all.
 */
final class CursorPool {
    private final ScanLayout layout;
    private final boolean backwards;
    private final ArrayDeque<RunCursor> idle = new ArrayDeque<>();

    CursorPool(ScanLayout layout, boolean backwards) {
        this.layout = layout;
        this.backwards = backwards;
    }

    /** A cursor that nobody uses. */
    RunCursor take() {
        RunCursor recycled = idle.poll();
        return recycled == null ? new RunCursor(layout, backwards) : recycled;
    }

    /** Takes a cursor back, with the vectors of the batch that it delivered last. */
    void give(RunCursor cursor) {
        idle.add(cursor);
    }
}
