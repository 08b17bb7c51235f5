package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.sql.vector.VectorBatch;

/**
 * Three-valued AND and OR: one operand that decides (false for AND, true for OR) decides; otherwise
 * NULL if one is NULL.
 */
final class LogicalEvaluator implements Evaluator {
    private final boolean isAnd;
    private final Evaluator[] operands;
    private final Vector result = new Vector(ColumnType.BOOLEAN);
    private final boolean[] decided = new boolean[Vector.SIZE];
    private final boolean[] unknown = new boolean[Vector.SIZE];

    LogicalEvaluator(boolean isAnd, Evaluator[] operands) {
        this.isAnd = isAnd;
        this.operands = operands;
    }

    @Override
    public Vector evaluate(VectorBatch input) {
        int rows = input.rowCount();
        for (int row = 0; row < rows; row++) {
            decided[row] = false;
            unknown[row] = false;
        }
        long deciding = isAnd ? 0 : 1;
        for (Evaluator operand : operands) {
            Vector values = operand.evaluate(input);
            for (int row = 0; row < rows; row++) {
                if (values.isNull(row)) {
                    unknown[row] = true;
                } else {
                    decided[row] |= values.longs()[row] == deciding;
                }
            }
        }
        VectorCopy.clear(result);
        for (int row = 0; row < rows; row++) {
            result.longs()[row] = decided[row] == isAnd ? 0 : 1;
            if (!decided[row] && unknown[row]) {
                result.setNull(row);
            }
        }
        result.setLength(rows);
        return result;
    }
}
