package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes rows for which all conditions are true. A condition is evaluated only for rows that passed
 * those before it.
 */
final class FilterOperator implements Operator {
    private final Operator input;
    private final Evaluator[] conditions;
    private final VectorBatch[] kept;
    private final int[] selection = new int[Vector.SIZE];

    FilterOperator(Operator input, List<SqlType> types, Evaluator[] conditions) {
        this.input = input;
        this.conditions = conditions;
        this.kept = new VectorBatch[conditions.length];
        for (int index = 0; index < kept.length; index++) {
            kept[index] = VectorBatch.of(types);
        }
    }

    @Override
    public @Nullable VectorBatch next() {
        VectorBatch batch = input.next();
        while (batch != null) {
            for (int index = 0; index < conditions.length && batch.rowCount() > 0; index++) {
                batch = keep(batch, conditions[index].evaluate(batch), kept[index]);
            }
            if (batch.rowCount() > 0) {
                return batch;
            }
            batch = input.next();
        }
        return null;
    }

    private VectorBatch keep(VectorBatch batch, Vector condition, VectorBatch into) {
        int count = 0;
        for (int row = 0; row < batch.rowCount(); row++) {
            if (condition.longs()[row] != 0 && !condition.isNull(row)) {
                selection[count++] = row;
            }
        }
        if (count == batch.rowCount()) {
            return batch;
        }
        into.clear();
        for (int column = 0; column < batch.columnCount(); column++) {
            VectorCopy.appendSelected(
                    batch.column(column), selection, 0, count, into.column(column));
        }
        into.setRowCount(count);
        return into;
    }
}
