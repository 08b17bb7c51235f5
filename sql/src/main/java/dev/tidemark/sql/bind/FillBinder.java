package dev.tidemark.sql.bind;

import dev.tidemark.sql.plan.AggregateCall;
import dev.tidemark.sql.plan.FillRule;
import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.syntax.SampleBy;
import dev.tidemark.sql.time.TimeStep;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Binds FILL of SAMPLE BY: one rule for all aggregates, or one for each. */
final class FillBinder {
    private final ExpressionBinder binder;
    private final SampleBy sampleBy;

    FillBinder(ExpressionBinder binder, SampleBy sampleBy) {
        this.binder = binder;
        this.sampleBy = sampleBy;
    }

    /**
     * @param sorted rows of step, other keys, aggregates, sorted by step
     * @param keyCount keys with the step
     */
    PlanNode bind(PlanNode sorted, TimeStep step, int keyCount, List<AggregateCall> calls) {
        List<SampleBy.Fill> fills = sampleBy.fill();
        if (fills.size() > 1 && fills.size() != calls.size()) {
            throw new SqlException(
                    SqlState.SYNTAX_ERROR,
                    sampleBy.position(),
                    "FILL has " + fills.size() + " values for " + calls.size() + " aggregates");
        }
        List<FillRule> rules = new ArrayList<>();
        for (int index = 0; index < calls.size(); index++) {
            SampleBy.Fill fill = fills.get(fills.size() == 1 ? 0 : index);
            rules.add(rule(fill, calls.get(index).type()));
        }
        List<Integer> series = IntStream.range(1, keyCount).boxed().toList();
        return new PlanNode.Fill(sorted, 0, step, series, rules);
    }

    private FillRule rule(SampleBy.Fill fill, SqlType type) {
        return switch (fill) {
            case SampleBy.Fill.Previous _ -> new FillRule.Previous();
            case SampleBy.Fill.Null _ -> new FillRule.Value(null);
            case SampleBy.Fill.Constant constant -> {
                Scalar value = binder.value(constant.value(), type);
                if (value instanceof Scalar.Cast cast
                        && cast.operand() instanceof Scalar.Constant whole
                        && whole.value() instanceof Long number
                        && type.isReal()) {
                    yield new FillRule.Value((double) number);
                }
                Scalar plain = value instanceof Scalar.Cast cast ? cast.operand() : value;
                if (plain instanceof Scalar.Constant known
                        && known.type().columnType().vectorKind()
                                == type.columnType().vectorKind()) {
                    yield new FillRule.Value(known.value());
                }
                throw new SqlException(
                        SqlState.NOT_SUPPORTED,
                        constant.value().position(),
                        "FILL takes constants of the aggregate's type");
            }
            case SampleBy.Fill.None _, SampleBy.Fill.Linear _ ->
                    throw new SqlException(
                            SqlState.NOT_SUPPORTED,
                            sampleBy.position(),
                            "FILL takes NULL, PREV or constants, or NONE alone");
        };
    }
}
