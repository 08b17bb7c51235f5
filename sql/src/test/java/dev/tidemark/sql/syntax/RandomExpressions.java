package dev.tidemark.sql.syntax;

import java.util.List;

/** Random expressions and queries of every kind; all their positions are 0. */
final class RandomExpressions {
    private final Randomness random;
    private final RandomQueries queries;

    RandomExpressions(Randomness random) {
        this.random = random;
        this.queries = new RandomQueries(random, this);
    }

    RandomQueries queries() {
        return queries;
    }

    Identifier name() {
        return random.coin()
                ? new Identifier(
                        random.oneOf("cpu", "Host", "timestamp", "value", "date", "x_1", "größe$2"),
                        false,
                        0)
                : new Identifier(
                        random.oneOf("a b", "select", "\"", "Ünï", "1", "'", ";"), true, 0);
    }

    QualifiedName qualifiedName() {
        return new QualifiedName(random.list(1, 3, this::name), 0);
    }

    List<Expression> expressions(int depth, int minimum) {
        return random.list(minimum, 3, () -> expression(depth - 1));
    }

    TypeName type() {
        if (random.rarely(6)) {
            Identifier interval = new Identifier("interval", false, 0);
            String fields = random.oneOf("day", "year to month", "hour to second");
            return new TypeName(QualifiedName.of(interval), List.of(), fields, 0, 0);
        }
        List<String> modifiers =
                random.rarely(4)
                        ? random.list(1, 2, () -> random.oneOf("3", "4c", "x"))
                        : List.of();
        int dimensions = random.rarely(4) ? 1 + random.below(2) : 0;
        return new TypeName(typeName(), modifiers, null, dimensions, 0);
    }

    private QualifiedName typeName() {
        String name = random.oneOf("int", "float8", "symbol", "timestamptz", "timestamp");
        return QualifiedName.of(new Identifier(name, false, 0));
    }

    Expression expression(int depth) {
        return depth <= 0 || random.rarely(5) ? leaf() : inner(depth);
    }

    String string() {
        return random.oneOf(
                "", "a", "it's", "\\n", "--", "/*", "$$", "2016-01-01", "\u00e9\n\ud83d\ude00");
    }

    private Expression leaf() {
        return switch (random.below(8)) {
            case 0 ->
                    new Expression.NumberLiteral(
                            random.oneOf("0", "1_000", "1.5", ".5", "1e6", "1.", "0xFF", "7L"), 0);
            case 1 -> new Expression.StringLiteral(string(), 0);
            case 2 -> new Expression.BooleanLiteral(random.coin(), 0);
            case 3 -> new Expression.NullLiteral(0);
            case 4 -> typedLiteral();
            case 5 -> new Expression.Parameter(1 + random.below(9), 0);
            default -> new Expression.ColumnReference(qualifiedName(), 0);
        };
    }

    private Expression typedLiteral() {
        if (random.coin()) {
            return new Expression.TypedLiteral(
                    new TypeName(typeName(), List.of(), null, 0, 0), string(), 0);
        }
        Identifier interval = new Identifier("interval", false, 0);
        String fields = random.perhaps(() -> "day to second");
        TypeName type = new TypeName(QualifiedName.of(interval), List.of(), fields, 0, 0);
        return new Expression.TypedLiteral(type, string(), 0);
    }

    private Expression inner(int depth) {
        return switch (random.below(5)) {
            case 0 -> operator(depth);
            case 1 -> condition(depth);
            case 2 -> postfix(depth);
            case 3 -> withQuery(depth);
            default -> constructed(depth);
        };
    }

    private Expression operator(int depth) {
        Expression left = expression(depth - 1);
        return switch (random.below(4)) {
            case 0 -> new Expression.Unary(random.oneOf(UnaryOperator.values()), left, 0);
            case 1 ->
                    new Expression.Logical(
                            random.oneOf(LogicalOperator.values()), expressions(depth, 2), 0);
            default ->
                    new Expression.Binary(
                            random.oneOf(BinaryOperator.values()), left, expression(depth - 1), 0);
        };
    }

