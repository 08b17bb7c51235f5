package dev.tidemark.sql.optimize;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.execute.Evaluator;
import dev.tidemark.sql.function.ValueText;
import dev.tidemark.sql.plan.AggregateCall;
import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes expressions that depend on no row, once. Those that fail are left to fail for a row. */
final class FoldConstants implements Rule {
    @Override
    public PlanNode apply(PlanNode plan) {
        return Rule.bottomUp(plan, FoldConstants::fold);
    }

    private static PlanNode fold(PlanNode node) {
        return switch (node) {
            case PlanNode.Filter filter ->
                    new PlanNode.Filter(filter.input(), fold(filter.condition()));
            case PlanNode.Project project ->
                    new PlanNode.Project(
                            project.input(),
                            project.columns(),
                            project.expressions().stream().map(FoldConstants::fold).toList());
            case PlanNode.Aggregation group ->
                    new PlanNode.Aggregation(
                            group.input(),
                            group.keys(),
                            fold(group.aggregates()),
                            group.timeColumn());
            default -> node;
        };
    }

    private static List<AggregateCall> fold(List<AggregateCall> calls) {
        return calls.stream()
                .map(call -> new AggregateCall(call.aggregate(), fold(call.argument())))
                .toList();
    }

    /** An expression with its constant parts computed. */
    static Scalar fold(Scalar scalar) {
        return scalar.transform(part -> {
            boolean computable =
                    !part.children().isEmpty()
                            && part.children().stream().allMatch(Scalar::isConstant);
            Scalar.Constant value = computable ? compute(part) : null;
            return value == null ? part : value;
        });
    }

    private static Scalar.@Nullable Constant compute(Scalar scalar) {
        VectorBatch one = new VectorBatch(0);
        one.setRowCount(1);
        try {
            Vector result = Evaluator.of(scalar).evaluate(one);
            return new Scalar.Constant(scalar.type(), result.isNull(0) ? null : value(result));
        } catch (SqlException _) {
            return null;
        }
    }

    private static Object value(Vector vector) {
        return switch (vector.type().vectorKind()) {
            case LONGS -> vector.longs()[0];
            case DOUBLES -> vector.doubles()[0];
            case WIDE -> Arrays.copyOf(vector.longs(), vector.wordsPerValue());
            case CODES -> ValueText.format(vector, 0);
            case BYTES ->
                    vector.type().isArray()
                            ? Arrays.copyOf(vector.bytes(), vector.offsets()[1])
                            : ValueText.format(vector, 0);
        };
    }
}
