package dev.tidemark.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints queries and what stands in FROM. */
final class QueryPrinter {
    private final SqlWriter out;
    private final ExpressionPrinter expressions;

    QueryPrinter(SqlWriter out) {
        this.out = out;
        this.expressions = new ExpressionPrinter(out, this);
    }

    ExpressionPrinter expressions() {
        return expressions;
    }

    void query(Query query) {
        if (query.with() != null) {
            out.append("WITH ").appendIf(query.with().recursive(), "RECURSIVE ");
            out.list(query.with().tables(), this::commonTable).append(" ");
        }
        body(query.body());
        orderBy(query.orderBy());
        if (query.limit() != null) {
            limit(query.limit());
        }
        out.appendIf(query.forUpdate(), " FOR UPDATE");
    }

    private void commonTable(CommonTable table) {
        out.name(table.name());
        if (!table.columns().isEmpty()) {
            out.append(" ").names(table.columns());
        }
        out.append(" AS (");
        query(table.query());
        out.append(")");
    }

    private void body(QueryBody body) {
        switch (body) {
            case QueryBody.Select select -> select(select);
            case QueryBody.Values(var rows, int _) -> {
                out.append("VALUES ");
                out.list(
                        rows,
                        row -> {
                            out.append("(");
                            expressions.list(row);
                            out.append(")");
                        });
            }
            case QueryBody.Nested(var query, int _) -> {
                out.append("(");
                query(query);
                out.append(")");
            }
            case QueryBody.SetOperation operation -> {
                operand(operation.left(), precedence(operation));
                out.append(" ").append(operation.operator().name());
                out.append(operation.all() ? " ALL " : " ");
                operand(operation.right(), precedence(operation) + 1);
            }
        }
    }

    private void operand(QueryBody body, int minimum) {
        boolean parentheses =
                body instanceof QueryBody.SetOperation operation && precedence(operation) < minimum;
        out.appendIf(parentheses, "(");
        body(body);
        out.appendIf(parentheses, ")");
    }

    private static int precedence(QueryBody.SetOperation operation) {
        return switch (operation.operator()) {
            case UNION, EXCEPT -> 1;
            case INTERSECT -> 2;
        };
    }

    void orderBy(List<SortItem> items) {
        if (!items.isEmpty()) {
            out.append(" ORDER BY ").list(items, this::sortItem);
        }
    }

    private void sortItem(SortItem item) {
        expressions.expression(item.expression());
        out.appendIf(item.descending(), " DESC");
        if (item.nulls() != null) {
            out.append(" NULLS ").append(item.nulls().name());
        }
    }

    private void limit(Limit limit) {
        switch (limit) {
            case Limit.Range(var low, var high, int _) -> {
                expressions.after(" LIMIT ", low);
                expressions.after(", ", high);
            }
            case Limit.Count(var count, var offset, boolean withTies, int _) -> {
                if (!withTies) {
                    expressions.after(" LIMIT ", count);
                }
                expressions.after(" OFFSET ", offset);
                if (withTies && count != null) {
                    out.append(" FETCH FIRST ");
                    expressions.expression(count, Precedence.SIGN);
                    out.append(" ROWS WITH TIES");
                }
            }
        }
    }

    private void select(QueryBody.Select select) {
        projection(select.projection());
        tables(" FROM ", select.from());
        Latest latest = select.latest();
        if (latest != null && latest.beforeWhere()) {
            latest(latest);
        }
        expressions.after(" WHERE ", select.where());
        if (latest != null && !latest.beforeWhere()) {
            latest(latest);
        }
        if (select.sampleBy() != null) {
            sampleBy(select.sampleBy());
        }
        if (select.grouping() != null) {
            if (!select.grouping().keys().isEmpty()) {
                out.append(" GROUP BY ");
                expressions.list(select.grouping().keys());
            }
            expressions.after(" HAVING ", select.grouping().having());
        }
        if (!select.windows().isEmpty()) {
            out.append(" WINDOW ");
            out.list(
                    select.windows(),
                    named -> {
                        out.name(named.name()).append(" AS ");
                        expressions.window(named.window());
                    });
        }
    }

    private void projection(QueryBody.Projection projection) {
        out.append("SELECT ").appendIf(projection.distinct(), "DISTINCT ");
        if (!projection.distinctOn().isEmpty()) {
            out.append("ON (");
            expressions.list(projection.distinctOn());
            out.append(") ");
        }
        items("", projection.items());
    }

