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
