package dev.tidemark.sql.optimize;

import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.Scalar;
import java.util.List;

/** Filters rows before expressions are computed, where the filter needs columns only. */
final class PushFilterThroughProject implements Rule {
    @Override
    public PlanNode apply(PlanNode plan) {
        return Rule.bottomUp(plan, PushFilterThroughProject::push);
    }

    private static PlanNode push(PlanNode node) {
        if (!(node instanceof PlanNode.Filter filter
                && filter.input() instanceof PlanNode.Project project
                && usesColumnsOnly(filter.condition(), project.expressions()))) {
            return node;
        }
        Scalar condition =
                filter.condition()
                        .transform(part ->
                                part instanceof Scalar.Input input
                                        ? project.expressions().get(input.index())
                                        : part);
        PlanNode pushed = push(new PlanNode.Filter(project.input(), condition));
        return new PlanNode.Project(pushed, project.columns(), project.expressions());
    }

    private static boolean usesColumnsOnly(Scalar condition, List<Scalar> expressions) {
        return condition instanceof Scalar.Input input
                ? expressions.get(input.index()) instanceof Scalar.Input
                : condition.children().stream()
                        .allMatch(child -> usesColumnsOnly(child, expressions));
    }
}
