package dev.tidemark.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints expressions. */
final class ExpressionPrinter {
    private final SqlWriter out;
    private final QueryPrinter queries;

    ExpressionPrinter(SqlWriter out, QueryPrinter queries) {
        this.out = out;
        this.queries = queries;
    }

    void expression(Expression expression) {
        expression(expression, Precedence.LOWEST);
    }

    /** In parentheses, if the expression binds less tightly than {@code minimum}. */
    void expression(Expression expression, int minimum) {
        if (precedence(expression) >= minimum) {
            bare(expression);
        } else {
            out.append("(");
            bare(expression);
            out.append(")");
        }
    }

    /** How tightly the outermost operator binds: {@link Precedence#PRIMARY} without one. */
    private static int precedence(Expression expression) {
        return switch (expression) {
            case Expression.Logical logical ->
                    switch (logical.operator()) {
                        case OR -> Precedence.OR;
                        case AND -> Precedence.AND;
                    };
            case Expression.Unary unary ->
                    switch (unary.operator()) {
                        case NOT -> Precedence.NOT;
                        case PLUS, MINUS -> Precedence.SIGN;
                        case BITWISE_NOT, ABSOLUTE_VALUE -> Precedence.OTHER_OPERATOR;
                    };
            case Expression.Binary binary -> binary.operator().precedence();
            case Expression.QuantifiedArray quantified -> quantified.operator().precedence();
            case Expression.QuantifiedSubquery quantified -> quantified.operator().precedence();
            case Expression.IsNull _, Expression.IsTruth _, Expression.IsDistinctFrom _ ->
                    Precedence.IS;
            case Expression.Between _,
                    Expression.InList _,
                    Expression.InSubquery _,
                    Expression.InInterval _,
                    Expression.PatternMatch _ ->
                    Precedence.RANGE;
            case Expression.AtTimeZone _ -> Precedence.TIME_ZONE;
            case Expression.Collate _ -> Precedence.COLLATE;
            case Expression.Cast _ -> Precedence.POSTFIX;
            case Expression.NumberLiteral _,
                    Expression.StringLiteral _,
                    Expression.BooleanLiteral _,
                    Expression.NullLiteral _,
                    Expression.TypedLiteral _,
                    Expression.Parameter _,
                    Expression.ColumnReference _,
                    Expression.Case _,
                    Expression.FunctionCall _,
                    Expression.NamedArgument _,
                    Expression.ArrayConstructor _,
                    Expression.ArraySubquery _,
                    Expression.RowConstructor _,
                    Expression.Subscript _,
                    Expression.Slice _,
                    Expression.FieldSelection _,
                    Expression.Subquery _,
                    Expression.Exists _,
                    Expression.DefaultValue _ ->
                    Precedence.PRIMARY;
        };
    }

    /** Only hands over, so that its frame, of which there is one for each level, stays small. */
    private void bare(Expression expression) {
        switch (expression) {
            case Expression.NumberLiteral number -> out.append(number.text());
            case Expression.StringLiteral string -> out.string(string.value());
            case Expression.BooleanLiteral literal ->
                    out.append(literal.value() ? "TRUE" : "FALSE");
            case Expression.NullLiteral _ -> out.append("NULL");
            case Expression.TypedLiteral literal -> typedLiteral(literal);
            case Expression.Parameter parameter -> out.append("$").append(parameter.number());
            case Expression.ColumnReference column -> out.name(column.name());
            case Expression.DefaultValue _ -> out.append("DEFAULT");
            case Expression.Unary unary -> unary(unary);
            case Expression.Binary binary -> binary(binary);
            case Expression.Logical logical -> logical(logical);
            case Expression.IsNull test -> is(test.operand(), test.negated()).append("NULL");
            case Expression.IsTruth test ->
                    is(test.operand(), test.negated()).append(test.truth().name());
            case Expression.IsDistinctFrom test -> isDistinctFrom(test);
            case Expression.Between between -> between(between);
            case Expression.InList in -> inList(in);
            case Expression.InSubquery in -> inSubquery(in);
            case Expression.InInterval in -> inInterval(in);
            case Expression.PatternMatch match -> patternMatch(match);
            case Expression.QuantifiedArray quantified -> quantifiedArray(quantified);
            case Expression.QuantifiedSubquery quantified -> quantifiedSubquery(quantified);
            case Expression.Case caseExpression -> caseExpression(caseExpression);
            case Expression.Cast cast -> cast(cast);
            case Expression.FunctionCall call -> call(call);
            case Expression.NamedArgument argument -> namedArgument(argument);
            case Expression.ArrayConstructor array -> elements("ARRAY[", array.elements(), "]");
            case Expression.ArraySubquery array -> parenthesized("ARRAY", array.query());
            case Expression.RowConstructor row -> elements("ROW(", row.elements(), ")");
            case Expression.Subscript subscript -> subscript(subscript);
            case Expression.Slice slice -> slice(slice);
            case Expression.FieldSelection selection -> fieldSelection(selection);
            case Expression.Collate collate -> collate(collate);
            case Expression.AtTimeZone shift -> atTimeZone(shift);
            case Expression.Subquery subquery -> parenthesized("", subquery.query());
            case Expression.Exists exists -> parenthesized("EXISTS ", exists.query());
        }
    }

