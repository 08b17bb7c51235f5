package dev.tidemark.sql.optimize;

import dev.tidemark.sql.plan.PlanNode;
import java.util.function.UnaryOperator;

/** Turns a plan into one that delivers the same rows with less work. Without state. */
interface Rule {
    PlanNode apply(PlanNode plan);

    /** Changes all nodes of a plan, inputs before those that read them. */
    static PlanNode bottomUp(PlanNode plan, UnaryOperator<PlanNode> change) {
        return change.apply(
                plan.withInputs(
                        plan.inputs().stream().map(input -> bottomUp(input, change)).toList()));
    }
}
