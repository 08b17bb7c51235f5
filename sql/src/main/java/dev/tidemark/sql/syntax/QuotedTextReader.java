package dev.tidemark.sql.syntax;

/** Reads what stands in quotes, in all the ways SQL has for that. */
final class QuotedTextReader {
    private static final String NO_NUL = "the character NUL cannot be part of a text";

    private final String sql;
    private int end;

    QuotedTextReader(String sql) {
        this.sql = sql;
    }

    /** Offset after the text that was read last. */
    int end() {
        return end;
    }

    /** {@code 'text'}: a doubled quote is a quote, a backslash is a backslash. */
    String string(int start, int quote) {
        StringBuilder value = new StringBuilder();
        int at = quote;
        do {
            at = plain(start, at, value);
        } while ((at = continuation(at)) >= 0);
        return value.toString();
    }

    /** {@code "name"}. */
    String name(int start, int quote) {
        StringBuilder value = new StringBuilder();
        plain(start, quote, value);
        if (value.isEmpty()) {
            throw new SqlSyntaxException(
                    "a name in quotes has at least one character", start, null);
        }
        return value.toString();
    }

    /** {@code E'text'}: backslashes begin escapes. */
    String escapedString(int start, int quote) {
        StringBuilder value = new StringBuilder();
        int at = quote;
        do {
            at = escaped(start, at, value);
        } while ((at = continuation(at)) >= 0);
        return value.toString();
    }

    /** {@code U&'text'}: four hexadecimal digits after a backslash, or six after {@code \+}. */
    String unicodeString(int start, int quote) {
        String raw = string(start, quote);
        return resolveUnicode(raw, start);
    }

    /** {@code U&"name"}. */
    String unicodeName(int start, int quote) {
        String raw = name(start, quote);
        return resolveUnicode(raw, start);
    }

    /**
     * A text between two equal tags.
     *
     * @param start of the first tag
     * @param contentStart the end of the first tag
     */
    String dollarString(int start, int contentStart) {
        String tag = sql.substring(start, contentStart);
        int contentEnd = sql.indexOf(tag, contentStart);
        if (contentEnd < 0) {
            throw unterminated(start, "end it with " + tag);
        }
        end = contentEnd + tag.length();
        return checked(sql.substring(contentStart, contentEnd), start);
    }

    private int plain(int start, int quoteAt, StringBuilder value) {
        char quote = sql.charAt(quoteAt);
        int from = quoteAt + 1;
        while (true) {
            int to = sql.indexOf(quote, from);
            if (to < 0) {
                throw unterminated(start, "end it with " + quote);
            }
            value.append(checked(sql.substring(from, to), start));
            from = to + 1;
            if (from == sql.length() || sql.charAt(from) != quote) {
                end = from;
                return from;
            }
            value.append(quote);
            from++;
        }
    }

    private int escaped(int start, int quoteAt, StringBuilder value) {
        int at = quoteAt + 1;
        while (at < sql.length()) {
            char next = sql.charAt(at);
            if (next == '\\' && at + 1 < sql.length()) {
                at = escape(at, value);
            } else if (next == '\'' && sql.startsWith("''", at)) {
                value.append('\'');
                at += 2;
            } else if (next == '\'') {
                end = at + 1;
                return end;
            } else if (next == '\0') {
                throw new SqlSyntaxException(NO_NUL, at, null);
            } else {
                value.append(next);
                at++;
            }
        }
        throw unterminated(start, "end it with '");
    }

