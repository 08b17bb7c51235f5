package dev.tidemark.core.batch;

import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.type.TableSchema;
import org.jspecify.annotations.Nullable;

/**
 * Makes the batches of a table that one thread fills one after another: each inherits the stage of
 * the one before it, and has at once the room that that one came to need.
 */
public final class BatchSource {
    private final MemoryPool pool;
    private RowStage stage = RowStage.NONE;
    private @Nullable Batch last;

    public BatchSource(MemoryPool pool) {
        this.pool = pool;
    }

    /** An empty batch; the one before it must be filled no more. */
    public Batch next(TableSchema schema) {
        Batch previous = last;
        if (previous != null && previous.isFilling()) {
            throw new IllegalStateException("the batch before is still being filled");
        }
        int rows = previous == null ? 1 : previous.rowCount();
        Batch batch = new Batch(schema, pool, Batch.capacityFor(rows), stage);
        stage = batch.stage();
        last = batch;
        return batch;
    }
}
