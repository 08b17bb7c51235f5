package dev.tidemark.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names with plain values: the options of COPY and EXPLAIN, the values of SET. */
final class OptionParser {
    private final TokenStream tokens;

    OptionParser(Grammar grammar) {
        this.tokens = grammar.tokens();
    }

    /** {@code (name, name value, name (a, b), ..)}. */
    List<Option> parenthesizedOptions() {
        tokens.expectSymbol("(");
        List<Option> options = tokens.separated(this::option);
        tokens.expectSymbol(")");
        return options;
    }

    /** {@code name = value, ..}, perhaps in parentheses; a value may have a unit, as in 2s. */
    List<Option> assignments() {
        boolean parenthesized = tokens.acceptSymbol("(");
        List<Option> options = tokens.separated(this::assignment);
        if (parenthesized) {
            tokens.expectSymbol(")");
        }
        return options;
    }

    /** A word, a text, a number or a star. */
    String value() {
        Token token = tokens.peek();
        if (token.isSymbol("-") && tokens.peek(1).kind() == Token.Kind.NUMBER) {
            tokens.next();
            return "-" + tokens.next().text();
        }
        boolean value =
                token.isName()
                        || token.kind() == Token.Kind.STRING
                        || token.kind() == Token.Kind.NUMBER
                        || token.isSymbol("*");
        if (!value) {
            throw tokens.expected("a value");
        }
        return tokens.next().text();
    }

    private Option option() {
        Identifier name = tokens.label("an option");
        List<String> values = new ArrayList<>();
        if (tokens.acceptSymbol("(")) {
            values.addAll(tokens.separated(this::value));
            tokens.expectSymbol(")");
        } else if (!tokens.atSymbol(",") && !tokens.atSymbol(")")) {
            values.add(value());
        }
        return new Option(name.text().toLowerCase(Locale.ROOT), values, name.position());
    }

    private Option assignment() {
        Identifier name = tokens.label("a parameter");
        tokens.expectSymbol("=");
        boolean number = tokens.atKind(Token.Kind.NUMBER);
        String value = tokens.at("DEFAULT") ? tokens.next().text() : value();
        if (number && tokens.atKind(Token.Kind.WORD) && tokens.touches()) {
            value += tokens.next().text();
        }
        return new Option(name.text().toLowerCase(Locale.ROOT), List.of(value), name.position());
    }
}
