package dev.tidemark.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Random queries; all their positions are 0. */
final class RandomQueries {
    private final Randomness random;
    private final RandomExpressions expressions;

    RandomQueries(Randomness random, RandomExpressions expressions) {
        this.random = random;
        this.expressions = expressions;
    }

    Query query(int depth) {
        Query.With with =
                random.rarely(4) && depth > 0
                        ? new Query.With(
                                random.coin(), random.list(1, 2, () -> commonTable(depth - 1)))
                        : null;
        return new Query(
                with,
                body(depth),
                sortItems(depth, 0),
                random.perhaps(() -> limit(depth)),
                random.rarely(6),
                0);
    }

    private CommonTable commonTable(int depth) {
        return new CommonTable(
                expressions.name(), random.list(0, 2, expressions::name), query(depth), 0);
    }

    List<SortItem> sortItems(int depth, int minimum) {
        return random.list(
                minimum,
                2,
                () ->
                        new SortItem(
                                expressions.expression(depth - 1),
                                random.coin(),
                                random.perhaps(() -> random.oneOf(SortItem.Nulls.values())),
                                0));
    }

    private Limit limit(int depth) {
        Expression first = expressions.expression(depth - 1);
        return switch (random.below(3)) {
            case 0 -> new Limit.Range(first, expressions.expression(depth - 1), 0);
            case 1 -> new Limit.Count(null, first, false, 0);
            default ->
                    new Limit.Count(
                            first,
                            random.perhaps(() -> expressions.expression(depth - 1)),
                            random.coin(),
                            0);
        };
    }

    private QueryBody body(int depth) {
        if (depth > 0 && random.rarely(4)) {
            return new QueryBody.SetOperation(
                    random.oneOf(QueryBody.SetOperator.values()),
                    random.coin(),
                    operand(depth - 1),
                    operand(depth - 1),
                    0);
        }
        if (random.rarely(5)) {
            return new QueryBody.Values(
                    random.list(1, 3, () -> expressions.expressions(depth, 1)), 0);
        }
        return select(depth);
    }

    private QueryBody operand(int depth) {
        if (!random.rarely(4)) {
            return body(depth);
        }
        // Without a clause of its own a query would lose its parentheses.
        Query limited = new Query(null, body(depth), sortItems(depth, 0), limit(depth), false, 0);
        return new QueryBody.Nested(limited, 0);
    }

    private QueryBody.Select select(int depth) {
        boolean distinct = random.rarely(4);
        List<Expression> distinctOn =
                distinct && random.coin() ? expressions.expressions(depth, 1) : List.of();
        Expression where = random.perhaps(() -> expressions.expression(depth - 1));
        Latest latest = random.perhaps(() -> latest(where != null && random.coin()));
        List<Expression> keys = random.coin() ? List.of() : expressions.expressions(depth, 1);
        Expression having = random.perhaps(() -> expressions.expression(depth - 1));
        return new QueryBody.Select(
                new QueryBody.Projection(
                        distinct, distinctOn, random.list(1, 3, () -> item(depth))),
                random.list(0, 2, () -> table(depth)),
                where,
                latest,
                random.perhaps(() -> sampleBy(depth)),
                keys.isEmpty() && having == null ? null : new QueryBody.Grouping(keys, having),
                random.rarely(5)
                        ? List.of(new Window.Named(expressions.name(), window(depth)))
                        : List.of(),
                0);
    }

    SelectItem item(int depth) {
        return switch (random.below(6)) {
            case 0 -> new SelectItem.AllColumns(0);
            case 1 -> new SelectItem.AllColumnsOf(expressions.qualifiedName(), 0);
            case 2 -> new SelectItem.AllFieldsOf(expressions.expression(depth - 1), 0);
            default ->
                    new SelectItem.Single(
                            expressions.expression(depth - 1),
                            random.perhaps(expressions::name),
                            0);
        };
    }

    private Latest latest(boolean beforeWhere) {
        return new Latest(
                random.perhaps(expressions::qualifiedName),
                random.list(1, 2, expressions::qualifiedName),
                beforeWhere,
                0);
    }

    private SampleBy sampleBy(int depth) {
        Expression bound = expressions.expression(depth - 1);
        return new SampleBy(
                1 + random.below(100),
                random.oneOf(SampleUnit.values()),
                switch (random.below(4)) {
                    case 0 -> new SampleBy.Bounds(bound, null);
                    case 1 -> new SampleBy.Bounds(null, bound);
                    case 2 -> new SampleBy.Bounds(bound, expressions.expression(depth - 1));
                    default -> null;
                },
                random.list(0, 2, this::fill),
                alignment(depth),
                0);
    }

    private SampleBy.Fill fill() {
        return switch (random.below(5)) {
            case 0 -> new SampleBy.Fill.None();
            case 1 -> new SampleBy.Fill.Null();
            case 2 -> new SampleBy.Fill.Previous();
            case 3 -> new SampleBy.Fill.Linear();
            default -> new SampleBy.Fill.Constant(new Expression.NumberLiteral("0", 0));
        };
    }

    private SampleBy.@Nullable Alignment alignment(int depth) {
        return switch (random.below(3)) {
            case 0 -> new SampleBy.Alignment.FirstObservation();
            case 1 ->
                    new SampleBy.Alignment.Calendar(
                            random.perhaps(() -> expressions.expression(depth - 1)),
                            random.perhaps(() -> expressions.expression(depth - 1)));
            default -> null;
        };
    }

    private @Nullable TableAlias alias() {
        return random.perhaps(
                () -> new TableAlias(expressions.name(), random.list(0, 2, expressions::name), 0));
    }

    TableExpression table(int depth) {
        if (depth > 0 && random.rarely(3)) {
            return join(depth - 1);
        }
        return switch (depth > 0 ? random.below(4) : 0) {
            case 1 -> new TableExpression.DerivedTable(query(depth - 1), random.coin(), alias(), 0);
            case 2 ->
                    new TableExpression.TableFunction(
                            expressions.call(depth - 1), random.coin(), random.coin(), alias(), 0);
            default -> new TableExpression.TableName(expressions.qualifiedName(), alias(), 0);
        };
    }

    private Join join(int depth) {
        Join.Kind kind = random.oneOf(Join.Kind.values());
        Join.Condition condition =
                switch (random.below(3)) {
                    case 0 -> new Join.On(expressions.expression(depth), 0);
                    case 1 -> new Join.Using(random.list(1, 2, expressions::name), 0);
                    default -> kind == Join.Kind.ASOF ? null : new Join.Natural(0);
                };
        return new Join(
                kind, table(depth), table(depth), kind == Join.Kind.CROSS ? null : condition, 0);
    }

    Window window(int depth) {
        return new Window(
                random.perhaps(expressions::name),
                random.coin() ? List.of() : expressions.expressions(depth, 1),
                sortItems(depth, 0),
                random.perhaps(() ->
                        new Window.Frame(
                                random.oneOf(Window.Unit.values()), bound(depth), bound(depth))),
                0);
    }

    private Window.Bound bound(int depth) {
        Window.BoundKind kind = random.oneOf(Window.BoundKind.values());
        boolean counted = kind == Window.BoundKind.PRECEDING || kind == Window.BoundKind.FOLLOWING;
        return new Window.Bound(kind, counted ? expressions.expression(depth - 1) : null, 0);
    }
}
