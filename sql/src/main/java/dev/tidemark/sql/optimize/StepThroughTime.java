package dev.tidemark.sql.optimize;

import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.plan.SortKey;
import org.jspecify.annotations.Nullable;

/**
 * Where only the first rows of an aggregation by steps of time are wanted, in the order of the
 * steps, computes no more steps than it takes.
 */
final class StepThroughTime implements Rule {
    /** Limits beyond which one pass over everything is as good. */
    private static final long MAX_LIMIT = 1 << 16;

    @Override
    public PlanNode apply(PlanNode plan) {
        return Rule.bottomUp(plan, StepThroughTime::limited);
    }

    private static PlanNode limited(PlanNode node) {
        if (!(node instanceof PlanNode.Limit limit)
                || limit.window().countsFromEnd()
                || limit.window().high() > MAX_LIMIT) {
            return node;
        }
        PlanNode stepped = withoutSort(limit.input(), Math.max(1, limit.window().high()));
        return stepped == null ? node : new PlanNode.Limit(stepped, limit.window());
    }

    /** The plan with its sort replaced by steps; null if it has no such sort. */
    private static @Nullable PlanNode withoutSort(PlanNode node, long rows) {
        return switch (node) {
            case PlanNode.Project project -> {
                PlanNode input = withoutSort(project.input(), rows);
                yield input == null
                        ? null
                        : new PlanNode.Project(input, project.columns(), project.expressions());
            }
            case PlanNode.Sort sort when sort.keys().size() == 1 -> {
                SortKey key = sort.keys().getFirst();
                yield stepped(sort.input(), key.column(), key.descending(), rows);
            }
            default -> null;
        };
    }

    private static @Nullable PlanNode stepped(
            PlanNode node, int column, boolean descending, long rows) {
        return switch (node) {
            case PlanNode.Project project -> {
                PlanNode input =
                        project.expressions().get(column) instanceof Scalar.Input source
                                ? stepped(project.input(), source.index(), descending, rows)
                                : null;
                yield input == null
                        ? null
                        : new PlanNode.Project(input, project.columns(), project.expressions());
            }
            case PlanNode.Filter filter -> {
                PlanNode input = stepped(filter.input(), column, descending, rows);
                yield input == null ? null : new PlanNode.Filter(input, filter.condition());
            }
            case PlanNode.Aggregation group when column == 0 && isByStep(group) ->
                    new PlanNode.SteppedAggregation(group, descending, rows);
            default -> null;
        };
    }

    private static boolean isByStep(PlanNode.Aggregation group) {
        PlanNode input = group.input();
        while (input instanceof PlanNode.Filter filter) {
            input = filter.input();
        }
        return input instanceof PlanNode.Scan
                && group.timeColumn() >= 0
                && !group.keys().isEmpty()
                && group.keys().getFirst() instanceof Scalar.TimeBucket bucket
                && bucket.operand() instanceof Scalar.Input time
                && time.index() == group.timeColumn();
    }
}