    /** Items and the words before them; nothing without items. */
    void items(String words, List<SelectItem> items) {
        if (!items.isEmpty()) {
            out.append(words).list(items, this::item);
        }
    }

    private void item(SelectItem item) {
        switch (item) {
            case SelectItem.AllColumns _ -> out.append("*");
            case SelectItem.AllColumnsOf(var table, int _) -> out.name(table).append(".*");
            case SelectItem.AllFieldsOf(var composite, int _) -> {
                out.append("(");
                expressions.expression(composite);
                out.append(").*");
            }
            case SelectItem.Single(var expression, var alias, int _) -> {
                expressions.expression(expression);
                if (alias != null) {
                    out.append(" AS ").name(alias);
                }
            }
        }
    }

    /** Table expressions and the words before them; nothing without tables. */
    void tables(String words, List<TableExpression> tables) {
        if (!tables.isEmpty()) {
            out.append(words).list(tables, this::table);
        }
    }

    private void table(TableExpression table) {
        switch (table) {
            case TableExpression.TableName(var name, var alias, int _) -> {
                out.name(name);
                alias(alias);
            }
            case TableExpression.DerivedTable(var query, boolean lateral, var alias, int _) -> {
                out.appendIf(lateral, "LATERAL ").append("(");
                query(query);
                out.append(")");
                alias(alias);
            }
            case TableExpression.TableFunction function -> {
                out.appendIf(function.lateral(), "LATERAL ");
                expressions.call(function.function());
                out.appendIf(function.withOrdinality(), " WITH ORDINALITY");
                alias(function.alias());
            }
            case Join join -> join(join);
        }
    }

    private void alias(@Nullable TableAlias alias) {
        if (alias != null) {
            out.append(" AS ").name(alias.name());
            if (!alias.columns().isEmpty()) {
                out.append(" ").names(alias.columns());
            }
        }
    }

    private void join(Join join) {
        table(join.left());
        out.appendIf(join.condition() instanceof Join.Natural, " NATURAL");
        out.append(join.kind() == Join.Kind.INNER ? "" : " " + join.kind().name());
        boolean nested = join.right() instanceof Join;
        out.append(" JOIN ").appendIf(nested, "(");
        table(join.right());
        out.appendIf(nested, ")");
        switch (join.condition()) {
            case Join.On(var expression, int _) -> expressions.after(" ON ", expression);
            case Join.Using(var columns, int _) -> out.append(" USING ").names(columns);
            case Join.Natural _ -> {
                // Its word stands before the kind of the join.
            }
            case null -> {
                // A join by time alone, or a cross join.
            }
        }
    }

    private void latest(Latest latest) {
        out.append(" LATEST ");
        if (latest.timestamp() != null) {
            out.append("ON ").name(latest.timestamp()).append(" PARTITION ");
        }
        out.append("BY ").list(latest.keys(), out::name);
    }

    private void sampleBy(SampleBy sampleBy) {
        out.append(" SAMPLE BY ").append(sampleBy.count());
        out.append(String.valueOf(sampleBy.unit().symbol()));
        if (sampleBy.bounds() != null) {
            operandAfter(" FROM ", sampleBy.bounds().from());
            operandAfter(" TO ", sampleBy.bounds().to());
        }
        if (!sampleBy.fill().isEmpty()) {
            out.append(" FILL(").list(sampleBy.fill(), this::fill).append(")");
        }
        switch (sampleBy.alignment()) {
            case SampleBy.Alignment.Calendar(var timeZone, var offset) -> {
                out.append(" ALIGN TO CALENDAR");
                operandAfter(" TIME ZONE ", timeZone);
                operandAfter(" WITH OFFSET ", offset);
            }
            case SampleBy.Alignment.FirstObservation() -> out.append(" ALIGN TO FIRST OBSERVATION");
            case null -> {
                // The default.
            }
        }
    }

    private void operandAfter(String words, @Nullable Expression expression) {
        if (expression != null) {
            out.append(words);
            expressions.expression(expression, Precedence.OTHER_OPERATOR);
        }
    }

    private void fill(SampleBy.Fill fill) {
        switch (fill) {
            case SampleBy.Fill.None() -> out.append("NONE");
            case SampleBy.Fill.Null() -> out.append("NULL");
            case SampleBy.Fill.Previous() -> out.append("PREV");
            case SampleBy.Fill.Linear() -> out.append("LINEAR");
            case SampleBy.Fill.Constant(var value) -> expressions.expression(value);
        }
    }
}
