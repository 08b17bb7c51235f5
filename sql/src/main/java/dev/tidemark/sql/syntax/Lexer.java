package dev.tidemark.sql.syntax;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Cuts a text into tokens, one at a time, so that a long text needs no long list of them. */
final class Lexer {
    /** Where several match, the longest stands first. */
    private static final String[] SYMBOLS = {
        "!~~*", "!~~", "!~*", "->>", "#>>", "~~*", "!~", "!=", "~~", "~*", "->", "#>", "@>", "<@",
        "<<", "<=", "<>", ">>", ">=", "=>", "||", "&&", "^@", "::", ":=", "~", "#", "@", "<", ">",
        "=", "|", "&", "^", ":", "+", "-", "*", "/", "%", "(", ")", "[", "]", ",", ".", ";"
    };

    /** The symbols by their first character, in the same order. */
    private static final String[][] SYMBOLS_BY_FIRST = new String[128][];

    static {
        for (char first = 0; first < SYMBOLS_BY_FIRST.length; first++) {
            String prefix = String.valueOf(first);
            SYMBOLS_BY_FIRST[first] =
                    Arrays.stream(SYMBOLS)
                            .filter(symbol -> symbol.startsWith(prefix))
                            .toArray(String[]::new);
        }
    }

    private final String sql;
    private final QuotedTextReader quotedTexts;
    private int offset;

    Lexer(String sql) {
        this.sql = sql;
        this.quotedTexts = new QuotedTextReader(sql);
    }

    /** The next token; at the end of the text, again and again, {@link Token.Kind#END}. */
    Token next() {
        skipSpaceAndComments();
        int start = offset;
        if (start == sql.length()) {
            return new Token(Token.Kind.END, "", start, start);
        }
        char first = sql.charAt(start);
        if (isDigit(first) || (first == '.' && isDigit(charAt(start + 1)))) {
            return number();
        }
        return switch (first) {
            case '\'' -> quoted(Token.Kind.STRING, quotedTexts.string(start, start));
            case '"' -> quoted(Token.Kind.QUOTED_NAME, quotedTexts.name(start, start));
            case '$' -> dollar();
            case '?' -> take(Token.Kind.PARAMETER, start + 1);
            default -> {
                Token prefixed = prefixedText();
                if (prefixed != null) {
                    yield prefixed;
                }
                int codePoint = sql.codePointAt(start);
                yield isNameStart(codePoint) ? word() : symbol(codePoint);
            }
        };
    }

    /** A text such as {@code E'..'} or {@code U&".."}, or null if there is none here. */
    private @Nullable Token prefixedText() {
        int start = offset;
        char first = sql.charAt(start);
        char second = charAt(start + 1);
        if ((first == 'e' || first == 'E') && second == '\'') {
            return quoted(Token.Kind.STRING, quotedTexts.escapedString(start, start + 1));
        }
        if ((first == 'n' || first == 'N') && second == '\'') {
            return quoted(Token.Kind.STRING, quotedTexts.string(start, start + 1));
        }
        if ((first == 'u' || first == 'U') && second == '&') {
            char third = charAt(start + 2);
            if (third == '\'') {
                return quoted(Token.Kind.STRING, quotedTexts.unicodeString(start, start + 2));
            }
            if (third == '"') {
                return quoted(Token.Kind.QUOTED_NAME, quotedTexts.unicodeName(start, start + 2));
            }
        }
        return null;
    }

    private Token quoted(Token.Kind kind, String value) {
        int start = offset;
        offset = quotedTexts.end();
        return new Token(kind, value, start, offset);
    }

    private Token take(Token.Kind kind, int end) {
        int start = offset;
        offset = end;
        return new Token(kind, sql.substring(start, end), start, end);
    }

    private Token word() {
        int end = offset;
        while (end < sql.length() && isNamePart(sql.codePointAt(end))) {
            end += Character.charCount(sql.codePointAt(end));
        }
        int start = offset;
        String text = sql.substring(start, end);
        offset = end;
        return new Token(Token.Kind.WORD, text, text.toUpperCase(Locale.ROOT), start, end);
    }

    /** {@code $1}, or a text between {@code $tag$}s. */
    private Token dollar() {
        int start = offset;
        int end = start + 1;
        if (isDigit(charAt(end))) {
            while (isDigit(charAt(end))) {
                end++;
            }
            return take(Token.Kind.PARAMETER, end);
        }
        while (end < sql.length() && sql.charAt(end) != '$' && isNamePart(sql.codePointAt(end))) {
            end += Character.charCount(sql.codePointAt(end));
        }
        if (charAt(end) != '$') {
            throw new SqlSyntaxException(
                    "unexpected character '$'",
                    start,
                    "a parameter is written $1, a text $$text$$; a name with a $ at its beginning"
                            + " needs double quotes");
        }
        return quoted(Token.Kind.STRING, quotedTexts.dollarString(start, end + 1));
    }

