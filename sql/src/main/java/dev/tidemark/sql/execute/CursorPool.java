package dev.tidemark.sql.execute;

import dev.tidemark.core.column.ReadBuffers;
import dev.tidemark.core.column.Vector;
import java.util.ArrayDeque;

/**
 * The cursors of an ordered scan: as many as runs are open at the same time, however many there are
 * in all.
 */
final class CursorPool {
    private final ScanLayout layout;
    private final RunSorter sorter;
    private final boolean backwards;
    private final ReadBuffers buffers = new ReadBuffers();
    private final Vector times;
    private final ArrayDeque<OrderedCursor> idle = new ArrayDeque<>();

    CursorPool(ScanLayout layout, RunSorter sorter, boolean backwards) {
        this.layout = layout;
        this.sorter = sorter;
        this.backwards = backwards;
        this.times = new Vector(layout.schema().timestampType());
    }

    /** A cursor that nobody uses. */
    OrderedCursor take() {
        OrderedCursor recycled = idle.poll();
        return recycled == null
                ? new OrderedCursor(layout, sorter, new OrderedRows(backwards), buffers, times)
                : recycled;
    }

    /** Takes a cursor back that has no rows left. */
    void give(OrderedCursor cursor) {
        idle.add(cursor);
    }
}
