package dev.tidemark.ingest.parse;

/**
 * A refused line.
 *
 * @param code the kind of error
 * @param line number of the line in its connection or request, from 1; empty lines count
 * @param column number of the byte in the line where the trouble is, from 1
 * @param message what is wrong, for people
 * @param text the start of the line, printable
 */
public record LineError(LineErrorCode code, long line, long column, String message, String text) {
    /** Characters of a line that {@link #text} shows at most. */
    public static final int MAX_TEXT_CHARACTERS = 80;
}
