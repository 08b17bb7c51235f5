package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.sql.function.ScalarFunction;
import dev.tidemark.sql.plan.SourcePosition;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.VectorBatch;

/** Calls a function or cast; adds its place in the statement to its failures. */
final class CallEvaluator implements Evaluator {
    private final ScalarFunction function;
    private final boolean takesNulls;
    private final Evaluator[] arguments;
    private final SqlType type;
    private final SourcePosition position;
    private final Vector[] values;
    private final Vector result;

    CallEvaluator(
            ScalarFunction function,
            boolean takesNulls,
            Evaluator[] arguments,
            SqlType type,
            SourcePosition position) {
        this.function = function;
        this.takesNulls = takesNulls;
        this.arguments = arguments;
        this.type = type;
        this.position = position;
        this.values = new Vector[arguments.length];
        this.result = Evaluator.resultVector(type);
    }

    @Override
    public Vector evaluate(VectorBatch input) {
        int rows = input.rowCount();
        VectorCopy.clear(result);
        for (int index = 0; index < arguments.length; index++) {
            values[index] = arguments[index].evaluate(input);
            if (!takesNulls) {
                Nulls.add(values[index], rows, result);
            }
        }
        try {
            function.evaluate(values, rows, result);
        } catch (SqlException failure) {
            throw failure.position() == SqlException.NO_POSITION ? placed(failure) : failure;
        } catch (ArithmeticException failure) {
            throw new SqlException(
                    SqlState.NUMERIC_OUT_OF_RANGE,
                    position.offset(),
                    "a result is out of the range of type " + type,
                    null,
                    failure);
        }
        result.setLength(rows);
        return result;
    }

    private SqlException placed(SqlException failure) {
        return new SqlException(
                failure.state(),
                position.offset(),
                String.valueOf(failure.getMessage()),
                failure.hint(),
                failure);
    }
}
