package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.sql.plan.RowWindow;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes the rows of a window that counts from the start, and asks for no more than these. */
final class LimitOperator implements Operator {
    private final Operator input;
    private final RowWindow window;
    private final List<SqlType> types;
    private @Nullable VectorBatch rest;
    private long passed;

    LimitOperator(Operator input, List<SqlType> types, RowWindow window) {
        this.input = input;
        this.window = window;
        this.types = types;
    }

    @Override
    public @Nullable VectorBatch next() {
        while (passed < window.high()) {
            VectorBatch batch = input.next();
            if (batch == null) {
                return null;
            }
            long first = Math.max(window.low() - passed, 0);
            long end = Math.min(batch.rowCount(), window.high() - passed);
            passed += batch.rowCount();
            if (first == 0) {
                batch.truncate((int) end);
                return batch;
            }
            if (first < end) {
                return rest(batch, (int) first, (int) (end - first));
            }
        }
        return null;
    }

    /** Rows from the middle of a batch. */
    private VectorBatch rest(VectorBatch batch, int from, int count) {
        VectorBatch part = rest == null ? VectorBatch.of(types) : rest;
        rest = part;
        part.clear();
        for (int column = 0; column < batch.columnCount(); column++) {
            Vector into = part.column(column);
            VectorCopy.append(batch.column(column), from, count, into);
        }
        part.setRowCount(count);
        return part;
    }
}
