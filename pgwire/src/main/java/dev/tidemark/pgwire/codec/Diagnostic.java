package dev.tidemark.pgwire.codec;

import org.jspecify.annotations.Nullable;

/**
 * A failure or remark.
 *
 * @param sqlState five characters
 * @param hint what might help, or null
 * @param position of the cause in the text, in characters from 1, or 0 if unknown
 * @param routine name by which clients know the failure, or null
 */
public record Diagnostic(
        Severity severity,
        String sqlState,
        String message,
        @Nullable String hint,
        int position,
        @Nullable String routine) {

    /** What follows from it. */
    public enum Severity {
        /** Nothing. */
        NOTICE,
        /** Nothing, but something is odd. */
        WARNING,
        /** The statement has failed. */
        ERROR,
        /** The connection ends. */
        FATAL
    }

    /** With nothing but the message. */
    public Diagnostic(Severity severity, String sqlState, String message) {
        this(severity, sqlState, message, null, 0, null);
    }

    /** The same, with another severity. */
    public Diagnostic withSeverity(Severity newSeverity) {
        return new Diagnostic(newSeverity, sqlState, message, hint, position, routine);
    }
}
