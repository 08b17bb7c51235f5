package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.sql.vector.VectorBatch;

/** NOT; NULL stays NULL. */
final class NotEvaluator implements Evaluator {
    private final Evaluator operand;
    private final Vector result = new Vector(ColumnType.BOOLEAN);

    NotEvaluator(Evaluator operand) {
        this.operand = operand;
    }

    @Override
    public Vector evaluate(VectorBatch input) {
        int rows = input.rowCount();
        Vector values = operand.evaluate(input);
        VectorCopy.clear(result);
        Nulls.add(values, rows, result);
        for (int row = 0; row < rows; row++) {
            result.longs()[row] = 1 - values.longs()[row];
        }
        result.setLength(rows);
        return result;
    }
}
