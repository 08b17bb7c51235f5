package dev.tidemark.sql.execute;

import dev.tidemark.core.column.ReadBuffers;
import dev.tidemark.core.column.Vector;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The cursors of an ordered scan: as many as runs are open at the same time, however many there are
 * in all.
 */
final class CursorPool {
    private final ScanLayout layout;
    private final boolean backwards;
    private final @Nullable NewestRows newest;
    private final ReadBuffers buffers = new ReadBuffers();
    private final Vector times;
    private final ArrayDeque<OrderedCursor> idle = new ArrayDeque<>();
    private @Nullable RunSorter sorter;

    /**
     * @param newest of unsorted runs, if only the newest row of each series is wanted
     */
    CursorPool(ScanLayout layout, boolean backwards, @Nullable NewestRows newest) {
        this.layout = layout;
        this.backwards = backwards;
        this.newest = newest;
        this.times = new Vector(layout.schema().timestampType());
    }

    /** A cursor that nobody uses. */
    OrderedCursor take() {
        OrderedCursor recycled = idle.poll();
        return recycled == null
                ? new OrderedCursor(
                        layout, this::sorter, new OrderedRows(backwards), buffers, times)
                : recycled;
    }

    private RunSorter sorter() {
        RunSorter made = sorter;
        if (made == null) {
            made = new RunSorter(layout, backwards, newest);
            sorter = made;
        }
        return made;
    }

    /** Takes a cursor back that has no rows left. */
    void give(OrderedCursor cursor) {
        idle.add(cursor);
    }
}
