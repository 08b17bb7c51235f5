package dev.tidemark.sql.execute;

import dev.tidemark.core.table.QuarantinedPartition;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.core.type.TableSchema;
import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.RowWindow;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.plan.ScanOrder;
import dev.tidemark.sql.plan.TimeRange;
import dev.tidemark.sql.time.TimeStep;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the operators that carry out a plan. */
public final class Operators {
    /** Cells of all directories of a grouping beyond which rows are hashed. */
    private static final long MAX_DIRECTORY_CELLS = 1 << 22;

    private final ExecutionContext context;

    public Operators(ExecutionContext context) {
        this.context = context;
    }

    /** The operator of a plan. Its tables are held open by the context. */
    public Operator of(PlanNode plan) {
        return switch (plan) {
            case PlanNode.Scan scan -> scan(scan, null, null);
            case PlanNode.Values values -> new ValuesOperator(values);
            case PlanNode.Filter filter -> filter(filter, of(filter.input()));
            case PlanNode.Project project ->
                    new ProjectOperator(of(project.input()), Evaluator.all(project.expressions()));
            case PlanNode.Aggregation aggregation when SummaryOperator.suffices(aggregation) ->
                    summary(aggregation, (PlanNode.Scan) aggregation.input());
            case PlanNode.Aggregation aggregation ->
                    new AggregateOperator(context, parts(aggregation, null), plan.types());
            case PlanNode.SteppedAggregation stepped -> stepped(stepped);
            case PlanNode.Fill fill -> new FillOperator(context, of(fill.input()), fill);
            case PlanNode.Latest latest -> latest(latest);
            case PlanNode.Sort sort ->
                    new SortOperator(
                            context, of(sort.input()), plan.types(), sort.keys(), sort.limit());
            case PlanNode.Distinct distinct ->
                    new DistinctOperator(of(distinct.input()), plan.types());
            case PlanNode.Limit limit -> limit(limit, of(limit.input()));
            case PlanNode.Reverse reverse ->
                    new ReverseOperator(context, of(reverse.input()), plan.types());
            case PlanNode.Union union ->
                    new UnionOperator(union.inputs().stream().map(this::of).toList());
        };
    }

    private Operator limit(PlanNode.Limit limit, Operator input) {
        RowWindow window = limit.window();
        return window.countsFromEnd()
                ? new LastRowsOperator(context, input, limit.types(), window)
                : new LimitOperator(input, limit.types(), window);
    }

    private static Operator filter(PlanNode.Filter filter, Operator input) {
        List<Scalar> conditions =
                filter.condition() instanceof Scalar.Logical logical && logical.isAnd()
                        ? logical.operands()
                        : List.of(filter.condition());
        return new FilterOperator(input, filter.types(), Evaluator.all(conditions));
    }

    /**
     * @param more a condition beside those of the plan
     * @param newest of unsorted runs, for an ordered scan of which no other rows are wanted
     */
    private Operator scan(
            PlanNode.Scan scan, @Nullable VectorPredicate more, @Nullable NewestRows newest) {
        TableSnapshot snapshot = context.snapshot(scan.table());
        boolean ordered = scan.order() != ScanOrder.ANY;
        ScanLayout layout = ScanLayout.of(scan, snapshot, context.counters());
        if (more != null) {
            layout.predicates().addFirst(more);
        }
        List<List<RowRun>> streams = streams(snapshot, scan.range());
        countPieces(snapshot, streams);
        return ordered
                ? new OrderedScanOperator(
                        context, layout, streams, scan.order() == ScanOrder.DESCENDING, newest)
                : new ScanOperator(
                        context,
                        layout,
                        RunPart.whole(streams.stream().flatMap(List::stream).toList()));
    }

    private void countPieces(TableSnapshot snapshot, List<List<RowRun>> streams) {
        long scanned = streams.stream().mapToLong(List::size).sum();
        context.counters().addPieces(scanned, snapshot.runCount() - scanned);
    }

    private static List<List<RowRun>> streams(TableSnapshot snapshot, TimeRange range) {
        if (range.isEmpty()) {
            return List.of();
        }
        long end = range.high() == Long.MAX_VALUE ? Long.MAX_VALUE : range.high() + 1;
        snapshot.quarantined(range.low(), end).stream()
                .findFirst()
                .ifPresent(lost -> {
                    throw refusal(lost, snapshot.schema());
                });
        return snapshot.streams(range.low(), end);
    }