    private Token number() {
        int start = offset;
        if (sql.charAt(start) == '0') {
            int radix =
                    switch (Character.toLowerCase(charAt(start + 1))) {
                        case 'x' -> 16;
                        case 'o' -> 8;
                        case 'b' -> 2;
                        default -> 0;
                    };
            if (radix != 0 && isDigit(charAt(start + 2), radix)) {
                return take(Token.Kind.NUMBER, digitsEnd(start + 2, radix));
            }
        }
        int end = digitsEnd(start, 10);
        boolean integer = true;
        if (charAt(end) == '.') {
            integer = false;
            end = digitsEnd(end + 1, 10);
        }
        if (charAt(end) == 'e' || charAt(end) == 'E') {
            int digits = charAt(end + 1) == '+' || charAt(end + 1) == '-' ? end + 2 : end + 1;
            if (isDigit(charAt(digits))) {
                integer = false;
                end = digitsEnd(digits, 10);
            }
        }
        // An integer with an m is a step of time: SAMPLE BY 5m.
        boolean suffixed = Character.toLowerCase(charAt(end)) == (integer ? 'l' : 'm');
        if (suffixed && !(end + 1 < sql.length() && isNamePart(sql.codePointAt(end + 1)))) {
            end++;
        }
        return take(Token.Kind.NUMBER, end);
    }

    /** The end of the digits from {@code from} on; an underscore may stand between two of them. */
    private int digitsEnd(int from, int radix) {
        int end = from;
        while (isDigit(charAt(end), radix)
                || (charAt(end) == '_' && end > from && isDigit(charAt(end + 1), radix))) {
            end++;
        }
        return end;
    }

    private Token symbol(int codePoint) {
        String[] candidates =
                codePoint < SYMBOLS_BY_FIRST.length ? SYMBOLS_BY_FIRST[codePoint] : new String[0];
        for (String symbol : candidates) {
            if (sql.startsWith(symbol, offset)) {
                return take(Token.Kind.SYMBOL, offset + symbol.length());
            }
        }
        String character = Character.toString(codePoint);
        String hint =
                switch (character) {
                    case "‘", "’", "‚", "`", "´" ->
                            "texts stand in straight single quotes: 'text'; names that need quotes"
                                    + " in double quotes";
                    case "“", "”", "„", "«", "»" ->
                            "names that need quotes stand in straight double quotes: \"name\"";
                    case "!" -> "use NOT";
                    default -> null;
                };
        String shown =
                Character.isISOControl(codePoint) || Character.getType(codePoint) == 0
                        ? "U+%04X".formatted(codePoint)
                        : "'" + character + "'";
        throw new SqlSyntaxException("unexpected character " + shown, offset, hint);
    }

    private void skipSpaceAndComments() {
        while (offset < sql.length()) {
            char next = sql.charAt(offset);
            if (Character.isWhitespace(next) || Character.isSpaceChar(next) || next == '\uFEFF') {
                offset++;
            } else if (next == '-' && charAt(offset + 1) == '-') {
                int lineEnd = sql.indexOf('\n', offset);
                offset = lineEnd < 0 ? sql.length() : lineEnd + 1;
            } else if (next == '/' && charAt(offset + 1) == '*') {
                skipBlockComment();
            } else {
                return;
            }
        }
    }

    /** Block comments nest, as in the standard. */
    private void skipBlockComment() {
        int start = offset;
        int open = 1;
        int at = start + 2;
        while (open > 0) {
            if (at + 1 >= sql.length()) {
                throw new SqlSyntaxException(
                        "the comment that begins here has no end", start, "end it with */");
            }
            if (sql.startsWith("*/", at)) {
                open--;
                at += 2;
            } else if (sql.startsWith("/*", at)) {
                open++;
                at += 2;
            } else {
                at++;
            }
        }
        offset = at;
    }

    /** The character at {@code index}, or NUL beyond the end. */
    private char charAt(int index) {
        return index < sql.length() ? sql.charAt(index) : '\0';
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isDigit(char character, int radix) {
        return character < 128 && Character.digit(character, radix) >= 0;
    }

    private static boolean isNameStart(int codePoint) {
        return codePoint == '_' || Character.isLetter(codePoint);
    }

    private static boolean isNamePart(int codePoint) {
        return codePoint == '_'
                || codePoint == '$'
                || Character.isLetterOrDigit(codePoint)
                || Character.getType(codePoint) == Character.NON_SPACING_MARK
                || Character.getType(codePoint) == Character.COMBINING_SPACING_MARK;
    }
}