    /** Resolves the escape whose backslash stands at {@code at}; gives the offset after it. */
    private int escape(int at, StringBuilder value) {
        char kind = sql.charAt(at + 1);
        return switch (kind) {
            case 'b' -> plainEscape('\b', at, value);
            case 'f' -> plainEscape('\f', at, value);
            case 'n' -> plainEscape('\n', at, value);
            case 'r' -> plainEscape('\r', at, value);
            case 't' -> plainEscape('\t', at, value);
            case 'u' -> codePoint(at, at + 2, at + 6, value);
            case 'U' -> codePoint(at, at + 2, at + 10, value);
            case 'x' -> {
                int digits = digitsEnd(at + 2, 2, 16);
                yield digits == at + 2
                        ? plainEscape('x', at, value)
                        : number(at, at + 2, digits, 16, value);
            }
            case '0', '1', '2', '3', '4', '5', '6', '7' ->
                    number(at, at + 1, digitsEnd(at + 1, 3, 8), 8, value);
            case '\0' -> throw new SqlSyntaxException(NO_NUL, at, null);
            default -> plainEscape(kind, at, value);
        };
    }

    private static int plainEscape(char meaning, int at, StringBuilder value) {
        value.append(meaning);
        return at + 2;
    }

    private int codePoint(int escape, int from, int to, StringBuilder value) {
        if (digitsEnd(from, to - from, 16) != to) {
            throw new SqlSyntaxException(
                    "the escape needs " + (to - from) + " hexadecimal digits", escape, null);
        }
        return number(escape, from, to, 16, value);
    }

    private int number(int escape, int from, int to, int radix, StringBuilder value) {
        appendCodePoint(Long.parseLong(sql, from, to, radix), escape, value);
        return to;
    }

    private int digitsEnd(int from, int maximum, int radix) {
        int at = from;
        while (at < sql.length()
                && at < from + maximum
                && sql.charAt(at) < 128
                && Character.digit(sql.charAt(at), radix) >= 0) {
            at++;
        }
        return at;
    }

    private static String resolveUnicode(String raw, int start) {
        StringBuilder value = new StringBuilder();
        int at = 0;
        while (at < raw.length()) {
            char next = raw.charAt(at);
            if (next != '\\') {
                value.append(next);
                at++;
            } else if (raw.startsWith("\\\\", at)) {
                value.append('\\');
                at += 2;
            } else {
                int from = raw.startsWith("\\+", at) ? at + 2 : at + 1;
                int to = from == at + 2 ? from + 6 : from + 4;
                if (to > raw.length() || !isHexadecimal(raw, from, to)) {
                    throw new SqlSyntaxException(
                            "a backslash in a U& text needs 4 hexadecimal digits, or + and 6",
                            start,
                            "write \\\\ for a backslash");
                }
                appendCodePoint(Long.parseLong(raw, from, to, 16), start, value);
                at = to;
            }
        }
        return value.toString();
    }

    private static boolean isHexadecimal(String text, int from, int to) {
        return text.substring(from, to)
                .chars()
                .allMatch(digit -> digit < 128 && Character.digit(digit, 16) >= 0);
    }

    private static void appendCodePoint(long codePoint, int position, StringBuilder value) {
        if (codePoint == 0) {
            throw new SqlSyntaxException(NO_NUL, position, null);
        }
        if (codePoint > Character.MAX_CODE_POINT) {
            throw new SqlSyntaxException(
                    "no character has the number U+%X".formatted(codePoint), position, null);
        }
        value.appendCodePoint((int) codePoint);
    }

    /** Texts that only space with a line break separates are one text. Its next quote, or -1. */
    private int continuation(int from) {
        int at = from;
        boolean lineBreak = false;
        while (at < sql.length() && Character.isWhitespace(sql.charAt(at))) {
            lineBreak |= sql.charAt(at) == '\n' || sql.charAt(at) == '\r';
            at++;
        }
        return lineBreak && at < sql.length() && sql.charAt(at) == '\'' ? at : -1;
    }

    private static String checked(String text, int start) {
        if (text.indexOf('\0') >= 0) {
            throw new SqlSyntaxException(NO_NUL, start, null);
        }
        return text;
    }

    private static SqlSyntaxException unterminated(int start, String hint) {
        return new SqlSyntaxException(
                "the text in quotes that begins here has no end", start, hint);
    }
}
