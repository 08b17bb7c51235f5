package dev.tidemark.sql.optimize;

import dev.tidemark.sql.plan.PlanNode;
import java.util.List;

/** Applies all rules to a plan, in the order in which they help each other. */
public final class Optimizer {
    private static final List<Rule> RULES =
            List.of(
                    new FoldConstants(),
                    new PushFilterThroughProject(),
                    new PushFilterIntoScan(),
                    new UseTimeOrder(),
                    new StepThroughTime(),
                    new PushLimitIntoSort(),
                    new PruneColumns());

    private Optimizer() {}

    /** A plan that delivers the same rows. */
    public static PlanNode optimize(PlanNode plan) {
        PlanNode result = plan;
        for (Rule rule : RULES) {
            result = rule.apply(result);
        }
        return result;
    }
}
