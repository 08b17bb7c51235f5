package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.sql.kernel.Reductions;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.time.TimeStep;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.Arrays;

/**
 * Starts of steps of time. Remembers the step of the last row: nothing is divided as long as times
 * stay in it.
 */
final class BucketEvaluator implements Evaluator {
    private final Evaluator operand;
    private final TimeStep step;
    private final Vector result;
    private long floor;
    private long next;

    BucketEvaluator(Evaluator operand, Scalar.TimeBucket bucket) {
        this.operand = operand;
        this.step = bucket.step();
        this.result = Evaluator.resultVector(bucket.type());
    }

    @Override
    public Vector evaluate(VectorBatch input) {
        int rows = input.rowCount();
        Vector times = operand.evaluate(input);
        VectorCopy.clear(result);
        Nulls.add(times, rows, result);
        long[] ticks = times.longs();
        long[] into = result.longs();
        enter(ticks[0]);
        if (Reductions.minimum(ticks, rows) >= floor && Reductions.maximum(ticks, rows) < next) {
            Arrays.fill(into, 0, rows, floor);
        } else {
            for (int row = 0; row < rows; row++) {
                long tick = ticks[row];
                if (tick < floor || tick >= next) {
                    enter(tick);
                }
                into[row] = floor;
            }
        }
        result.setLength(rows);
        return result;
    }

    private void enter(long tick) {
        if (tick < floor || tick >= next) {
            floor = step.floor(tick);
            next = step.next(floor);
        }
    }
}