    void list(List<Expression> expressions) {
        out.list(expressions, this::expression);
    }

    private void elements(String before, List<Expression> elements, String after) {
        out.append(before);
        list(elements);
        out.append(after);
    }

    private void parenthesized(String before, Query query) {
        out.append(before).append("(");
        queries.query(query);
        out.append(")");
    }

    private void typedLiteral(Expression.TypedLiteral literal) {
        out.typeWithoutFields(literal.type()).append(" ").string(literal.value());
        if (literal.type().intervalFields() != null) {
            out.append(" ").append(literal.type().intervalFields());
        }
    }

    private void unary(Expression.Unary unary) {
        out.append(unary.operator().symbol());
        switch (unary.operator()) {
            case NOT -> {
                out.append(" ");
                expression(unary.operand(), Precedence.NOT);
            }
            // One sign after another would be a comment.
            case PLUS, MINUS -> expression(unary.operand(), Precedence.SIGN + 1);
            case BITWISE_NOT, ABSOLUTE_VALUE ->
                    expression(unary.operand(), Precedence.OTHER_OPERATOR + 1);
        }
    }

    private void binary(Expression.Binary binary) {
        left(binary.operator(), binary.left());
        out.append(" ").append(binary.operator().symbol()).append(" ");
        expression(binary.right(), binary.operator().precedence() + 1);
    }

    /** The left operand: operators of one level lean to the left, but comparisons do not chain. */
    private void left(BinaryOperator operator, Expression operand) {
        int precedence = operator.precedence();
        expression(operand, operator.isComparison() ? precedence + 1 : precedence);
    }

    private void quantified(
            BinaryOperator operator, Expression.Quantifier quantifier, Expression operand) {
        left(operator, operand);
        out.append(" ").append(operator.symbol()).append(" ").append(quantifier.name());
        out.append(" ");
    }

    private void quantifiedArray(Expression.QuantifiedArray comparison) {
        quantified(comparison.operator(), comparison.quantifier(), comparison.left());
        out.append("(");
        expression(comparison.array());
        out.append(")");
    }

    private void quantifiedSubquery(Expression.QuantifiedSubquery comparison) {
        quantified(comparison.operator(), comparison.quantifier(), comparison.left());
        parenthesized("", comparison.query());
    }

    private void logical(Expression.Logical logical) {
        String operator = " " + logical.operator().name() + " ";
        for (int i = 0; i < logical.operands().size(); i++) {
            out.appendIf(i > 0, operator);
            expression(logical.operands().get(i), precedence(logical) + 1);
        }
    }

    private SqlWriter is(Expression operand, boolean negated) {
        expression(operand, Precedence.IS + 1);
        return out.append(negated ? " IS NOT " : " IS ");
    }

    private void range(Expression operand, boolean negated, String words) {
        expression(operand, Precedence.OTHER_OPERATOR);
        out.append(negated ? " NOT " : " ").append(words);
    }

    private void isDistinctFrom(Expression.IsDistinctFrom test) {
        is(test.left(), test.negated()).append("DISTINCT FROM ");
        expression(test.right(), Precedence.IS + 1);
    }

    private void inList(Expression.InList in) {
        range(in.operand(), in.negated(), "IN ");
        elements("(", in.values(), ")");
    }

    private void inSubquery(Expression.InSubquery in) {
        range(in.operand(), in.negated(), "IN ");
        parenthesized("", in.query());
    }

    private void inInterval(Expression.InInterval in) {
        range(in.operand(), in.negated(), "IN ");
        expression(in.interval(), Precedence.OTHER_OPERATOR);
    }

