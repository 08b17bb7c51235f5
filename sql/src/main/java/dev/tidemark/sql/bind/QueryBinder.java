package dev.tidemark.sql.bind;

import dev.tidemark.core.text.Spelling;
import dev.tidemark.sql.plan.PlanColumn;
import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.RowWindow;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.plan.SortKey;
import dev.tidemark.sql.plan.SourcePosition;
import dev.tidemark.sql.syntax.CommonTable;
import dev.tidemark.sql.syntax.Expression;
import dev.tidemark.sql.syntax.Identifier;
import dev.tidemark.sql.syntax.Limit;
import dev.tidemark.sql.syntax.Query;
import dev.tidemark.sql.syntax.QueryBody;
import dev.tidemark.sql.syntax.SortItem;
import dev.tidemark.sql.syntax.TableExpression;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns queries into plans that do what the text says, step by step and without any haste. */
public final class QueryBinder {
    private final BindContext context;
    private final Map<String, CommonTable> commonTables;

    public QueryBinder(BindContext context) {
        this(context, Map.of());
    }

    private QueryBinder(BindContext context, Map<String, CommonTable> commonTables) {
        this.context = context;
        this.commonTables = commonTables;
    }

    /**
     * The plan of a query.
     *
     * @throws SqlException if a name is unknown, types do not fit, or a form is not supported
     */
    public Relation bind(Query query) {
        QueryBinder inner = withCommonTables(query.with());
        if (query.body() instanceof QueryBody.Select select) {
            return new SelectBinder(inner, select).bind(query.orderBy(), query.limit());
        }
        Relation body = inner.bindBody(query.body());
        PlanNode plan = inner.sorted(body.plan(), query.orderBy());
        boolean keepsOrder = query.orderBy().isEmpty();
        return new Relation(
                inner.limited(plan, query.limit()), keepsOrder ? body.timeColumn() : -1);
    }

    BindContext context() {
        return context;
    }

    /** What stands in FROM, and how its columns can be named. */
    Relation relation(TableExpression from) {
        return switch (from) {
            case TableExpression.TableName table -> named(table);
            case TableExpression.DerivedTable derived -> bind(derived.query());
            case TableExpression.TableFunction function -> {
                String name = function.function().name().last().text();
                yield context.tables()
                        .function(name.toLowerCase(Locale.ROOT))
                        .orElseThrow(() ->
                                new SqlException(
                                        SqlState.UNDEFINED_FUNCTION,
                                        function.position(),
                                        "table function " + name + "() does not exist"));
            }
            case dev.tidemark.sql.syntax.Join join ->
                    throw new SqlException(
                            SqlState.NOT_SUPPORTED, join.position(), "joins are not supported");
        };
    }

    /** Keeps the rows that LIMIT names. */
    PlanNode limited(PlanNode plan, @Nullable Limit limit) {
        return switch (limit) {
            case null -> plan;
            case Limit.Count count -> {
                if (count.withTies()) {
                    throw new SqlException(
                            SqlState.NOT_SUPPORTED, count.position(), "TIES is not supported");
                }
                yield limit(plan, window(count));
            }
            case Limit.Range range -> {
                long low = number(range.low(), 0);
                long high = number(range.high(), Long.MAX_VALUE);
                yield limit(plan, new RowWindow(low, high));
            }
        };
    }

    private static PlanNode limit(PlanNode plan, RowWindow window) {
        boolean keepsAll = window.low() == 0 && window.high() == Long.MAX_VALUE;
        return keepsAll ? plan : new PlanNode.Limit(plan, window);
    }

