package dev.tidemark.sql.bind;

import dev.tidemark.sql.plan.AggregateCall;
import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.plan.SortKey;
import dev.tidemark.sql.syntax.Expression;
import dev.tidemark.sql.syntax.QueryBody;
import dev.tidemark.sql.syntax.SampleBy;
import dev.tidemark.sql.time.TimeStep;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Binds the grouping of a SELECT. Keys are those of GROUP BY or, without it, all items of the
 * select list that are no aggregates. With SAMPLE BY the step of the designated timestamp is the
 * first key, and the timestamp outside of aggregates means its step.
 */
final class GroupBinder {
    private final ExpressionBinder binder;
    private final QueryBody.Select select;
    private final List<Scalar> keys = new ArrayList<>();
    private @Nullable TimeStep step;

    GroupBinder(ExpressionBinder binder, QueryBody.Select select) {
        this.binder = binder;
        this.select = select;
    }

    SelectBinder.Output bind(
            PlanNode input, SelectItems items, List<SelectBinder.OrderItem> order) {
        QueryBody.Grouping grouping = select.grouping();
        Expression havingText = grouping == null ? null : grouping.having();
        Scalar having = havingText == null ? null : binder.condition(havingText);
        step = sampleStep();
        if (step != null) {
            addKey(steps(timeInput(), step));
        }
        List<Scalar> scalars = items.scalars().stream().map(this::inSteps).toList();
        if (grouping != null && !grouping.keys().isEmpty()) {
            addExplicitKeys(grouping.keys(), items, scalars);
        } else {
            scalars.forEach(this::addImplicitKeys);
        }
        List<AggregateCall> calls = collector().calls();
        PlanNode plan = new PlanNode.Aggregation(input, keys, calls, binder.scope().timeColumn());
        if (having != null && havingText != null) {
            plan = new PlanNode.Filter(plan, rewrite(inSteps(having), havingText.position()));
        }
        List<Scalar> outputs = new ArrayList<>();
        for (int index = 0; index < scalars.size(); index++) {
            outputs.add(rewrite(scalars.get(index), items.positions().get(index)));
        }
        List<Scalar> sortKeys = new ArrayList<>();
        for (SelectBinder.OrderItem item : order) {
            sortKeys.add(rewrite(inSteps(item.scalar()), item.item().position()));
        }
        return new SelectBinder.Output(
                inStepOrder(plan, calls, order), outputs, sortKeys, step == null ? -1 : 0);
    }

    /** Sorts by step where nothing else sorts, and fills empty steps. */
    private PlanNode inStepOrder(
            PlanNode plan, List<AggregateCall> calls, List<SelectBinder.OrderItem> order) {
        SampleBy sampleBy = select.sampleBy();
        if (sampleBy == null || step == null) {
            return plan;
        }
        boolean fills =
                sampleBy.fill().stream().anyMatch(fill -> !(fill instanceof SampleBy.Fill.None));
        if (!fills && !order.isEmpty()) {
            return plan;
        }
        PlanNode sorted =
                new PlanNode.Sort(plan, List.of(new SortKey(0, false, false)), Long.MAX_VALUE);
        return fills
                ? new FillBinder(binder, sampleBy).bind(sorted, step, keys.size(), calls)
                : sorted;
    }

    private @Nullable TimeStep sampleStep() {
        SampleBy sampleBy = select.sampleBy();
        if (sampleBy == null) {
            return null;
        }
        if (binder.scope().timeColumn() < 0) {
            throw new SqlException(
                    SqlState.NOT_SUPPORTED,
                    sampleBy.position(),
                    "SAMPLE BY needs a designated timestamp");
        }
        boolean calendar =
                switch (sampleBy.alignment()) {
                    case null -> true;
                    case SampleBy.Alignment.Calendar aligned ->
                            aligned.timeZone() == null && aligned.offset() == null;
                    case SampleBy.Alignment.FirstObservation _ -> false;
                };
        if (!calendar || sampleBy.bounds() != null) {
            throw new SqlException(
                    SqlState.NOT_SUPPORTED,
                    sampleBy.position(),
                    "SAMPLE BY aligns to the calendar in UTC only");
        }
        return TimeStep.of(sampleBy.count(), sampleBy.unit(), timeInput().type().columnType())
                .orElseThrow(() ->
                        new SqlException(
                                SqlState.INVALID_PARAMETER,
                                sampleBy.position(),
                                "the step of SAMPLE BY is no whole number of ticks"));
    }

