package dev.tidemark.sql.execute;

import dev.tidemark.sql.vector.VectorBatch;
import org.jspecify.annotations.Nullable;

/** Computes expressions over each batch. */
final class ProjectOperator implements Operator {
    private final Operator input;
    private final Evaluator[] expressions;
    private final VectorBatch result;

    ProjectOperator(Operator input, Evaluator[] expressions) {
        this.input = input;
        this.expressions = expressions;
        this.result = new VectorBatch(expressions.length);
    }

    @Override
    public @Nullable VectorBatch next() {
        VectorBatch batch = input.next();
        if (batch == null) {
            return null;
        }
        for (int index = 0; index < expressions.length; index++) {
            result.setColumn(index, expressions[index].evaluate(batch));
        }
        result.setRowCount(batch.rowCount());
        return result;
    }
}
