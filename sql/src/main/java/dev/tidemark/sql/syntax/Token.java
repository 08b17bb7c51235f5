package dev.tidemark.sql.syntax;

/**
 * A token of the text.
 *
 * @param text for words, numbers, parameters and symbols as written; for strings and quoted names
 *     their value, without quotes and with escapes resolved
 * @param keyword a word in upper case, computed once because the grammar asks so often; else empty
 * @param start offset of its first character
 * @param end offset after its last character
 */
record Token(Kind kind, String text, String keyword, int start, int end) {

    /** Anything but a word. */
    Token(Kind kind, String text, int start, int end) {
        this(kind, text, "", start, end);
    }

    enum Kind {
        /** An unquoted name or a keyword: the grammar tells which. */
        WORD,
        QUOTED_NAME,
        STRING,
        NUMBER,
        /** {@code $1} or {@code ?}. */
        PARAMETER,
        /** Operators and punctuation. */
        SYMBOL,
        END
    }

    /** Whether this is the word {@code upperCase}, in any case. */
    boolean isWord(String upperCase) {
        return keyword.equals(upperCase);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }
}
