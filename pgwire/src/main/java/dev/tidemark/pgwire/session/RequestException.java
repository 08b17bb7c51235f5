package dev.tidemark.pgwire.session;

import dev.tidemark.pgwire.codec.Diagnostic;
import dev.tidemark.pgwire.codec.Diagnostic.Severity;

/** A client asks for something that its session cannot do. */
final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final boolean isFatal;

    private RequestException(ErrorCode code, String message, boolean isFatal) {
        super(message);
        this.code = code;
        this.isFatal = isFatal;
    }

    /** The request fails. */
    RequestException(ErrorCode code, String message) {
        this(code, message, false);
    }

    /** The connection cannot go on. */
    static RequestException fatal(ErrorCode code, String message) {
        return new RequestException(code, message, true);
    }

    Diagnostic diagnostic() {
        return new Diagnostic(
                isFatal ? Severity.FATAL : Severity.ERROR,
                code.sqlState(),
                String.valueOf(getMessage()));
    }
}
