package dev.tidemark.sql.bind;

import dev.tidemark.sql.plan.PlanColumn;
import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.plan.SortKey;
import dev.tidemark.sql.syntax.Expression;
import dev.tidemark.sql.syntax.Identifier;
import dev.tidemark.sql.syntax.Latest;
import dev.tidemark.sql.syntax.Limit;
import dev.tidemark.sql.syntax.QualifiedName;
import dev.tidemark.sql.syntax.QueryBody;
import dev.tidemark.sql.syntax.SortItem;
import dev.tidemark.sql.syntax.TableAlias;
import dev.tidemark.sql.syntax.TableExpression;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Binds one SELECT: FROM, WHERE, LATEST, grouping, the select list, ORDER BY and LIMIT. */
final class SelectBinder {
    private final QueryBinder queries;
    private final QueryBody.Select select;
    private final AggregateCollector aggregates = new AggregateCollector();
    private Scope scope = Scope.EMPTY;

    SelectBinder(QueryBinder queries, QueryBody.Select select) {
        this.queries = queries;
        this.select = select;
    }

    Relation bind(List<SortItem> orderBy, @Nullable Limit limit) {
        if (!select.projection().distinctOn().isEmpty() || !select.windows().isEmpty()) {
            throw new SqlException(
                    SqlState.NOT_SUPPORTED,
                    select.position(),
                    "DISTINCT ON and WINDOW are not supported");
        }
        PlanNode input = bindFrom();
        ExpressionBinder binder = new ExpressionBinder(queries.context(), scope, aggregates);
        SelectItems items = SelectItems.bind(binder, select.projection().items());
        List<OrderItem> order = bindOrder(binder, items, orderBy);
        boolean grouped =
                select.sampleBy() != null
                        || select.grouping() != null
                        || !aggregates.calls().isEmpty();
        Output output =
                grouped
                        ? new GroupBinder(binder, select).bind(input, items, order)
                        : new Output(input, items.scalars(), scalars(order), scope.timeColumn());
        return finish(items, output, order, limit);
    }

    /**
     * What is computed below the select list.
     *
     * @param items the select list over the plan's columns
     * @param order the keys of ORDER BY over the plan's columns
     * @param timeColumn of the plan's columns, by which it is sorted, or -1
     */
    record Output(PlanNode plan, List<Scalar> items, List<Scalar> order, int timeColumn) {}

    /** A key of ORDER BY. */
    record OrderItem(SortItem item, Scalar scalar) {}

    private PlanNode bindFrom() {
        if (select.from().size() > 1) {
            throw new SqlException(
                    SqlState.NOT_SUPPORTED,
                    select.from().get(1).position(),
                    "several tables in FROM are not supported");
        }
        if (select.from().isEmpty()) {
            PlanNode oneRow = new PlanNode.Values(List.of(), List.of(List.of()));
            return filtered(oneRow);
        }
        TableExpression from = select.from().getFirst();
        Relation relation = queries.relation(from);
        TableAlias alias = from instanceof TableExpression.Relation named ? named.alias() : null;
        if (alias != null) {
            relation = QueryBinder.renamed(relation, alias.columns());
        }
        String name = alias != null ? alias.name().text() : relationName(from);
        scope =
                new Scope(
                        relation.plan().columns().stream()
                                .map(column -> new Scope.Column(name, column.name(), column.type()))
                                .toList(),
                        relation.timeColumn());
        Latest latest = select.latest();
        if (latest == null) {
            return filtered(relation.plan());
        }
        return latest.beforeWhere()
                ? filtered(newest(relation.plan(), latest))
                : newest(filtered(relation.plan()), latest);
    }

    private static @Nullable String relationName(TableExpression from) {
        return from instanceof TableExpression.TableName table ? table.name().last().text() : null;
    }

