package dev.tidemark.sql.plan;

import java.util.ArrayList;
import java.util.List;

/** Writes a plan as EXPLAIN shows it: one node a line, inputs below and indented. */
public final class PlanPrinter {
    private static final String INDENT = "  ";

    private PlanPrinter() {}

    /** The lines of a plan. */
    public static List<String> lines(PlanNode plan) {
        List<String> lines = new ArrayList<>();
        add(plan, "", lines);
        return lines;
    }

    private static void add(PlanNode node, String indent, List<String> lines) {
        lines.add(indent + describe(node));
        for (PlanNode input : node.inputs()) {
            add(input, indent + INDENT, lines);
        }
    }

    private static String describe(PlanNode node) {
        return switch (node) {
            case PlanNode.Scan scan -> describeScan(scan);
            case PlanNode.Values values -> "Values: " + values.rows().size() + " rows";
            case PlanNode.Filter filter -> "Filter: " + filter.condition();
            case PlanNode.Project project -> "Project: " + project.expressions();
            case PlanNode.Aggregation group ->
                    "Aggregate: " + group.aggregates() + " by " + group.keys();
            case PlanNode.SteppedAggregation stepped ->
                    "Step by step: " + (stepped.descending() ? "newest first" : "oldest first");
            case PlanNode.Fill fill -> "Fill: " + fill.rules();
            case PlanNode.Latest latest -> "Latest by " + latest.keyColumns();
            case PlanNode.Sort sort ->
                    "Sort: "
                            + sort.keys()
                            + (sort.limit() == Long.MAX_VALUE ? "" : ", first " + sort.limit());
            case PlanNode.Distinct _ -> "Distinct";
            case PlanNode.Limit limit -> "Limit: " + limit.window();
            case PlanNode.Reverse _ -> "Reverse";
            case PlanNode.Union union -> "Union of " + union.inputs().size();
        };
    }

    private static String describeScan(PlanNode.Scan scan) {
        StringBuilder text = new StringBuilder("Scan: ").append(scan.table().name());
        text.append(scan.columns().stream().map(PlanColumn::name).toList());
        if (!scan.range().equals(TimeRange.ALL)) {
            text.append(", time [").append(scan.range().low());
            text.append(", ").append(scan.range().high()).append(']');
        }
        if (!scan.predicates().isEmpty()) {
            text.append(", where ").append(scan.predicates());
        }
        return text.append(", order ").append(scan.order()).toString();
    }
}
