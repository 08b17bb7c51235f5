package dev.tidemark.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operators, by precedence climbing. What they join is the {@link PrimaryParser}'s. */
final class ExpressionParser {
    /** Below every minimum: no operator comes next. */
    private static final int NO_OPERATOR = -1;

    private final Grammar grammar;
    private final TokenStream tokens;

    ExpressionParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens();
    }

    /** A whole expression. */
    Expression expression() {
        return expression(Precedence.LOWEST);
    }

    /** One or more expressions with commas between them. */
    List<Expression> expressions() {
        return tokens.separated(this::expression);
    }

    /** An expression of operators that bind at least as tightly as {@code minimum}. */
    Expression expression(int minimum) {
        Nesting nesting = grammar.nesting();
        nesting.enter(tokens.position());
        nesting.countExpression(tokens.position());
        int outer = nesting.beginChain();
        Expression left = prefix();
        int precedence = infixPrecedence();
        while (precedence != NO_OPERATOR && precedence >= minimum) {
            nesting.lift(tokens.position());
            left = infix(left, precedence);
            precedence = infixPrecedence();
        }
        nesting.endChain(outer);
        nesting.leave();
        return left;
    }

    private Expression prefix() {
        Token token = tokens.peek();
        if (token.isWord("NOT")) {
            return unary(UnaryOperator.NOT, Precedence.NOT);
        }
        if (token.kind() != Token.Kind.SYMBOL) {
            return grammar.primaries().primary();
        }
        return switch (token.text()) {
            case "-" -> unary(UnaryOperator.MINUS, Precedence.SIGN);
            case "+" -> unary(UnaryOperator.PLUS, Precedence.SIGN);
            case "~" -> unary(UnaryOperator.BITWISE_NOT, Precedence.OTHER_OPERATOR + 1);
            case "@" -> unary(UnaryOperator.ABSOLUTE_VALUE, Precedence.OTHER_OPERATOR + 1);
            default -> grammar.primaries().primary();
        };
    }

    private Expression unary(UnaryOperator operator, int operandMinimum) {
        int position = tokens.next().start();
        return new Expression.Unary(operator, expression(operandMinimum), position);
    }

    private int infixPrecedence() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case SYMBOL -> symbolPrecedence(token);
            case WORD -> wordPrecedence(token);
            case QUOTED_NAME, STRING, NUMBER, PARAMETER, END -> NO_OPERATOR;
        };
    }

    private int symbolPrecedence(Token token) {
        return switch (token.text()) {
            case "::", "[" -> Precedence.POSTFIX;
            case "." -> tokens.peek(1).isName() ? Precedence.POSTFIX : NO_OPERATOR;
            default -> {
                BinaryOperator operator = BinaryOperator.ofSymbol(token.text());
                yield operator == null ? NO_OPERATOR : operator.precedence();
            }
        };
    }

    private int wordPrecedence(Token token) {
        return switch (token.keyword()) {
            case "OR" -> Precedence.OR;
            case "AND" -> Precedence.AND;
            case "IS", "ISNULL", "NOTNULL" -> Precedence.IS;
            case "IN", "LIKE", "ILIKE", "BETWEEN" -> Precedence.RANGE;
            case "SIMILAR" -> tokens.at("SIMILAR", "TO") ? Precedence.RANGE : NO_OPERATOR;
            case "NOT" -> isRangeWord(tokens.peek(1)) ? Precedence.RANGE : NO_OPERATOR;
            case "AT" -> tokens.at("AT", "TIME", "ZONE") ? Precedence.TIME_ZONE : NO_OPERATOR;
            case "COLLATE" -> Precedence.COLLATE;
            case "OPERATOR" ->
                    tokens.peek(1).isSymbol("(") ? Precedence.OTHER_OPERATOR : NO_OPERATOR;
            default -> NO_OPERATOR;
        };
    }

    private static boolean isRangeWord(Token token) {
        return token.isWord("IN")
                || token.isWord("LIKE")
                || token.isWord("ILIKE")
                || token.isWord("BETWEEN")
                || token.isWord("SIMILAR");
    }

    private Expression infix(Expression left, int precedence) {
        return switch (precedence) {
            case Precedence.OR -> logical(LogicalOperator.OR, left, precedence);
            case Precedence.AND -> logical(LogicalOperator.AND, left, precedence);
            case Precedence.IS -> is(left);
            case Precedence.RANGE -> range(left);
            case Precedence.TIME_ZONE -> atTimeZone(left);
            case Precedence.COLLATE -> collate(left);
            case Precedence.POSTFIX -> postfix(left);
            default -> binary(left, precedence);
        };
    }

    private Expression logical(LogicalOperator operator, Expression first, int precedence) {
        int position = tokens.position();
        List<Expression> operands = new ArrayList<>();
        operands.add(first);
        while (tokens.accept(operator.name())) {
            operands.add(expression(precedence + 1));
        }
        return new Expression.Logical(operator, operands, position);
    }

    private Expression is(Expression operand) {
        int position = tokens.position();
        if (tokens.accept("ISNULL")) {
            return new Expression.IsNull(operand, false, position);
        }
        if (tokens.accept("NOTNULL")) {
            return new Expression.IsNull(operand, true, position);
        }
        tokens.expect("IS");
        boolean negated = tokens.accept("NOT");
        if (tokens.accept("NULL")) {
            return new Expression.IsNull(operand, negated, position);
        }
        if (tokens.accept("DISTINCT", "FROM")) {
            Expression right = expression(Precedence.IS + 1);
            return new Expression.IsDistinctFrom(operand, right, negated, position);
        }
        for (Expression.Truth truth : Expression.Truth.values()) {
            if (tokens.accept(truth.name())) {
                return new Expression.IsTruth(operand, truth, negated, position);
            }
        }
        throw tokens.expected(
                (negated ? "" : "NOT, ") + "NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM");
    }

    private Expression range(Expression operand) {
        boolean negated = tokens.accept("NOT");
        int position = tokens.position();
        if (tokens.accept("BETWEEN")) {
            boolean symmetric = tokens.accept("SYMMETRIC");
            if (!symmetric) {
                tokens.accept("ASYMMETRIC");
            }
            Expression low = expression(Precedence.OTHER_OPERATOR);
            tokens.expect("AND");
            Expression high = expression(Precedence.OTHER_OPERATOR);
            return new Expression.Between(operand, low, high, symmetric, negated, position);
        }
        if (tokens.accept("IN")) {
            return in(operand, negated, position);
        }
        Expression.PatternKind kind;
        if (tokens.accept("LIKE")) {
            kind = Expression.PatternKind.LIKE;
        } else if (tokens.accept("ILIKE")) {
            kind = Expression.PatternKind.ILIKE;
        } else {
            tokens.expect("SIMILAR", "TO");
            kind = Expression.PatternKind.SIMILAR_TO;
        }
        Expression pattern = expression(Precedence.OTHER_OPERATOR);
        Expression escape = tokens.accept("ESCAPE") ? expression(Precedence.OTHER_OPERATOR) : null;
        return new Expression.PatternMatch(kind, operand, pattern, escape, negated, position);
    }

    private Expression in(Expression operand, boolean negated, int position) {
        if (!tokens.acceptSymbol("(")) {
            Expression interval = expression(Precedence.OTHER_OPERATOR);
            return new Expression.InInterval(operand, interval, negated, position);
        }
        if (grammar.queries().atQuery()) {
            Query query = grammar.queries().query();
            tokens.expectSymbol(")");
            return new Expression.InSubquery(operand, query, negated, position);
        }
        List<Expression> values = expressions();
        Query query = values.size() == 1 ? loneSubquery(values.getFirst()) : null;
        tokens.expectSymbol(")");
        return query == null
                ? new Expression.InList(operand, values, negated, position)
                : new Expression.InSubquery(operand, query, negated, position);
    }

    /**
     * The query that stands within these parentheses, if the expression that was just read turns
     * out to be a query in parentheses of its own, or the first part of one.
     */
    @Nullable Query loneSubquery(Expression expression) {
        return expression instanceof Expression.Subquery(Query query, int _)
                ? grammar.queries().continued(query)
                : null;
    }

    private Expression atTimeZone(Expression operand) {
        int position = tokens.position();
        tokens.expect("AT", "TIME", "ZONE");
        Expression zone = expression(Precedence.TIME_ZONE + 1);
        return new Expression.AtTimeZone(operand, zone, position);
    }

    private Expression collate(Expression operand) {
        int position = tokens.next().start();
        Identifier first = tokens.label("a collation");
        List<Identifier> parts = new ArrayList<>(List.of(first));
        while (tokens.acceptSymbol(".")) {
            parts.add(tokens.label("a name after the dot"));
        }
        QualifiedName collation = new QualifiedName(parts, first.position());
        return new Expression.Collate(operand, collation, position);
    }

    private Expression postfix(Expression left) {
        Token token = tokens.next();
        return switch (token.text()) {
            case "::" -> new Expression.Cast(left, grammar.types().type(), token.start());
            case "." -> new Expression.FieldSelection(left, tokens.label("a field"), token.start());
            default -> subscript(left, token.start());
        };
    }

    private Expression subscript(Expression array, int position) {
        Expression lower = tokens.atSymbol(":") ? null : expression();
        if (tokens.acceptSymbol(":")) {
            Expression upper = tokens.atSymbol("]") ? null : expression();
            tokens.expectSymbol("]");
            return new Expression.Slice(array, lower, upper, position);
        }
        tokens.expectSymbol("]");
        if (lower == null) {
            throw new IllegalStateException("a subscript without an index");
        }
        return new Expression.Subscript(array, lower, position);
    }

    private Expression binary(Expression left, int precedence) {
        int position = tokens.position();
        BinaryOperator operator = operator();
        Expression result;
        if (tokens.atAnyOf("ANY", "SOME", "ALL") && tokens.peek(1).isSymbol("(")) {
            result = quantified(left, operator, position);
        } else {
            Expression right = expression(precedence + 1);
            result = new Expression.Binary(operator, left, right, position);
        }
        if (operator.isComparison() && infixPrecedence() == Precedence.COMPARISON) {
            throw new SqlSyntaxException(
                    "a comparison cannot be compared again",
                    tokens.position(),
                    "write a < b AND b < c, or put one comparison in parentheses");
        }
        return result;
    }

    private BinaryOperator operator() {
        if (!tokens.at("OPERATOR")) {
            return operatorSymbol();
        }
        tokens.next();
        tokens.expectSymbol("(");
        while (tokens.peek().isName()) {
            Identifier schema = tokens.label("a schema");
            if (!schema.text().equalsIgnoreCase("pg_catalog")) {
                throw new SqlSyntaxException(
                        "the schema '" + schema.text() + "' has no operators",
                        schema.position(),
                        "all operators are in pg_catalog");
            }
            tokens.expectSymbol(".");
        }
        BinaryOperator operator = operatorSymbol();
        tokens.expectSymbol(")");
        return operator;
    }

    private BinaryOperator operatorSymbol() {
        BinaryOperator operator =
                tokens.atKind(Token.Kind.SYMBOL)
                        ? BinaryOperator.ofSymbol(tokens.peek().text())
                        : null;
        if (operator == null) {
            throw tokens.expected("an operator");
        }
        tokens.next();
        return operator;
    }

    private Expression quantified(Expression left, BinaryOperator operator, int position) {
        Expression.Quantifier quantifier =
                tokens.next().isWord("ALL") ? Expression.Quantifier.ALL : Expression.Quantifier.ANY;
        tokens.expectSymbol("(");
        Query query;
        Expression array = null;
        if (grammar.queries().atQuery()) {
            query = grammar.queries().query();
        } else {
            array = expression();
            query = loneSubquery(array);
        }
        tokens.expectSymbol(")");
        if (query != null) {
            return new Expression.QuantifiedSubquery(operator, quantifier, left, query, position);
        }
        if (array == null) {
            throw new IllegalStateException("a quantifier without an array");
        }
        return new Expression.QuantifiedArray(operator, quantifier, left, array, position);
    }
}
