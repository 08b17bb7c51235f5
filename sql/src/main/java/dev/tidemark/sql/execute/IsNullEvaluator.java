package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.sql.vector.VectorBatch;

/** IS NULL. */
final class IsNullEvaluator implements Evaluator {
    private final Evaluator operand;
    private final Vector result = new Vector(ColumnType.BOOLEAN);

    IsNullEvaluator(Evaluator operand) {
        this.operand = operand;
    }

    @Override
    public Vector evaluate(VectorBatch input) {
        int rows = input.rowCount();
        Vector values = operand.evaluate(input);
        VectorCopy.clear(result);
        for (int row = 0; row < rows; row++) {
            result.longs()[row] = values.isNull(row) ? 1 : 0;
        }
        result.setLength(rows);
        return result;
    }
}
