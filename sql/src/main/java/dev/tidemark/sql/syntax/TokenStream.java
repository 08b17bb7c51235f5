package dev.tidemark.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tokens of a text with a little look-ahead, and the questions that all parsers ask. */
final class TokenStream {
    /** A power of two; the grammar looks at most five tokens ahead. */
    private static final int LOOK_AHEAD = 8;

    private static final int SHOWN_CHARS = 40;

    private final String sql;
    private final Lexer lexer;
    private final Token[] ring = new Token[LOOK_AHEAD];
    private int head;
    private int count;
    private int previousEnd;

    TokenStream(String sql) {
        this.sql = sql;
        this.lexer = new Lexer(sql);
    }

    /** The next token, which stays. */
    Token peek() {
        return peek(0);
    }

    /** The token after {@code distance} others. */
    Token peek(int distance) {
        while (count <= distance) {
            ring[(head + count) & (LOOK_AHEAD - 1)] = lexer.next();
            count++;
        }
        return ring[(head + distance) & (LOOK_AHEAD - 1)];
    }

    /** Takes the next token. */
    Token next() {
        Token token = peek();
        head = (head + 1) & (LOOK_AHEAD - 1);
        count--;
        previousEnd = token.end();
        return token;
    }

    /** Offset of the next token. */
    int position() {
        return peek().start();
    }

    /** Offset after the token that was taken last. */
    int previousEnd() {
        return previousEnd;
    }

    /** Whether the next tokens are these keywords. */
    boolean at(String... keywords) {
        for (int i = 0; i < keywords.length; i++) {
            if (!peek(i).isWord(keywords[i])) {
                return false;
            }
        }
        return true;
    }

    boolean at(String keyword) {
        return peek().isWord(keyword);
    }

    boolean atAnyOf(String... keywords) {
        Token token = peek();
        for (String keyword : keywords) {
            if (token.isWord(keyword)) {
                return true;
            }
        }
        return false;
    }

    boolean atSymbol(String symbol) {
        return peek().isSymbol(symbol);
    }

    boolean atKind(Token.Kind kind) {
        return peek().kind() == kind;
    }

    /** Whether the statement ends here. */
    boolean atStatementEnd() {
        return atKind(Token.Kind.END) || atSymbol(";");
    }

    /** Takes these keywords, if they are the next tokens. */
    boolean accept(String... keywords) {
        if (!at(keywords)) {
            return false;
        }
        for (String _ : keywords) {
            next();
        }
        return true;
    }

    boolean accept(String keyword) {
        if (!at(keyword)) {
            return false;
        }
        next();
        return true;
    }

    boolean acceptSymbol(String symbol) {
        if (!atSymbol(symbol)) {
            return false;
        }
        next();
        return true;
    }

    /** Takes these keywords, which must come next. */
    void expect(String... keywords) {
        for (String keyword : keywords) {
            if (!accept(keyword)) {
                throw expected(keyword);
            }
        }
    }

    Token expectSymbol(String symbol) {
        if (!atSymbol(symbol)) {
            throw expected("'" + symbol + "'");
        }
        return next();
    }

    /** A name that is no reserved word. */
    Identifier name(String what) {
        Token token = peek();
        if (!token.isName() || Keywords.isReserved(token)) {
            String hint =
                    token.kind() == Token.Kind.WORD
                            ? "to use a keyword as a name, put it in double quotes"
                            : token.kind() == Token.Kind.STRING
                                    ? "names that need quotes stand in double quotes"
                                    : null;
            throw expected(what, hint);
        }
        return identifier(next());
    }

    /** A name that may be any word, for it stands where no keyword can: after AS or a dot. */
    Identifier label(String what) {
        if (!peek().isName()) {
            throw expected(what);
        }
        return identifier(next());
    }

    QualifiedName qualifiedName(String what) {
        Identifier first = name(what);
        if (!atSymbol(".")) {
            return QualifiedName.of(first);
        }
        List<Identifier> parts = new ArrayList<>();
        parts.add(first);
        while (acceptSymbol(".")) {
            parts.add(label("a name after the dot"));
        }
        return new QualifiedName(parts, first.position());
    }

    /** Names in parentheses with commas between them. */
    List<Identifier> namesInParentheses(String what) {
        expectSymbol("(");
        List<Identifier> names = separated(() -> name(what));
        expectSymbol(")");
        return names;
    }

    /** One or more elements with commas between them. */
    <T> List<T> separated(Supplier<T> element) {
        List<T> elements = new ArrayList<>();
        do {
            elements.add(element.get());
        } while (acceptSymbol(","));
        return elements;
    }

    String string(String what) {
        if (!atKind(Token.Kind.STRING)) {
            throw expected(what + " in single quotes");
        }
        return next().text();
    }

    /** An integer without a sign, from {@code minimum} to {@code maximum}. */
    long integer(String what, long minimum, long maximum) {
        Token token = peek();
        if (token.kind() != Token.Kind.NUMBER) {
            throw expected(what);
        }
        long value;
        try {
            value = Long.parseLong(token.text().replace("_", ""));
        } catch (NumberFormatException _) {
            throw expected("a whole number for " + what);
        }
        if (value < minimum || value > maximum) {
            throw error(what + " lies between " + minimum + " and " + maximum + ", not " + value);
        }
        refuseJunkAfterNumber(next());
        return value;
    }

    /** Whether the next token touches the one taken last, as the unit in {@code 1h} does. */
    boolean touches() {
        return position() == previousEnd;
    }

    /** Refuses a number with letters after it, such as {@code 12abc}. */
    void refuseJunkAfterNumber(Token number) {
        if (peek().isName() && touches()) {
            throw new SqlSyntaxException(
                    "'" + sql.substring(number.start(), peek().end()) + "' is not a number",
                    number.start(),
                    null);
        }
    }

    /** The complaint that something else should stand here. */
    SqlSyntaxException expected(String what) {
        return expected(what, null);
    }

    SqlSyntaxException expected(String what, @Nullable String hint) {
        return new SqlSyntaxException(
                "expected " + what + ", found " + describe(peek()), position(), hint);
    }

    /** A complaint about the next token. */
    SqlSyntaxException error(String message) {
        return new SqlSyntaxException(message, position(), null);
    }

    /** How a message shows a token. */
    String describe(Token token) {
        if (token.kind() == Token.Kind.END) {
            return "the end of the text";
        }
        String text = sql.substring(token.start(), token.end());
        return text.length() <= SHOWN_CHARS
                ? quoted(text)
                : quoted(text.substring(0, SHOWN_CHARS) + "...");
    }

    private static String quoted(String text) {
        return text.startsWith("'") ? text : "'" + text + "'";
    }

    private static Identifier identifier(Token token) {
        return new Identifier(token.text(), token.kind() == Token.Kind.QUOTED_NAME, token.start());
    }
}