    private RowWindow window(Limit.Count limit) {
        long offset = number(limit.offset(), 0);
        long count = number(limit.count(), Long.MAX_VALUE);
        if (offset < 0 || (count < 0 && offset > 0)) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER,
                    limit.position(),
                    "OFFSET must not be negative, nor follow a negative LIMIT");
        }
        if (count < 0) {
            return new RowWindow(count, Long.MAX_VALUE);
        }
        long end = offset + count;
        return new RowWindow(offset, end < 0 ? Long.MAX_VALUE : end);
    }

    /** A constant number of rows; NULL and parameters without a value mean the fallback. */
    private long number(@Nullable Expression expression, long fallback) {
        if (expression == null) {
            return fallback;
        }
        ExpressionBinder binder = new ExpressionBinder(context, Scope.EMPTY, null);
        Scalar scalar = binder.value(expression, SqlType.LONG);
        Scalar plain = scalar instanceof Scalar.Cast cast ? cast.operand() : scalar;
        if (plain instanceof Scalar.Parameter) {
            return fallback;
        }
        if (plain instanceof Scalar.Constant constant) {
            return constant.value() instanceof Long rows ? rows : fallback;
        }
        throw new SqlException(
                SqlState.NOT_SUPPORTED,
                expression.position(),
                "a number of rows must be a constant or a parameter");
    }

    private QueryBinder withCommonTables(Query.@Nullable With with) {
        if (with == null) {
            return this;
        }
        if (with.recursive()) {
            throw new SqlException(
                    SqlState.NOT_SUPPORTED,
                    with.tables().getFirst().position(),
                    "WITH RECURSIVE is not supported");
        }
        Map<String, CommonTable> tables = new HashMap<>(commonTables);
        with.tables().forEach(table -> tables.put(key(table.name()), table));
        return new QueryBinder(context, tables);
    }

    private Relation named(TableExpression.TableName table) {
        Identifier name = table.name().last();
        CommonTable common =
                table.name().qualifiers().isEmpty() ? commonTables.get(key(name)) : null;
        if (common != null) {
            Map<String, CommonTable> others = new HashMap<>(commonTables);
            others.remove(key(name));
            Relation relation = new QueryBinder(context, others).bind(common.query());
            return renamed(relation, common.columns());
        }
        Optional<Relation> found = context.tables().find(table.name());
        return found.orElseThrow(() ->
                new SqlException(
                        SqlState.UNDEFINED_TABLE,
                        table.position(),
                        "table '"
                                + name.text()
                                + "' does not exist"
                                + Spelling.didYouMean(name.text(), context.tables().names())));
    }

    /** The same relation with other names for its first columns. */
    static Relation renamed(Relation relation, List<Identifier> names) {
        if (names.isEmpty()) {
            return relation;
        }
        List<PlanColumn> columns = new ArrayList<>(relation.plan().columns());
        if (names.size() > columns.size()) {
            throw new SqlException(
                    SqlState.INVALID_TABLE_DEFINITION,
                    names.getLast().position(),
                    "there are more names than columns");
        }
        for (int index = 0; index < names.size(); index++) {
            columns.set(index, new PlanColumn(names.get(index).text(), columns.get(index).type()));
        }
        return new Relation(
                new PlanNode.Project(relation.plan(), columns, inputs(relation.plan())),
                relation.timeColumn());
    }

    /** All columns of a plan, as they are. */
    static List<Scalar> inputs(PlanNode plan) {
        List<Scalar> inputs = new ArrayList<>();
        for (PlanColumn column : plan.columns()) {
            inputs.add(new Scalar.Input(inputs.size(), column.type()));
        }
        return inputs;
    }

    private Relation bindBody(QueryBody body) {
        return switch (body) {
            case QueryBody.Select select -> new SelectBinder(this, select).bind(List.of(), null);
            case QueryBody.Nested nested -> bind(nested.query());
            case QueryBody.Values values -> bindValues(values);
            case QueryBody.SetOperation operation -> bindSetOperation(operation);
        };
    }

    private Relation bindValues(QueryBody.Values values) {
        ExpressionBinder binder = new ExpressionBinder(context, Scope.EMPTY, null);
        int width = values.rows().getFirst().size();
        List<List<Scalar>> columns = new ArrayList<>();
        for (int column = 0; column < width; column++) {
            List<Scalar> cells = new ArrayList<>();
            for (List<Expression> row : values.rows()) {
                if (row.size() != width) {
                    throw new SqlException(
                            SqlState.SYNTAX_ERROR,
                            row.getFirst().position(),
                            "the rows of VALUES must be of one length");
                }
                cells.add(binder.bind(row.get(column)));
            }
            columns.add(binder.unify(cells, values.rows().getFirst().get(column).position()));
        }
        List<PlanColumn> names = new ArrayList<>();
        for (List<Scalar> cells : columns) {
            names.add(new PlanColumn("column" + (names.size() + 1), cells.getFirst().type()));
        }
        List<List<Scalar>> rows = new ArrayList<>();
        for (int row = 0; row < values.rows().size(); row++) {
            int index = row;
            rows.add(columns.stream().map(cells -> cells.get(index)).toList());
        }
        return new Relation(new PlanNode.Values(names, rows), -1);
    }

    private Relation bindSetOperation(QueryBody.SetOperation operation) {
        if (operation.operator() != QueryBody.SetOperator.UNION) {
            throw new SqlException(
                    SqlState.NOT_SUPPORTED,
                    operation.position(),
                    operation.operator() + " is not supported");
        }
        PlanNode left = bindBody(operation.left()).plan();
        PlanNode right = bindBody(operation.right()).plan();
        if (left.columns().size() != right.columns().size()) {
            throw new SqlException(
                    SqlState.SYNTAX_ERROR,
                    operation.position(),
                    "the queries of a UNION must have as many columns");
        }
        List<PlanColumn> columns = new ArrayList<>();
        for (int index = 0; index < left.columns().size(); index++) {
            PlanColumn column = left.columns().get(index);
            SqlType common =
                    Coercion.common(
                            List.of(column.type(), right.columns().get(index).type()),
                            operation.position());
            SqlType type = common.isText() ? SqlType.VARCHAR : common;
            columns.add(new PlanColumn(column.name(), type));
        }
        PlanNode union =
                new PlanNode.Union(
                        List.of(
                                converted(left, columns, operation.position()),
                                converted(right, columns, operation.position())));
        return new Relation(operation.all() ? union : new PlanNode.Distinct(union), -1);
    }

    private PlanNode converted(PlanNode plan, List<PlanColumn> columns, int position) {
        List<Scalar> expressions = new ArrayList<>();
        for (Scalar input : inputs(plan)) {
            SqlType type = columns.get(expressions.size()).type();
            expressions.add(
                    input.type() == type
                            ? input
                            : new Scalar.Cast(input, type, new SourcePosition(position)));
        }
        return new PlanNode.Project(plan, columns, expressions);
    }

    /** Sorts by output columns only. */
    private PlanNode sorted(PlanNode plan, List<SortItem> items) {
        if (items.isEmpty()) {
            return plan;
        }
        List<Scope.Column> columns =
                plan.columns().stream()
                        .map(column -> new Scope.Column(null, column.name(), column.type()))
                        .toList();
        Scope scope = new Scope(columns, -1);
        List<SortKey> keys = new ArrayList<>();
        for (SortItem item : items) {
            int ordinal = ordinal(item.expression(), columns.size());
            if (ordinal >= 0) {
                keys.add(key(item, ordinal));
            } else if (item.expression() instanceof Expression.ColumnReference reference) {
                keys.add(key(item, scope.find(reference.name())));
            } else {
                throw new SqlException(
                        SqlState.NOT_SUPPORTED,
                        item.position(),
                        "ORDER BY of VALUES or UNION takes output columns only");
            }
        }
        return new PlanNode.Sort(plan, keys, Long.MAX_VALUE);
    }

    /** NULLs count as the largest values unless the text says otherwise. */
    static SortKey key(SortItem item, int column) {
        boolean nullsFirst =
                item.nulls() == null ? item.descending() : item.nulls() == SortItem.Nulls.FIRST;
        return new SortKey(column, item.descending(), nullsFirst);
    }

    /** The index of the output column that an integer literal stands for, or -1 if it is none. */
    static int ordinal(Expression expression, int columnCount) {
        if (!(expression instanceof Expression.NumberLiteral number)
                || !number.text().matches("\\d{1,9}")) {
            return -1;
        }
        int ordinal = Integer.parseInt(number.text());
        if (ordinal < 1 || ordinal > columnCount) {
            throw new SqlException(
                    SqlState.UNDEFINED_COLUMN,
                    expression.position(),
                    "there is no output column " + ordinal);
        }
        return ordinal - 1;
    }

    private static String key(Identifier name) {
        return name.text().toLowerCase(Locale.ROOT);
    }
}
