package dev.tidemark.sql.optimize;

import dev.tidemark.sql.plan.PlanNode;
import org.jspecify.annotations.Nullable;

/** Lets a sort keep only the rows that a limit above it takes. */
final class PushLimitIntoSort implements Rule {
    @Override
    public PlanNode apply(PlanNode plan) {
        return Rule.bottomUp(plan, PushLimitIntoSort::push);
    }

    private static PlanNode push(PlanNode node) {
        if (!(node instanceof PlanNode.Limit limit) || limit.window().countsFromEnd()) {
            return node;
        }
        PlanNode limited = limited(limit.input(), limit.window().high());
        return limited == null ? node : new PlanNode.Limit(limited, limit.window());
    }

    private static @Nullable PlanNode limited(PlanNode node, long rows) {
        return switch (node) {
            case PlanNode.Sort sort ->
                    new PlanNode.Sort(sort.input(), sort.keys(), Math.min(rows, sort.limit()));
            case PlanNode.Project project -> {
                PlanNode input = limited(project.input(), rows);
                yield input == null
                        ? null
                        : new PlanNode.Project(input, project.columns(), project.expressions());
            }
            default -> null;
        };
    }
}
