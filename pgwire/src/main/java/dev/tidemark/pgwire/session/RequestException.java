package dev.tidemark.pgwire.session;

import dev.tidemark.pgwire.codec.Diagnostic;
import dev.tidemark.pgwire.codec.Diagnostic.Severity;
import org.jspecify.annotations.Nullable;

/** A client asks for something that its session cannot do. */
final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final boolean isFatal;
    private final @Nullable String routine;

    private RequestException(
            ErrorCode code, String message, boolean isFatal, @Nullable String routine) {
        super(message);
        this.code = code;
        this.isFatal = isFatal;
        this.routine = routine;
    }

    /** The request fails. */
    RequestException(ErrorCode code, String message) {
        this(code, message, false, null);
    }

    /** The connection cannot go on. */
    static RequestException fatal(ErrorCode code, String message) {
        return new RequestException(code, message, true, null);
    }

    /**
     * A prepared statement's columns have changed. Clients know this case by its very words, or by
     * the name of PostgreSQL's function, and prepare the statement again.
     */
    static RequestException stalePlan() {
        return new RequestException(
                ErrorCode.NOT_SUPPORTED,
                "cached plan must not change result type",
                false,
                "RevalidateCachedQuery");
    }

    Diagnostic diagnostic() {
        return new Diagnostic(
                isFatal ? Severity.FATAL : Severity.ERROR,
                code.sqlState(),
                String.valueOf(getMessage()),
                null,
                0,
                routine);
    }
}