    private Scalar.Input timeInput() {
        int index = binder.scope().timeColumn();
        return new Scalar.Input(index, binder.scope().columns().get(index).type());
    }

    private static Scalar steps(Scalar time, TimeStep step) {
        return new Scalar.TimeBucket(time, step);
    }

    /** The expression with the designated timestamp replaced by its step. */
    private Scalar inSteps(Scalar scalar) {
        TimeStep length = step;
        if (length == null) {
            return scalar;
        }
        Scalar time = timeInput();
        return scalar.transform(part -> part.equals(time) ? steps(part, length) : part);
    }

    private void addExplicitKeys(
            List<Expression> expressions, SelectItems items, List<Scalar> scalars) {
        ExpressionBinder plain = new ExpressionBinder(binder.context(), binder.scope(), null);
        for (Expression expression : expressions) {
            int output = QueryBinder.ordinal(expression, scalars.size());
            if (output < 0 && !isColumn(expression)) {
                output = items.find(SelectBinder.simpleName(expression));
            }
            Scalar key = output >= 0 ? scalars.get(output) : inSteps(plain.value(expression));
            if (AggregateCollector.isIn(key)) {
                throw new SqlException(
                        SqlState.GROUPING_ERROR,
                        expression.position(),
                        "aggregates are not allowed in GROUP BY");
            }
            addKey(key);
        }
    }

    private boolean isColumn(Expression expression) {
        return expression instanceof Expression.ColumnReference reference
                && binder.scope().columns().stream()
                        .anyMatch(column ->
                                column.name().equalsIgnoreCase(reference.name().last().text()));
    }

    private void addImplicitKeys(Scalar scalar) {
        if (scalar.isConstant() || isAggregate(scalar)) {
            return;
        }
        if (AggregateCollector.isIn(scalar)) {
            scalar.children().forEach(this::addImplicitKeys);
        } else if (dependsOnInput(scalar)) {
            addKey(scalar);
        }
    }

    private static boolean isAggregate(Scalar scalar) {
        return scalar instanceof Scalar.Input input
                && input.index() >= AggregateCollector.FIRST_RESULT;
    }

    private static boolean dependsOnInput(Scalar scalar) {
        return scalar instanceof Scalar.Input
                || scalar.children().stream().anyMatch(GroupBinder::dependsOnInput);
    }

    private void addKey(Scalar key) {
        if (!keys.contains(key)) {
            keys.add(key);
        }
    }

    /** The expression over the aggregation's columns: its keys, then its aggregates. */
    private Scalar rewrite(Scalar scalar, int position) {
        int key = keys.indexOf(scalar);
        if (key >= 0) {
            return new Scalar.Input(key, scalar.type());
        }
        if (scalar instanceof Scalar.Input input) {
            if (isAggregate(input)) {
                int call = input.index() - AggregateCollector.FIRST_RESULT;
                return new Scalar.Input(keys.size() + call, input.type());
            }
            throw new SqlException(
                    SqlState.GROUPING_ERROR,
                    position,
                    "column '"
                            + binder.scope().columns().get(input.index()).name()
                            + "' must be in GROUP BY or in an aggregate");
        }
        return scalar.withChildren(
                scalar.children().stream().map(child -> rewrite(child, position)).toList());
    }

    private AggregateCollector collector() {
        AggregateCollector collector = binder.aggregates();
        if (collector == null) {
            throw new IllegalStateException("grouping without a collector of aggregates");
        }
        return collector;
    }
}
