package dev.tidemark.ingest.parse;

/**
 * Ends the careful reading of a line that must be refused. Never leaves the package, so it carries
 * a place in the line instead of a stack trace.
 */
final class LineException extends Exception {
    private static final long serialVersionUID = 1L;

    private final LineErrorCode code;
    private final long position;
    private final String reason;

    /**
     * @param position of the trouble in the segment that holds the line
     */
    LineException(LineErrorCode code, long position, String reason) {
        super(reason, null, false, false);
        this.code = code;
        this.position = position;
        this.reason = reason;
    }

    LineErrorCode code() {
        return code;
    }

    long position() {
        return position;
    }

    String reason() {
        return reason;
    }
}
