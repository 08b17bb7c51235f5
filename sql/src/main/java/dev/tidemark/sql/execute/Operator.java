package dev.tidemark.sql.execute;

import dev.tidemark.sql.vector.VectorBatch;
import org.jspecify.annotations.Nullable;

/** A plan node at work. Belongs to one thread. */
public interface Operator {
    /**
     * The next rows, at least one, or null after the last. The batch and its vectors are valid
     * until the next call.
     *
     * @throws dev.tidemark.sql.type.SqlException if an expression fails or the query is cancelled
     */
    @Nullable VectorBatch next();
}
