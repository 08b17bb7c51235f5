package dev.tidemark.ingest.parse;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.table.Table;

/** Where filled batches go. Called on the parser's thread. */
@FunctionalInterface
public interface BatchSink {
    /** Takes over a batch with at least one row: to commit it, or to release it. */
    void accept(Table table, Batch batch);
}
