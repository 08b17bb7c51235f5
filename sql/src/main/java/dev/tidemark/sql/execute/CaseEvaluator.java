package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.vector.VectorBatch;

/** CASE. Each result is computed only for the rows that take it, so that the others cannot fail. */
final class CaseEvaluator implements Evaluator {
    private final Evaluator[] conditions;
    private final Evaluator[] results;
    private final Vector result;
    private final Vector[] branchResults;
    private final int[] branchOfRow = new int[Vector.SIZE];
    private final int[] rowInBranch = new int[Vector.SIZE];
    private final int[] chosen = new int[Vector.SIZE];
    private int[] remaining = new int[Vector.SIZE];
    private int[] rest = new int[Vector.SIZE];

    CaseEvaluator(Scalar.Case choice) {
        this.conditions = Evaluator.all(choice.conditions());
        this.results = Evaluator.all(choice.results());
        this.result = Evaluator.resultVector(choice.type());
        this.branchResults = new Vector[results.length];
    }

    @Override
    public Vector evaluate(VectorBatch input) {
        int rows = input.rowCount();
        int left = rows;
        for (int row = 0; row < rows; row++) {
            remaining[row] = row;
        }
        for (int branch = 0; branch < conditions.length && left > 0; branch++) {
            Vector met = conditions[branch].evaluate(part(input, remaining, left));
            int taken = 0;
            int kept = 0;
            for (int index = 0; index < left; index++) {
                if (!met.isNull(index) && met.longs()[index] != 0) {
                    chosen[taken++] = remaining[index];
                } else {
                    rest[kept++] = remaining[index];
                }
            }
            take(branch, chosen, taken, input);
            int[] swapped = remaining;
            remaining = rest;
            rest = swapped;
            left = kept;
        }
        take(results.length - 1, remaining, left, input);
        VectorCopy.clear(result);
        for (int row = 0; row < rows; row++) {
            VectorCopy.append(branchResults[branchOfRow[row]], rowInBranch[row], 1, result);
        }
        return result;
    }

    private void take(int branch, int[] rows, int count, VectorBatch input) {
        if (count == 0) {
            return;
        }
        branchResults[branch] = results[branch].evaluate(part(input, rows, count));
        for (int index = 0; index < count; index++) {
            branchOfRow[rows[index]] = branch;
            rowInBranch[rows[index]] = index;
        }
    }

    /** A batch of some rows; branches may hold on to it until the results are put together. */
    private static VectorBatch part(VectorBatch input, int[] rows, int count) {
        if (count == input.rowCount()) {
            return input;
        }
        VectorBatch part = new VectorBatch(input.columnCount());
        for (int column = 0; column < input.columnCount(); column++) {
            Vector source = input.column(column);
            Vector target = new Vector(source.type(), count);
            VectorCopy.clear(target);
            VectorCopy.appendSelected(source, rows, 0, count, target);
            part.setColumn(column, target);
        }
        part.setRowCount(count);
        return part;
    }
}
