package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.plan.TimeRange;
import dev.tidemark.sql.time.TimeStep;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.RowStore;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Groups by steps of time, span by span from one end of the table's time on. A span is a number of
 * steps; each is four times as long as the one before, so that asking for all of them costs little
 * more than one pass.
 */
final class SteppedAggregateOperator implements Operator {
    private static final int GROWTH = 4;

    private final ExecutionContext context;
    private final Function<TimeRange, List<AggregateOperator.Part>> inputs;
    private final TimeStep step;
    private final boolean descending;
    private final List<SqlType> types;
    private long spanSteps;
    private TimeRange rest;
    private @Nullable SortedRows span;

    /**
     * @param inputs makes the parts of the input whose times lie in a range
     * @param steps how to go through time
     * @param extent in which all rows lie
     */
    SteppedAggregateOperator(
            ExecutionContext context,
            Function<TimeRange, List<AggregateOperator.Part>> inputs,
            Steps steps,
            TimeRange extent,
            List<SqlType> types) {
        this.context = context;
        this.inputs = inputs;
        this.step = steps.step();
        this.descending = steps.descending();
        this.spanSteps = steps.firstSteps();
        this.rest = extent;
        this.types = types;
    }

    /**
     * How to go through time.
     *
     * @param firstSteps steps of the first span
     */
    record Steps(TimeStep step, boolean descending, long firstSteps) {}

    @Override
    public @Nullable VectorBatch next() {
        while (true) {
            context.check();
            SortedRows rows = span;
            VectorBatch batch = rows == null ? null : rows.next();
            if (batch != null) {
                return batch;
            }
            if (rest.isEmpty()) {
                return null;
            }
            span = compute(nextRange());
        }
    }

    private TimeRange nextRange() {
        TimeRange range;
        if (descending) {
            long low = Math.max(rest.low(), step.plus(step.floor(rest.high()), 1 - spanSteps));
            range = new TimeRange(low, rest.high());
            rest = low == rest.low() ? new TimeRange(0, -1) : new TimeRange(rest.low(), low - 1);
        } else {
            long next = step.plus(step.floor(rest.low()), spanSteps);
            long high = next == Long.MAX_VALUE ? rest.high() : Math.min(rest.high(), next - 1);
            range = new TimeRange(rest.low(), high);
            rest =
                    high == rest.high()
                            ? new TimeRange(0, -1)
                            : new TimeRange(high + 1, rest.high());
        }
        spanSteps = Math.min(spanSteps * GROWTH, Integer.MAX_VALUE);
        return range;
    }

    private SortedRows compute(TimeRange range) {
        GroupTable groups = AggregateOperator.compute(context, inputs.apply(range));
        RowStore rows = new RowStore(types);
        VectorBatch batch = VectorBatch.of(types);
        for (int from = 0; from < groups.groupCount(); from += Vector.SIZE) {
            int count = Math.min(Vector.SIZE, groups.groupCount() - from);
            groups.deliver(from, count, batch);
            rows.append(batch);
        }
        return new SortedRows(rows, groups.orderByTime(descending));
    }
}
