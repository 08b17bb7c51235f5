package dev.tidemark.sql.syntax;

/**
 * A token of the text.
 *
 * @param text for words, numbers, parameters and symbols as written; for strings and quoted names
 *     their value, without quotes and with escapes resolved
 * @param start offset of its first character
 * @param end offset after its last character
 */
record Token(Kind kind, String text, int start, int end) {

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

    /** Whether this is the keyword {@code keyword}, in any case. */
    boolean isWord(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }
}
