package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.vector.RowStore;
import dev.tidemark.sql.vector.VectorBatch;
import org.jspecify.annotations.Nullable;

/** Kept rows in a given order, batch by batch. */
final class SortedRows {
    private final RowStore rows;
    private final int[] order;
    private final VectorBatch into;
    private int done;

    SortedRows(RowStore rows, int[] order) {
        this.rows = rows;
        this.order = order;
        this.into = VectorBatch.of(rows.types());
    }

    /** All rows that a cursor has left, by time; equal times stay in the cursor's order. */
    static SortedRows byTime(RunCursor cursor, int timeIndex, boolean backwards) {
        RowStore rows = new RowStore(cursor.types());
        VectorBatch batch = cursor.next();
        while (batch != null) {
            rows.append(batch);
            batch = cursor.next();
        }
        long[] times = new long[rows.rowCount()];
        for (int row = 0; row < times.length; row++) {
            long time = rows.vector(timeIndex, row).longs()[RowStore.slot(row)];
            times[row] = backwards ? ~time : time;
        }
        int[] order =
                RowOrder.sort(
                        times.length, (left, right) -> Long.compare(times[left], times[right]));
        return new SortedRows(rows, order);
    }

    /** The next rows, or null after the last. */
    @Nullable VectorBatch next() {
        int count = Math.min(Vector.SIZE, order.length - done);
        if (count == 0) {
            return null;
        }
        rows.gather(order, done, count, into);
        done += count;
        return into;
    }
}
