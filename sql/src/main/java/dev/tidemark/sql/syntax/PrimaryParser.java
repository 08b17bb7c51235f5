package dev.tidemark.sql.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * The expressions that operators join: constants, names, calls, CASE, what stands in parentheses.
 */
final class PrimaryParser {
    private final Grammar grammar;
    private final TokenStream tokens;

    PrimaryParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens();
    }

    Expression primary() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NUMBER -> {
                tokens.next();
                tokens.refuseJunkAfterNumber(token);
                yield new Expression.NumberLiteral(token.text(), token.start());
            }
            case STRING -> new Expression.StringLiteral(tokens.next().text(), token.start());
            case PARAMETER -> grammar.parameters().parameter(tokens.next());
            case QUOTED_NAME -> named();
            case WORD -> word(token);
            case SYMBOL -> {
                if (!token.isSymbol("(")) {
                    throw expectedExpression();
                }
                yield parenthesized();
            }
            case END -> throw expectedExpression();
        };
    }

    private SqlSyntaxException expectedExpression() {
        boolean doubledEqualSign =
                tokens.atSymbol("=") && tokens.touches() && tokens.position() > 0;
        return tokens.expected("an expression", doubledEqualSign ? "a single = compares" : null);
    }

    private Expression word(Token token) {
        boolean call = tokens.peek(1).isSymbol("(");
        switch (token.keyword()) {
            case "NULL" -> {
                return new Expression.NullLiteral(tokens.next().start());
            }
            case "TRUE", "FALSE" -> {
                tokens.next();
                return new Expression.BooleanLiteral(token.isWord("TRUE"), token.start());
            }
            case "CASE" -> {
                return caseExpression();
            }
            case "CAST" -> {
                return cast();
            }
            case "ARRAY" -> {
                return array();
            }
            case "EXISTS" -> {
                if (call) {
                    tokens.next();
                    return new Expression.Exists(queryInParentheses(), token.start());
                }
            }
            case "ROW" -> {
                if (call) {
                    tokens.next();
                    return row(token.start());
                }
            }
            case "LEFT", "RIGHT" -> {
                if (call) {
                    // Reserved for joins, but well-known functions too.
                    return grammar.calls().call(QualifiedName.of(tokens.label("a function")));
                }
            }
            default -> {
                // A name, as most words are.
            }
        }
        if (Keywords.isCallWithoutParentheses(token) && !call && !tokens.peek(1).isSymbol(".")) {
            return grammar.calls().withoutParentheses(tokens.label("a function"));
        }
        TypeName type = grammar.types().typeBeforeLiteral();
        if (type != null) {
            return typedLiteral(type);
        }
        if (Keywords.isReserved(token)) {
            throw expectedExpression();
        }
        return named();
    }

    /** A column, a call, or a constant after the name of its type. */
    private Expression named() {
        QualifiedName name = dottedName();
        if (tokens.atSymbol("(")) {
            Expression.FunctionCall call = grammar.calls().call(name);
            TypeName type =
                    tokens.atKind(Token.Kind.STRING)
                            ? grammar.types().typeThatLooksLikeCall(call)
                            : null;
            return type == null ? call : typedLiteral(type);
        }
        if (tokens.atKind(Token.Kind.STRING)) {
            return typedLiteral(new TypeName(name, List.of(), null, 0, name.position()));
        }
        return new Expression.ColumnReference(name, name.position());
    }

    /** As {@link TokenStream#qualifiedName}, but leaves the dot before a star. */
    private QualifiedName dottedName() {
        Identifier first = tokens.name("an expression");
        List<Identifier> parts = new ArrayList<>();
        parts.add(first);
        while (tokens.atSymbol(".") && !tokens.peek(1).isSymbol("*")) {
            tokens.next();
            parts.add(tokens.label("a name after the dot"));
        }
        return new QualifiedName(parts, first.position());
    }

    private Expression typedLiteral(TypeName type) {
        String value = tokens.string("a constant");
        boolean interval = type.name().last().isWord("interval") && type.intervalFields() == null;
        String fields = interval ? grammar.types().intervalFields() : null;
        TypeName complete =
                fields == null
                        ? type
                        : new TypeName(type.name(), type.modifiers(), fields, 0, type.position());
        return new Expression.TypedLiteral(complete, value, type.position());
    }

    private Expression parenthesized() {
        int position = tokens.expectSymbol("(").start();
        if (grammar.queries().atQuery()) {
            Query query = grammar.queries().query();
            tokens.expectSymbol(")");
            return new Expression.Subquery(query, position);
        }
        Expression first = grammar.expressions().expression();
        Query query = grammar.expressions().loneSubquery(first);
        if (query != null && !tokens.atSymbol(",")) {
            tokens.expectSymbol(")");
            return new Expression.Subquery(query, position);
        }
        if (!tokens.atSymbol(",")) {
            tokens.expectSymbol(")");
            return first;
        }
        List<Expression> elements = new ArrayList<>();
        elements.add(first);
        while (tokens.acceptSymbol(",")) {
            elements.add(grammar.expressions().expression());
        }
        tokens.expectSymbol(")");
        return new Expression.RowConstructor(elements, position);
    }

    private Expression row(int position) {
        tokens.expectSymbol("(");
        List<Expression> elements =
                tokens.atSymbol(")") ? List.of() : grammar.expressions().expressions();
        tokens.expectSymbol(")");
        return new Expression.RowConstructor(elements, position);
    }

    private Expression caseExpression() {
        int position = tokens.next().start();
        Expression operand = tokens.at("WHEN") ? null : grammar.expressions().expression();
        List<Expression.When> branches = new ArrayList<>();
        if (!tokens.at("WHEN")) {
            throw tokens.expected("WHEN");
        }
        while (tokens.at("WHEN")) {
            int branch = tokens.next().start();
            Expression condition = grammar.expressions().expression();
            tokens.expect("THEN");
            Expression result = grammar.expressions().expression();
            branches.add(new Expression.When(condition, result, branch));
        }
        Expression otherwise = tokens.accept("ELSE") ? grammar.expressions().expression() : null;
        if (!tokens.accept("END")) {
            throw tokens.expected(
                    otherwise == null ? "WHEN, ELSE or END of the CASE" : "END of the CASE");
        }
        return new Expression.Case(operand, branches, otherwise, position);
    }

    private Expression cast() {
        int position = tokens.next().start();
        tokens.expectSymbol("(");
        Expression operand = grammar.expressions().expression();
        tokens.expect("AS");
        TypeName type = grammar.types().type();
        tokens.expectSymbol(")");
        return new Expression.Cast(operand, type, position);
    }

    private Expression array() {
        int position = tokens.next().start();
        if (tokens.atSymbol("(")) {
            return new Expression.ArraySubquery(queryInParentheses(), position);
        }
        if (!tokens.atSymbol("[")) {
            throw tokens.expected("'[' or '(' after ARRAY");
        }
        return arrayElements(position);
    }

    private Expression arrayElements(int position) {
        grammar.nesting().enter(position);
        tokens.expectSymbol("[");
        List<Expression> elements =
                tokens.atSymbol("]") ? List.of() : tokens.separated(this::arrayElement);
        tokens.expectSymbol("]");
        grammar.nesting().leave();
        return new Expression.ArrayConstructor(elements, position);
    }

    private Expression arrayElement() {
        return tokens.atSymbol("[")
                ? arrayElements(tokens.position())
                : grammar.expressions().expression();
    }

    private Query queryInParentheses() {
        tokens.expectSymbol("(");
        Query query = grammar.queries().query();
        tokens.expectSymbol(")");
        return query;
    }

    /** An expression, or DEFAULT where a value is to be stored. */
    Expression valueOrDefault() {
        return tokens.at("DEFAULT")
                ? new Expression.DefaultValue(tokens.next().start())
                : grammar.expressions().expression();
    }
}
