package dev.tidemark.sql.optimize;

import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.RowWindow;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.plan.ScanOrder;
import dev.tidemark.sql.plan.SortKey;

/**
 * Lets scans deliver rows in the order that is wanted: sorting by the designated timestamp and the
 * last rows of a table come from the scan itself; aggregations take rows in any order.
 */
final class UseTimeOrder implements Rule {
    @Override
    public PlanNode apply(PlanNode plan) {
        return ordered(plan, ScanOrder.ASCENDING);
    }

    private static PlanNode ordered(PlanNode node, ScanOrder wanted) {
        return switch (node) {
            case PlanNode.Scan scan -> scan.ordered(wanted);
            case PlanNode.Filter _, PlanNode.Project _ -> overInput(node, wanted);
            case PlanNode.Limit limit -> limited(limit, wanted);
            case PlanNode.Sort sort -> sorted(sort);
            case PlanNode.Latest _ -> overInput(node, ScanOrder.DESCENDING);
            case PlanNode.Aggregation group -> overInput(node, orderOf(group));
            case PlanNode.Values _,
                    PlanNode.SteppedAggregation _,
                    PlanNode.Fill _,
                    PlanNode.Distinct _,
                    PlanNode.Reverse _,
                    PlanNode.Union _ ->
                    overInput(node, ScanOrder.ASCENDING);
        };
    }

    private static PlanNode overInput(PlanNode node, ScanOrder wanted) {
        return node.withInputs(
                node.inputs().stream().map(input -> ordered(input, wanted)).toList());
    }

    /** First and last go by arrival where there is no time to go by. */
    private static ScanOrder orderOf(PlanNode.Aggregation group) {
        boolean byArrival =
                group.timeColumn() < 0
                        && group.aggregates().stream()
                                .anyMatch(call -> call.aggregate().needsTimes());
        return byArrival ? ScanOrder.ASCENDING : ScanOrder.ANY;
    }

    private static PlanNode limited(PlanNode.Limit limit, ScanOrder wanted) {
        RowWindow window = limit.window();
        boolean lastRows = window.low() < 0 && window.high() == Long.MAX_VALUE;
        if (lastRows && wanted == ScanOrder.ASCENDING && isRowsOfScan(limit.input())) {
            PlanNode backwards = ordered(limit.input(), ScanOrder.DESCENDING);
            return new PlanNode.Reverse(
                    new PlanNode.Limit(backwards, new RowWindow(0, -window.low())));
        }
        return overInput(limit, wanted);
    }

    private static PlanNode sorted(PlanNode.Sort sort) {
        SortKey key = sort.keys().getFirst();
        if (sort.keys().size() == 1
                && isRowsOfScan(sort.input())
                && isTime(sort.input(), key.column())) {
            return ordered(
                    sort.input(), key.descending() ? ScanOrder.DESCENDING : ScanOrder.ASCENDING);
        }
        return overInput(sort, ScanOrder.ASCENDING);
    }

    /** Whether each row stands for one of a scan, in its order. */
    private static boolean isRowsOfScan(PlanNode node) {
        return switch (node) {
            case PlanNode.Scan _ -> true;
            case PlanNode.Filter filter -> isRowsOfScan(filter.input());
            case PlanNode.Project project -> isRowsOfScan(project.input());
            default -> false;
        };
    }

    private static boolean isTime(PlanNode node, int column) {
        return switch (node) {
            case PlanNode.Scan scan ->
                    scan.projection().get(column) == scan.table().schema().timestampIndex();
            case PlanNode.Filter filter -> isTime(filter.input(), column);
            case PlanNode.Project project ->
                    project.expressions().get(column) instanceof Scalar.Input input
                            && isTime(project.input(), input.index());
            default -> false;
        };
    }
}
