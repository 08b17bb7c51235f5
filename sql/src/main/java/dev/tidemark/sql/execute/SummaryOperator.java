package dev.tidemark.sql.execute;

import dev.tidemark.core.column.LongSummary;
import dev.tidemark.sql.function.Accumulator;
import dev.tidemark.sql.function.Aggregate;
import dev.tidemark.sql.plan.AggregateCall;
import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.plan.ScanOrder;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates columns of a table, or of a range of its time, into one row by {@linkplain
 * ColumnSummaries summaries}, which mostly takes no decoding.
 */
final class SummaryOperator implements Operator {
    private final ExecutionContext context;
    private final List<AggregateCall> calls;
    private final List<Part> parts;
    private final VectorBatch result;
    private boolean delivered;

    /** Parts of runs, and the summaries that one thread makes of them. */
    record Part(List<RunPart> rows, ColumnSummaries summaries) {
        void run() {
            rows.forEach(summaries::add);
        }
    }

    /**
     * @param parts at least one
     * @param types of the result
     */
    SummaryOperator(
            ExecutionContext context,
            List<AggregateCall> calls,
            List<Part> parts,
            List<SqlType> types) {
        this.context = context;
        this.calls = calls;
        this.parts = parts;
        this.result = VectorBatch.of(types);
    }

    /** Whether an aggregation needs no more than summaries of its input's columns. */
    static boolean suffices(PlanNode.Aggregation aggregation) {
        return aggregation.keys().isEmpty()
                && aggregation.input() instanceof PlanNode.Scan scan
                && scan.order() == ScanOrder.ANY
                && scan.predicates().isEmpty()
                && aggregation.aggregates().stream().allMatch(SummaryOperator::takesSummary);
    }

    private static boolean takesSummary(AggregateCall call) {
        return call.aggregate().takesSummaries(call.argument().type())
                && (column(call) >= 0 || call.aggregate() == Aggregate.COUNT_ROWS);
    }

    /** The column of the scan that an aggregate is of; -1 if it is of none. */
    private static int column(AggregateCall call) {
        return call.argument() instanceof Scalar.Input input ? input.index() : -1;
    }

    /** For each column of a scan whether the sum is wanted. */
    static List<Boolean> withSum(PlanNode.Aggregation aggregation, int columnCount) {
        List<Boolean> withSum = new ArrayList<>();
        for (int column = 0; column < columnCount; column++) {
            int place = column;
            withSum.add(
                    aggregation.aggregates().stream()
                            .anyMatch(
                                    call -> call.aggregate().needsSum() && column(call) == place));
        }
        return withSum;
    }

    @Override
    public @Nullable VectorBatch next() {
        if (delivered) {
            return null;
        }
        context.threads().runAll(parts.stream().<Runnable>map(part -> part::run).toList());
        ColumnSummaries all = parts.getFirst().summaries();
        parts.stream().skip(1).forEach(part -> all.add(part.summaries()));
        result.clear();
        for (int index = 0; index < calls.size(); index++) {
            AggregateCall call = calls.get(index);
            int column = column(call);
            LongSummary values = column < 0 ? new LongSummary(false) : all.column(column);
            Accumulator accumulator = call.aggregate().accumulator(call.argument().type());
            accumulator.reserve(1);
            accumulator.add(values, all.rowCount(), 0);
            accumulator.append(0, 1, result.column(index));
        }
        result.setRowCount(1);
        delivered = true;
        return result;
    }
}
