package dev.tidemark.ingest.parse;

/**
 * Ends the careful reading of a line that must be refused. Never leaves the package, so it carries
 * a place in the line instead of a stack trace.
 */
final class LineException extends Exception {
    private static final long serialVersionUID = 1L;

    private final LineErrorCode code;
    private final int position;
    private final String reason;

    /**
     * @param position of the trouble in the array that holds the line
     */
    LineException(LineErrorCode code, int position, String reason) {
        super(reason, null, false, false);
        this.code = code;
        this.position = position;
        this.reason = reason;
    }

    LineErrorCode code() {
        return code;
    }

    int position() {
        return position;
    }

    String reason() {
        return reason;
    }
}
