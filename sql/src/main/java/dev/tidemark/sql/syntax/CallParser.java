package dev.tidemark.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Calls of functions, with the standard's forms that have words between the arguments. */
final class CallParser {
    private final Grammar grammar;
    private final TokenStream tokens;

    CallParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens();
    }

    /** The call whose name was just read; its parenthesis comes next. */
    Expression.FunctionCall call(QualifiedName name) {
        tokens.expectSymbol("(");
        boolean plainName = name.parts().size() == 1 && !name.last().quoted();
        Expression.FunctionCall special =
                plainName
                        ? switch (name.last().text().toLowerCase(Locale.ROOT)) {
                            case "extract" -> extract(name);
                            case "position" -> position(name);
                            case "substring" -> substring(name);
                            case "overlay" -> overlay(name);
                            case "trim" -> trim(name);
                            default -> null;
                        }
                        : null;
        if (special != null) {
            return special;
        }
        Expression.Arguments arguments = arguments();
        tokens.expectSymbol(")");
        return new Expression.FunctionCall(
                name, arguments, withinGroup(), filter(), over(), name.position());
    }

    /** A call such as {@code current_date}. */
    Expression withoutParentheses(Identifier name) {
        return plainCall(QualifiedName.of(name), List.of());
    }

    private static Expression.FunctionCall plainCall(
            QualifiedName name, List<Expression> arguments) {
        return new Expression.FunctionCall(
                name, Expression.Arguments.of(arguments), List.of(), null, null, name.position());
    }

    private Expression.Arguments arguments() {
        if (tokens.acceptSymbol("*")) {
            return new Expression.Arguments(true, false, List.of(), List.of());
        }
        if (tokens.atSymbol(")")) {
            return Expression.Arguments.of(List.of());
        }
        boolean distinct = tokens.accept("DISTINCT");
        if (!distinct) {
            tokens.accept("ALL");
        }
        List<Expression> values = tokens.separated(this::argument);
        return new Expression.Arguments(false, distinct, values, grammar.queries().orderBy());
    }

    private Expression argument() {
        Token name = tokens.peek();
        Token arrow = tokens.peek(1);
        if (!name.isName() || !(arrow.isSymbol("=>") || arrow.isSymbol(":="))) {
            return grammar.expressions().expression();
        }
        Identifier identifier = tokens.label("the name of an argument");
        tokens.next();
        Expression value = grammar.expressions().expression();
        return new Expression.NamedArgument(identifier, value, name.start());
    }

    private List<SortItem> withinGroup() {
        if (!tokens.accept("WITHIN", "GROUP")) {
            return List.of();
        }
        tokens.expectSymbol("(");
        if (!tokens.at("ORDER")) {
            throw tokens.expected("ORDER BY");
        }
        List<SortItem> order = grammar.queries().orderBy();
        tokens.expectSymbol(")");
        return order;
    }

    private @Nullable Expression filter() {
        if (!tokens.at("FILTER") || !tokens.peek(1).isSymbol("(")) {
            return null;
        }
        tokens.next();
        tokens.expectSymbol("(");
        tokens.expect("WHERE");
        Expression condition = grammar.expressions().expression();
        tokens.expectSymbol(")");
        return condition;
    }

    private @Nullable Window over() {
        if (!tokens.at("OVER") || !(tokens.peek(1).isName() || tokens.peek(1).isSymbol("("))) {
            return null;
        }
        tokens.next();
        if (tokens.atSymbol("(")) {
            return window();
        }
        Identifier base = tokens.name("a window");
        return new Window(base, List.of(), List.of(), null, base.position());
    }

    /** A window in parentheses. */
    Window window() {
        int position = tokens.expectSymbol("(").start();
        boolean named =
                tokens.peek().isName()
                        && !tokens.at("PARTITION", "BY")
                        && !tokens.at("ORDER")
                        && !(tokens.atAnyOf("ROWS", "RANGE", "GROUPS")
                                && !tokens.peek(1).isSymbol(")"));
        Identifier base = named ? tokens.name("a window") : null;
        List<Expression> partitionBy =
                tokens.accept("PARTITION", "BY") ? grammar.expressions().expressions() : List.of();
        List<SortItem> orderBy = grammar.queries().orderBy();
        Window.Frame frame = frame();
        tokens.expectSymbol(")");
        return new Window(base, partitionBy, orderBy, frame, position);
    }

    private Window.@Nullable Frame frame() {
        for (Window.Unit unit : Window.Unit.values()) {
            if (tokens.accept(unit.name())) {
                if (tokens.accept("BETWEEN")) {
                    Window.Bound start = bound();
                    tokens.expect("AND");
                    return new Window.Frame(unit, start, bound());
                }
                int position = tokens.position();
                Window.Bound end = new Window.Bound(Window.BoundKind.CURRENT_ROW, null, position);
                return new Window.Frame(unit, bound(), end);
            }
        }
        return null;
    }

    private Window.Bound bound() {
        int position = tokens.position();
        if (tokens.accept("UNBOUNDED", "PRECEDING")) {
            return new Window.Bound(Window.BoundKind.UNBOUNDED_PRECEDING, null, position);
        }
        if (tokens.accept("UNBOUNDED", "FOLLOWING")) {
            return new Window.Bound(Window.BoundKind.UNBOUNDED_FOLLOWING, null, position);
        }
        if (tokens.accept("CURRENT", "ROW")) {
            return new Window.Bound(Window.BoundKind.CURRENT_ROW, null, position);
        }
        Expression offset = grammar.expressions().expression(Precedence.OTHER_OPERATOR);
        if (tokens.accept("PRECEDING")) {
            return new Window.Bound(Window.BoundKind.PRECEDING, offset, position);
        }
        if (tokens.accept("FOLLOWING")) {
            return new Window.Bound(Window.BoundKind.FOLLOWING, offset, position);
        }
        throw tokens.expected("PRECEDING or FOLLOWING");
    }

    /** {@code extract(field FROM value)}; null, with nothing read, if it is a plain call. */
    private Expression.@Nullable FunctionCall extract(QualifiedName name) {
        boolean field = tokens.peek().isName() || tokens.atKind(Token.Kind.STRING);
        if (!field || !tokens.peek(1).isWord("FROM")) {
            return null;
        }
        Token token = tokens.next();
        tokens.expect("FROM");
        Expression value = grammar.expressions().expression();
        tokens.expectSymbol(")");
        String text =
                token.kind() == Token.Kind.WORD
                        ? token.text().toLowerCase(Locale.ROOT)
                        : token.text();
        Expression unit = new Expression.StringLiteral(text, token.start());
        return plainCall(name, List.of(unit, value));
    }

    /** {@code position(part IN whole)}, or a plain call. */
    private Expression.FunctionCall position(QualifiedName name) {
        List<Expression> arguments = new ArrayList<>();
        if (!tokens.atSymbol(")")) {
            // IN must be left to this form, so its left side is an operand of IN.
            arguments.add(grammar.expressions().expression(Precedence.OTHER_OPERATOR));
            if (tokens.accept("IN")) {
                arguments.add(grammar.expressions().expression());
            } else if (tokens.acceptSymbol(",")) {
                arguments.addAll(grammar.expressions().expressions());
            }
        }
        tokens.expectSymbol(")");
        return plainCall(name, arguments);
    }

    /** {@code substring(text FROM start FOR count)}, or a plain call. */
    private Expression.FunctionCall substring(QualifiedName name) {
        List<Expression> arguments = new ArrayList<>();
        if (!tokens.atSymbol(")")) {
            arguments.add(grammar.expressions().expression());
            if (tokens.accept("FROM")) {
                arguments.add(grammar.expressions().expression());
                if (tokens.accept("FOR")) {
                    arguments.add(grammar.expressions().expression());
                }
            } else if (tokens.at("FOR")) {
                int position = tokens.next().start();
                arguments.add(new Expression.NumberLiteral("1", position));
                arguments.add(grammar.expressions().expression());
            } else if (tokens.acceptSymbol(",")) {
                arguments.addAll(grammar.expressions().expressions());
            }
        }
        tokens.expectSymbol(")");
        return plainCall(name, arguments);
    }

    /** {@code overlay(text PLACING part FROM start FOR count)}, or a plain call. */
    private Expression.FunctionCall overlay(QualifiedName name) {
        List<Expression> arguments = new ArrayList<>();
        if (!tokens.atSymbol(")")) {
            arguments.add(grammar.expressions().expression());
            if (tokens.accept("PLACING")) {
                arguments.add(grammar.expressions().expression());
                tokens.expect("FROM");
                arguments.add(grammar.expressions().expression());
                if (tokens.accept("FOR")) {
                    arguments.add(grammar.expressions().expression());
                }
            } else if (tokens.acceptSymbol(",")) {
                arguments.addAll(grammar.expressions().expressions());
            }
        }
        tokens.expectSymbol(")");
        return plainCall(name, arguments);
    }

    /** {@code trim([BOTH | LEADING | TRAILING] [characters] FROM text)}, or a plain call. */
    private Expression.FunctionCall trim(QualifiedName name) {
        String function = "btrim";
        if (!tokens.peek(1).isSymbol(",") && !tokens.peek(1).isSymbol(")")) {
            if (tokens.accept("LEADING")) {
                function = "ltrim";
            } else if (tokens.accept("TRAILING")) {
                function = "rtrim";
            } else {
                tokens.accept("BOTH");
            }
        }
        List<Expression> arguments = new ArrayList<>();
        if (tokens.accept("FROM")) {
            arguments.add(grammar.expressions().expression());
        } else if (!tokens.atSymbol(")")) {
            Expression first = grammar.expressions().expression();
            if (tokens.accept("FROM")) {
                arguments.add(grammar.expressions().expression());
            }
            arguments.add(first);
        }
        if (tokens.acceptSymbol(",")) {
            arguments.addAll(grammar.expressions().expressions());
        }
        tokens.expectSymbol(")");
        Identifier written = name.last();
        Identifier trimmed = new Identifier(function, false, written.position());
        return plainCall(QualifiedName.of(trimmed), arguments);
    }
}
