package dev.tidemark.sql.syntax;

/**
 * A statement and where it stood in its script.
 *
 * @param start offset of its first character
 * @param end offset after its last character, before any {@code ;}
 * @param parameterCount the highest number of its parameters, 0 without any
 */
public record ParsedStatement(Statement statement, int start, int end, int parameterCount) {

    /** Its text, given the script that it was parsed from. */
    public String text(String script) {
        return script.substring(start, end);
    }
}
