package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that a statement itself has. */
final class ValuesOperator implements Operator {
    private final PlanNode.Values values;
    private final VectorBatch noColumns = new VectorBatch(0);
    private final VectorBatch result;
    private int nextRow;

    ValuesOperator(PlanNode.Values values) {
        this.values = values;
        this.result = VectorBatch.of(values.types());
        this.noColumns.setRowCount(1);
    }

    @Override
    public @Nullable VectorBatch next() {
        int count = Math.min(Vector.SIZE, values.rows().size() - nextRow);
        if (count == 0) {
            return null;
        }
        result.clear();
        for (List<Scalar> row : values.rows().subList(nextRow, nextRow + count)) {
            for (int column = 0; column < row.size(); column++) {
                Vector cell = Evaluator.of(row.get(column)).evaluate(noColumns);
                VectorCopy.append(cell, 0, 1, result.column(column));
            }
        }
        result.setRowCount(count);
        nextRow += count;
        return result;
    }
}