    private PlanNode filtered(PlanNode plan) {
        Expression where = select.where();
        if (where == null) {
            return plan;
        }
        ExpressionBinder binder = new ExpressionBinder(queries.context(), scope, null);
        return new PlanNode.Filter(plan, binder.condition(where));
    }

    private PlanNode newest(PlanNode plan, Latest latest) {
        QualifiedName time = latest.timestamp();
        if (scope.timeColumn() < 0 || (time != null && scope.find(time) != scope.timeColumn())) {
            throw new SqlException(
                    SqlState.NOT_SUPPORTED,
                    latest.position(),
                    "LATEST goes by the designated timestamp of a table");
        }
        List<Integer> keys = latest.keys().stream().map(scope::find).toList();
        return new PlanNode.Latest(plan, keys);
    }

    /** Keys of ORDER BY: an output column by ordinal or name, or an expression over the input. */
    private static List<OrderItem> bindOrder(
            ExpressionBinder binder, SelectItems items, List<SortItem> orderBy) {
        List<OrderItem> order = new ArrayList<>();
        for (SortItem item : orderBy) {
            int ordinal = QueryBinder.ordinal(item.expression(), items.scalars().size());
            int output = ordinal >= 0 ? ordinal : items.find(simpleName(item.expression()));
            Scalar scalar =
                    output >= 0 ? items.scalars().get(output) : binder.value(item.expression());
            order.add(new OrderItem(item, scalar));
        }
        return order;
    }

    static @Nullable Identifier simpleName(Expression expression) {
        return expression instanceof Expression.ColumnReference reference
                        && reference.name().qualifiers().isEmpty()
                ? reference.name().last()
                : null;
    }

    private static List<Scalar> scalars(List<OrderItem> order) {
        return order.stream().map(OrderItem::scalar).toList();
    }

    /** Select list, DISTINCT, ORDER BY and LIMIT on top of what is computed. */
    private Relation finish(
            SelectItems items, Output output, List<OrderItem> order, @Nullable Limit limit) {
        List<Scalar> expressions = new ArrayList<>(output.items());
        List<PlanColumn> columns = new ArrayList<>(items.columns());
        List<SortKey> keys = new ArrayList<>();
        boolean distinct = select.projection().distinct();
        for (int index = 0; index < order.size(); index++) {
            Scalar scalar = output.order().get(index);
            int column = expressions.indexOf(scalar);
            if (column < 0) {
                if (distinct) {
                    throw new SqlException(
                            SqlState.GROUPING_ERROR,
                            order.get(index).item().position(),
                            "with DISTINCT, ORDER BY takes columns of the select list only");
                }
                column = expressions.size();
                expressions.add(scalar);
                columns.add(new PlanColumn("order" + index, scalar.type()));
            }
            keys.add(QueryBinder.key(order.get(index).item(), column));
        }
        PlanNode plan = new PlanNode.Project(output.plan(), columns, expressions);
        if (distinct) {
            plan = new PlanNode.Distinct(plan);
        }
        if (!keys.isEmpty()) {
            plan = new PlanNode.Sort(plan, keys, Long.MAX_VALUE);
        }
        plan = queries.limited(plan, limit);
        if (expressions.size() > output.items().size()) {
            List<Scalar> visible = QueryBinder.inputs(plan).subList(0, output.items().size());
            plan = new PlanNode.Project(plan, items.columns(), visible);
        }
        return new Relation(plan, timeColumn(output, keys));
    }

    /** The output column that is the designated timestamp, if the rows are sorted by it. */
    private static int timeColumn(Output output, List<SortKey> keys) {
        if (output.timeColumn() < 0) {
            return -1;
        }
        int column =
                IntStream.range(0, output.items().size())
                        .filter(index ->
                                output.items().get(index) instanceof Scalar.Input input
                                        && input.index() == output.timeColumn())
                        .findFirst()
                        .orElse(-1);
        boolean ascending =
                keys.isEmpty()
                        || (keys.getFirst().column() == column && !keys.getFirst().descending());
        return ascending ? column : -1;
    }
}