    private Expression condition(int depth) {
        Expression operand = expression(depth - 1);
        boolean negated = random.coin();
        return switch (random.below(8)) {
            case 0 -> new Expression.IsNull(operand, negated, 0);
            case 1 ->
                    new Expression.IsTruth(
                            operand, random.oneOf(Expression.Truth.values()), negated, 0);
            case 2 -> new Expression.IsDistinctFrom(operand, expression(depth - 1), negated, 0);
            case 3 ->
                    new Expression.Between(
                            operand,
                            expression(depth - 1),
                            expression(depth - 1),
                            random.coin(),
                            negated,
                            0);
            // A single subquery in the list would be the other form of IN.
            case 4 -> new Expression.InList(operand, expressions(depth, 2), negated, 0);
            // What begins with a parenthesis would be a list.
            case 5 -> new Expression.InInterval(operand, leaf(), negated, 0);
            case 6 ->
                    new Expression.QuantifiedArray(
                            random.oneOf(BinaryOperator.values()),
                            random.oneOf(Expression.Quantifier.values()),
                            operand,
                            new Expression.ArrayConstructor(expressions(depth, 0), 0),
                            0);
            default ->
                    new Expression.PatternMatch(
                            random.oneOf(Expression.PatternKind.values()),
                            operand,
                            expression(depth - 1),
                            random.perhaps(() -> expression(depth - 1)),
                            negated,
                            0);
        };
    }

    private Expression postfix(int depth) {
        Expression operand = expression(depth - 1);
        return switch (random.below(6)) {
            case 0 -> new Expression.Cast(operand, type(), 0);
            case 1 -> new Expression.Subscript(operand, expression(depth - 1), 0);
            case 2 ->
                    new Expression.Slice(
                            operand,
                            random.perhaps(() -> expression(depth - 1)),
                            random.perhaps(() -> expression(depth - 1)),
                            0);
            case 3 -> new Expression.FieldSelection(operand, name(), 0);
            case 4 -> new Expression.Collate(operand, qualifiedName(), 0);
            default -> new Expression.AtTimeZone(operand, expression(depth - 1), 0);
        };
    }

    private Expression withQuery(int depth) {
        Query query = queries.query(depth - 1);
        return switch (random.below(5)) {
            case 0 -> new Expression.Subquery(query, 0);
            case 1 -> new Expression.Exists(query, 0);
            case 2 -> new Expression.ArraySubquery(query, 0);
            case 3 -> new Expression.InSubquery(expression(depth - 1), query, random.coin(), 0);
            default ->
                    new Expression.QuantifiedSubquery(
                            random.oneOf(BinaryOperator.values()),
                            random.oneOf(Expression.Quantifier.values()),
                            expression(depth - 1),
                            query,
                            0);
        };
    }

    private Expression constructed(int depth) {
        return switch (random.below(4)) {
            case 0 -> new Expression.ArrayConstructor(expressions(depth, 0), 0);
            case 1 -> new Expression.RowConstructor(expressions(depth, 0), 0);
            case 2 ->
                    new Expression.Case(
                            random.perhaps(() -> expression(depth - 1)),
                            random.list(
                                    1,
                                    2,
                                    () ->
                                            new Expression.When(
                                                    expression(depth - 1),
                                                    expression(depth - 1),
                                                    0)),
                            random.perhaps(() -> expression(depth - 1)),
                            0);
            default -> call(depth);
        };
    }

    Expression.FunctionCall call(int depth) {
        // Words that are a type before a string or a window cannot mislead behind a schema.
        QualifiedName name =
                new QualifiedName(
                        List.of(
                                new Identifier("pg_catalog", false, 0),
                                new Identifier(random.oneOf("max", "f", "left"), false, 0)),
                        0);
        boolean star = random.rarely(5);
        List<Expression> values =
                star
                        ? List.of()
                        : random.list(
                                0,
                                2,
                                () ->
                                        random.rarely(6)
                                                ? new Expression.NamedArgument(
                                                        name(), expression(depth - 1), 0)
                                                : expression(depth - 1));
        boolean ordered = !values.isEmpty() && random.rarely(4);
        Expression.Arguments arguments =
                new Expression.Arguments(
                        star,
                        !values.isEmpty() && random.rarely(4),
                        values,
                        ordered ? queries.sortItems(depth, 1) : List.of());
        return new Expression.FunctionCall(
                name,
                arguments,
                random.rarely(6) ? queries.sortItems(depth, 1) : List.of(),
                random.perhaps(() -> expression(depth - 1)),
                random.rarely(4) ? queries.window(depth) : null,
                0);
    }
}
