package dev.tidemark.sql.optimize;

import dev.tidemark.sql.plan.AggregateCall;
import dev.tidemark.sql.plan.PlanColumn;
import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.plan.SortKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Lets every node deliver only the columns that are used above it. */
final class PruneColumns implements Rule {
    @Override
    public PlanNode apply(PlanNode plan) {
        return prune(plan, all(plan)).node();
    }

    /**
     * A node with fewer columns.
     *
     * @param places for each old column its new place
     */
    private record Pruned(PlanNode node, List<Integer> places) {
        Scalar moved(Scalar scalar) {
            return scalar.transform(part ->
                    part instanceof Scalar.Input input
                            ? new Scalar.Input(places.get(input.index()), input.type())
                            : part);
        }

        List<Scalar> moved(List<Scalar> scalars) {
            return scalars.stream().map(this::moved).toList();
        }
    }

    private static Pruned prune(PlanNode node, BitSet used) {
        return switch (node) {
            case PlanNode.Scan scan -> pruneScan(scan, used);
            case PlanNode.Project project -> pruneProject(project, used);
            case PlanNode.Filter filter -> {
                BitSet needed = (BitSet) used.clone();
                addInputs(filter.condition(), needed);
                Pruned input = prune(filter.input(), needed);
                yield new Pruned(
                        new PlanNode.Filter(input.node(), input.moved(filter.condition())),
                        input.places());
            }
            case PlanNode.Sort sort -> {
                BitSet needed = (BitSet) used.clone();
                sort.keys().forEach(key -> needed.set(key.column()));
                Pruned input = prune(sort.input(), needed);
                List<SortKey> keys = new ArrayList<>();
                for (SortKey key : sort.keys()) {
                    int place = input.places().get(key.column());
                    keys.add(new SortKey(place, key.descending(), key.nullsFirst()));
                }
                yield new Pruned(
                        new PlanNode.Sort(input.node(), keys, sort.limit()), input.places());
            }
            case PlanNode.Latest latest -> {
                BitSet needed = (BitSet) used.clone();
                latest.keyColumns().forEach(needed::set);
                Pruned input = prune(latest.input(), needed);
                List<Integer> keys =
                        latest.keyColumns().stream().map(key -> input.places().get(key)).toList();
                yield new Pruned(new PlanNode.Latest(input.node(), keys), input.places());
            }
            case PlanNode.Limit limit -> {
                Pruned input = prune(limit.input(), used);
                yield new Pruned(new PlanNode.Limit(input.node(), limit.window()), input.places());
            }
            case PlanNode.Reverse reverse -> {
                Pruned input = prune(reverse.input(), used);
                yield new Pruned(new PlanNode.Reverse(input.node()), input.places());
            }
            case PlanNode.Aggregation group -> same(pruneAggregation(group));
            case PlanNode.SteppedAggregation stepped ->
                    same(
                            new PlanNode.SteppedAggregation(
                                    pruneAggregation(stepped.aggregation()),
                                    stepped.descending(),
                                    stepped.firstSteps()));
            case PlanNode.Values _, PlanNode.Fill _, PlanNode.Distinct _, PlanNode.Union _ ->
                    same(
                            node.withInputs(
                                    node.inputs().stream()
                                            .map(input -> prune(input, all(input)).node())
                                            .toList()));
        };
    }

    private static Pruned pruneScan(PlanNode.Scan scan, BitSet used) {
        List<PlanColumn> columns = new ArrayList<>();
        List<Integer> projection = new ArrayList<>();
        List<Integer> places = new ArrayList<>(Collections.nCopies(scan.columns().size(), 0));
        for (int index = used.nextSetBit(0); index >= 0; index = used.nextSetBit(index + 1)) {
            places.set(index, columns.size());
            columns.add(scan.columns().get(index));
            projection.add(scan.projection().get(index));
        }
        return new Pruned(
                new PlanNode.Scan(
                        scan.table(),
                        columns,
                        projection,
                        scan.range(),
                        scan.predicates(),
                        scan.order()),
                places);
    }

    private static Pruned pruneProject(PlanNode.Project project, BitSet used) {
        BitSet needed = new BitSet();
        used.stream().forEach(index -> addInputs(project.expressions().get(index), needed));
        Pruned input = prune(project.input(), needed);
        List<PlanColumn> columns = new ArrayList<>();
        List<Scalar> expressions = new ArrayList<>();
        List<Integer> places = new ArrayList<>(Collections.nCopies(project.columns().size(), 0));
        for (int index = used.nextSetBit(0); index >= 0; index = used.nextSetBit(index + 1)) {
            places.set(index, columns.size());
            columns.add(project.columns().get(index));
            expressions.add(input.moved(project.expressions().get(index)));
        }
        return new Pruned(new PlanNode.Project(input.node(), columns, expressions), places);
    }

    private static PlanNode.Aggregation pruneAggregation(PlanNode.Aggregation group) {
        BitSet needed = new BitSet();
        group.keys().forEach(key -> addInputs(key, needed));
        boolean byTime = false;
        for (AggregateCall call : group.aggregates()) {
            addInputs(call.argument(), needed);
            byTime |= call.aggregate().needsTimes();
        }
        int time = group.timeColumn();
        if (byTime && time >= 0) {
            needed.set(time);
        }
        Pruned input = prune(group.input(), needed);
        List<AggregateCall> calls =
                group.aggregates().stream()
                        .map(call ->
                                new AggregateCall(call.aggregate(), input.moved(call.argument())))
                        .toList();
        return new PlanNode.Aggregation(
                input.node(),
                input.moved(group.keys()),
                calls,
                time >= 0 && needed.get(time) ? input.places().get(time) : -1);
    }

    private static Pruned same(PlanNode node) {
        List<Integer> places = IntStream.range(0, node.columns().size()).boxed().toList();
        return new Pruned(node, places);
    }

    private static BitSet all(PlanNode node) {
        BitSet all = new BitSet();
        all.set(0, node.columns().size());
        return all;
    }

    private static void addInputs(Scalar scalar, BitSet inputs) {
        if (scalar instanceof Scalar.Input input) {
            inputs.set(input.index());
        }
        scalar.children().forEach(child -> addInputs(child, inputs));
    }
}
