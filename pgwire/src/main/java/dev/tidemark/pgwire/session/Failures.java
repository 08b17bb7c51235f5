package dev.tidemark.pgwire.session;

import dev.tidemark.pgwire.codec.Diagnostic;
import dev.tidemark.pgwire.codec.Diagnostic.Severity;
import dev.tidemark.pgwire.type.InvalidValueException;
import dev.tidemark.sql.type.SqlException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What clients are told of failures. */
final class Failures {
    private static final Logger LOGGER = System.getLogger(Failures.class.getName());

    private Failures() {}

    /**
     * The report of a failure; one that should not have happened is logged.
     *
     * @param sql the text that positions refer to
     */
    static Diagnostic describe(Throwable failure, String sql) {
        return switch (failure) {
            case SqlException e ->
                    new Diagnostic(
                            Severity.ERROR,
                            e.state().code(),
                            String.valueOf(e.getMessage()),
                            e.hint(),
                            characterPosition(sql, e.position()),
                            null);
            case RequestException e -> e.diagnostic();
            case InvalidValueException e ->
                    error(ErrorCode.INVALID_BINARY, String.valueOf(e.getMessage()));
            case StackOverflowError _ ->
                    error(ErrorCode.TOO_COMPLEX, "the statement is nested too deeply");
            case OutOfMemoryError e -> {
                LOGGER.log(Level.ERROR, "no memory for a statement", e);
                yield error(ErrorCode.OUT_OF_MEMORY, "there is not enough memory");
            }
            default -> {
                LOGGER.log(Level.ERROR, "a statement failed in an unforeseen way: " + sql, failure);
                yield error(ErrorCode.INTERNAL_ERROR, "internal error: " + failure);
            }
        };
    }

    private static Diagnostic error(ErrorCode code, String message) {
        return new Diagnostic(Severity.ERROR, code.sqlState(), message);
    }

    /** From UTF-16 units counted from 0 to characters counted from 1; 0 if there is no place. */
    private static int characterPosition(String sql, int position) {
        return position < 0 || position > sql.length() ? 0 : sql.codePointCount(0, position) + 1;
    }
}
