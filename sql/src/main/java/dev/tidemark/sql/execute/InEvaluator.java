package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.plan.SourcePosition;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.KeyTable;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.List;

/**
 * Membership in a set of constants, through a hash table of them. Symbols are looked up as texts.
 */
final class InEvaluator implements Evaluator {
    private final Evaluator operand;
    private final KeyTable table;
    private final Vector[] keys = new Vector[1];
    private final int[] numbers = new int[Vector.SIZE];
    private final Vector result = new Vector(ColumnType.BOOLEAN);

    InEvaluator(Scalar.In in) {
        SqlType type =
                in.operand().type() == SqlType.SYMBOL ? SqlType.VARCHAR : in.operand().type();
        this.operand =
                in.operand().type() == SqlType.SYMBOL
                        ? Evaluator.of(
                                new Scalar.Cast(
                                        in.operand(), SqlType.VARCHAR, new SourcePosition(0)))
                        : Evaluator.of(in.operand());
        this.table = new KeyTable(List.of(type));
        VectorBatch one = new VectorBatch(0);
        one.setRowCount(1);
        for (Scalar.Constant constant : in.values()) {
            keys[0] = new ConstantEvaluator(constant).evaluate(one);
            table.number(keys, 1, numbers);
        }
    }

    @Override
    public Vector evaluate(VectorBatch input) {
        int rows = input.rowCount();
        Vector values = operand.evaluate(input);
        keys[0] = values;
        table.find(keys, rows, numbers);
        VectorCopy.clear(result);
        Nulls.add(values, rows, result);
        for (int row = 0; row < rows; row++) {
            result.longs()[row] = numbers[row] >= 0 ? 1 : 0;
        }
        result.setLength(rows);
        return result;
    }
}
