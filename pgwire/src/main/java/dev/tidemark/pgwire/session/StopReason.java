package dev.tidemark.pgwire.session;

/** Why the server ends a connection that has done nothing wrong. */
enum StopReason {
    SHUTDOWN(ErrorCode.SHUTDOWN, "the server is shutting down"),
    IDLE(ErrorCode.IDLE_TIMEOUT, "the session was idle for too long"),
    LOGIN_TIMEOUT(ErrorCode.PROTOCOL_VIOLATION, "the login took too long");

    private final ErrorCode code;
    private final String message;

    StopReason(ErrorCode code, String message) {
        this.code = code;
        this.message = message;
    }

    /** What the client is told. */
    RequestException failure() {
        return RequestException.fatal(code, message);
    }
}