    /** An answer without rows that the table had would be wrong, and nobody would notice. */
    private static SqlException refusal(QuarantinedPartition lost, TableSchema schema) {
        String partition = schema.partitionUnit().name(lost.floor(), schema.timestampType());
        return new SqlException(
                SqlState.DATA_CORRUPTED,
                SqlException.NO_POSITION,
                "partition %s of table '%s', %d rows, is quarantined: %s"
                        .formatted(partition, schema.tableName(), lost.rowCount(), lost.problem()),
                ("Leave its time out by a condition on '%s', restore a backup, or go on without the"
                                + " rows: ALTER TABLE %s FORGET PARTITION '%s'.")
                        .formatted(
                                schema.column(schema.timestampIndex()).name(),
                                schema.tableName(),
                                partition));
    }

    private Operator latest(PlanNode.Latest latest) {
        List<SqlType> types = latest.types();
        PlanNode.Scan scan = scanBelow(latest.input());
        if (scan == null
                || latest.keyColumns().size() > 1
                || types.get(latest.keyColumns().getFirst()) != SqlType.SYMBOL) {
            return new LatestOperator(
                    context, of(latest.input()), types, latest.keyColumns(), null);
        }
        int column = scan.projection().get(latest.keyColumns().getFirst());
        int symbols = context.snapshot(scan.table()).dictionary(column).size();
        UnseenSymbols unseen = new UnseenSymbols(column, symbols);
        Operator input =
                latest.input() instanceof PlanNode.Scan
                        ? scan(scan, unseen, new NewestRows(column, symbols))
                        : above(latest.input(), unseen);
        return new LatestOperator(context, input, types, latest.keyColumns(), unseen);
    }

    /** The scan that a plan consists of, but for filters. */
    private static PlanNode.@Nullable Scan scanBelow(PlanNode plan) {
        return switch (plan) {
            case PlanNode.Scan scan -> scan;
            case PlanNode.Filter filter -> scanBelow(filter.input());
            default -> null;
        };
    }

    private Operator above(PlanNode plan, VectorPredicate more) {
        return switch (plan) {
            case PlanNode.Scan scan -> scan(scan, more, null);
            case PlanNode.Filter filter -> filter(filter, above(filter.input(), more));
            default -> throw new IllegalStateException("no scan: " + plan);
        };
    }

    private Operator stepped(PlanNode.SteppedAggregation plan) {
        PlanNode.Aggregation aggregation = plan.aggregation();
        PlanNode.Scan scan = scanOf(aggregation);
        if (scan == null || !(aggregation.keys().getFirst() instanceof Scalar.TimeBucket bucket)) {
            throw new IllegalStateException("no steps of a scan: " + aggregation);
        }
        TimeRange extent = extent(scan);
        return new SteppedAggregateOperator(
                context,
                range -> parts(aggregation, range),
                new SteppedAggregateOperator.Steps(
                        bucket.step(), plan.descending(), plan.firstSteps()),
                extent,
                plan.types());
    }

    /** The range of times that a scan's runs have. */
    private TimeRange extent(PlanNode.Scan scan) {
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (List<RowRun> stream : streams(context.snapshot(scan.table()), scan.range())) {
            for (RowRun run : stream) {
                low = Math.min(low, run.minTimestamp());
                high = Math.max(high, run.maxTimestamp());
            }
        }
        return new TimeRange(low, high).and(scan.range());
    }

    private Operator summary(PlanNode.Aggregation aggregation, PlanNode.Scan scan) {
        TableSnapshot snapshot = context.snapshot(scan.table());
        List<List<RowRun>> streams = streams(snapshot, scan.range());
        countPieces(snapshot, streams);
        List<RowRun> runs = streams.stream().flatMap(List::stream).toList();
        ScanLayout layout = ScanLayout.of(scan, snapshot, context.counters());
        List<Boolean> withSum = SummaryOperator.withSum(aggregation, layout.columns().size());
        List<SummaryOperator.Part> parts = new ArrayList<>();
        for (List<RunPart> share : RunPart.split(runs, context.threads().parallelism())) {
            parts.add(
                    new SummaryOperator.Part(share, new ColumnSummaries(context, layout, withSum)));
        }
        return new SummaryOperator(context, aggregation.aggregates(), parts, aggregation.types());
    }