    private void between(Expression.Between between) {
        range(between.operand(), between.negated(), "BETWEEN ");
        out.appendIf(between.symmetric(), "SYMMETRIC ");
        expression(between.low(), Precedence.OTHER_OPERATOR);
        out.append(" AND ");
        expression(between.high(), Precedence.OTHER_OPERATOR);
    }

    private void patternMatch(Expression.PatternMatch match) {
        String words =
                switch (match.kind()) {
                    case LIKE -> "LIKE ";
                    case ILIKE -> "ILIKE ";
                    case SIMILAR_TO -> "SIMILAR TO ";
                };
        range(match.operand(), match.negated(), words);
        expression(match.pattern(), Precedence.OTHER_OPERATOR);
        if (match.escape() != null) {
            out.append(" ESCAPE ");
            expression(match.escape(), Precedence.OTHER_OPERATOR);
        }
    }

    private void caseExpression(Expression.Case expression) {
        out.append("CASE");
        after(" ", expression.operand());
        for (Expression.When branch : expression.branches()) {
            after(" WHEN ", branch.condition());
            after(" THEN ", branch.result());
        }
        after(" ELSE ", expression.otherwise());
        out.append(" END");
    }

    /** An optional part and the words before it. */
    void after(String words, @Nullable Expression expression) {
        if (expression != null) {
            out.append(words);
            expression(expression);
        }
    }

    private void cast(Expression.Cast cast) {
        expression(cast.operand(), Precedence.POSTFIX);
        out.append("::").type(cast.type());
    }

    private void collate(Expression.Collate collate) {
        expression(collate.operand(), Precedence.COLLATE);
        out.append(" COLLATE ").name(collate.collation());
    }

    private void atTimeZone(Expression.AtTimeZone shift) {
        expression(shift.operand(), Precedence.TIME_ZONE);
        out.append(" AT TIME ZONE ");
        expression(shift.zone(), Precedence.TIME_ZONE + 1);
    }

    private void fieldSelection(Expression.FieldSelection selection) {
        after("(", selection.composite());
        out.append(").").name(selection.field());
    }

    private void namedArgument(Expression.NamedArgument argument) {
        out.name(argument.name());
        after(" => ", argument.value());
    }

    private void subscript(Expression.Subscript subscript) {
        expression(subscript.array(), Precedence.PRIMARY);
        after("[", subscript.index());
        out.append("]");
    }

    private void slice(Expression.Slice slice) {
        expression(slice.array(), Precedence.PRIMARY);
        out.append("[");
        after("", slice.lower());
        // With spaces, lest a missing bound and a cast become one.
        out.append(" : ");
        after("", slice.upper());
        out.append("]");
    }

    void call(Expression.FunctionCall call) {
        Expression.Arguments arguments = call.arguments();
        out.name(call.name()).append("(");
        out.appendIf(arguments.star(), "*").appendIf(arguments.distinct(), "DISTINCT ");
        // The parser reads the argument of position(a IN b) as an operand of IN.
        boolean position = call.name().parts().size() == 1 && call.name().last().isWord("position");
        int minimum = position ? Precedence.OTHER_OPERATOR : Precedence.LOWEST;
        out.list(arguments.values(), argument -> expression(argument, minimum));
        queries.orderBy(arguments.orderBy());
        out.append(")");
        if (!call.withinGroup().isEmpty()) {
            out.append(" WITHIN GROUP (");
            queries.orderBy(call.withinGroup());
            out.append(")");
        }
        if (call.filter() != null) {
            after(" FILTER (WHERE ", call.filter());
            out.append(")");
        }
        if (call.over() != null) {
            out.append(" OVER ");
            window(call.over());
        }
    }

    void window(Window window) {
        out.append("(");
        if (window.base() != null) {
            out.name(window.base());
        }
        if (!window.partitionBy().isEmpty()) {
            out.append(" PARTITION BY ");
            list(window.partitionBy());
        }
        queries.orderBy(window.orderBy());
        if (window.frame() != null) {
            out.append(" ").append(window.frame().unit().name()).append(" BETWEEN ");
            bound(window.frame().start());
            out.append(" AND ");
            bound(window.frame().end());
        }
        out.append(")");
    }

    private void bound(Window.Bound bound) {
        if (bound.offset() != null) {
            expression(bound.offset(), Precedence.OTHER_OPERATOR);
            out.append(" ");
        }
        out.append(bound.kind().name().replace('_', ' '));
    }
}
