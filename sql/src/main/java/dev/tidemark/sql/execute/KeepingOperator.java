package dev.tidemark.sql.execute;

import dev.tidemark.sql.vector.RowStore;
import dev.tidemark.sql.vector.VectorBatch;
import org.jspecify.annotations.Nullable;

/** Reads its whole input, then delivers some of the rows in an order. */
abstract class KeepingOperator implements Operator {
    private final ExecutionContext context;
    private @Nullable SortedRows result;

    KeepingOperator(ExecutionContext context) {
        this.context = context;
    }

    @Override
    public @Nullable VectorBatch next() {
        SortedRows rows = result;
        if (rows == null) {
            rows = compute();
            result = rows;
        }
        context.check();
        return rows.next();
    }

    /** Reads the input and arranges its rows. */
    abstract SortedRows compute();

    /** All rows of an input. */
    final void readAll(Operator input, RowStore into) {
        VectorBatch batch = input.next();
        while (batch != null) {
            context.check();
            into.append(batch);
            batch = input.next();
        }
    }
}