    /** The shares of an aggregation's input, within a range of time if there is one. */
    private List<AggregateOperator.Part> parts(
            PlanNode.Aggregation aggregation, @Nullable TimeRange range) {
        PlanNode.Scan scan = scanOf(aggregation);
        List<Operator> inputs = new ArrayList<>();
        if (scan == null || scan.order() != ScanOrder.ANY) {
            inputs.add(of(aggregation.input()));
        } else {
            TableSnapshot snapshot = context.snapshot(scan.table());
            TimeRange span = range == null ? scan.range() : range;
            List<List<RowRun>> streams = streams(snapshot, span);
            countPieces(snapshot, streams);
            List<RowRun> runs = streams.stream().flatMap(List::stream).toList();
            for (List<RunPart> share : RunPart.split(runs, context.threads().parallelism())) {
                ScanLayout layout = ScanLayout.of(scan, snapshot, context.counters()).over(span);
                Operator input = new ScanOperator(context, layout, share);
                inputs.add(pipeline(aggregation.input(), input));
            }
        }
        List<AggregateOperator.Part> parts = new ArrayList<>();
        for (Operator input : inputs) {
            parts.add(
                    new AggregateOperator.Part(
                            input,
                            new GroupTable(
                                    aggregation.keys(),
                                    aggregation.aggregates(),
                                    aggregation.timeColumn(),
                                    groupKeys(aggregation, scan))));
        }
        return parts;
    }

    /** The scan below an aggregation, with filters and projections only between them. */
    private static PlanNode.@Nullable Scan scanOf(PlanNode.Aggregation aggregation) {
        PlanNode node = aggregation.input();
        while (node instanceof PlanNode.Filter || node instanceof PlanNode.Project) {
            node = node.inputs().getFirst();
        }
        return node instanceof PlanNode.Scan scan ? scan : null;
    }

    private static Operator pipeline(PlanNode plan, Operator scan) {
        return switch (plan) {
            case PlanNode.Filter filter -> filter(filter, pipeline(filter.input(), scan));
            case PlanNode.Project project ->
                    new ProjectOperator(
                            pipeline(project.input(), scan), Evaluator.all(project.expressions()));
            default -> scan;
        };
    }

    private GroupKeys groupKeys(PlanNode.Aggregation aggregation, PlanNode.@Nullable Scan scan) {
        List<Scalar> keys = aggregation.keys();
        HashGroups hashed = new HashGroups(keys.stream().map(Scalar::type).toList());
        boolean plain = !(aggregation.input() instanceof PlanNode.Project);
        if (scan == null || !plain || keys.isEmpty() || keys.size() > 2) {
            return hashed;
        }
        TimeStep step = null;
        if (keys.getFirst() instanceof Scalar.TimeBucket bucket
                && bucket.operand() instanceof Scalar.Input time
                && time.index() == aggregation.timeColumn()) {
            step = bucket.step();
        }
        int symbolKey = step == null ? 0 : 1;
        if (symbolKey == keys.size()) {
            return new DirectGroups(true, false, 0);
        }
        boolean isSymbol =
                keys.size() == symbolKey + 1
                        && keys.get(symbolKey) instanceof Scalar.Input
                        && keys.get(symbolKey).type() == SqlType.SYMBOL;
        if (!isSymbol) {
            return hashed;
        }
        int column = scan.projection().get(((Scalar.Input) keys.get(symbolKey)).index());
        long size = context.snapshot(scan.table()).dictionary(column).size();
        boolean small =
                (size + 1) * (step == null ? 1 : steps(step, extent(scan))) < MAX_DIRECTORY_CELLS;
        return small ? new DirectGroups(step != null, true, (int) size) : hashed;
    }

    /** About how many steps a range of time has. */
    private static long steps(TimeStep step, TimeRange extent) {
        if (extent.isEmpty() || step.ticks() == 0) {
            return 1;
        }
        long length = Math.max(0, extent.high() - extent.low());
        return length / step.ticks() + 1;
    }
}
