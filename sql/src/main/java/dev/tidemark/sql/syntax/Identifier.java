package dev.tidemark.sql.syntax;

/**
 * A simple name.
 *
 * @param text the name without quotes, in the case in which it was written
 * @param quoted whether it stood in double quotes, and so means exactly this spelling
 */
public record Identifier(String text, boolean quoted, int position) implements Node {

    /** Whether this is the unquoted word {@code word}, in any case. */
    public boolean isWord(String word) {
        return !quoted && text.equalsIgnoreCase(word);
    }
}
