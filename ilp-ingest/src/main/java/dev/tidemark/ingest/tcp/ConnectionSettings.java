package dev.tidemark.ingest.tcp;

import dev.tidemark.ingest.parse.LineStream;

/**
 * What a connection may do.
 *
 * @param maxLineBytes longest line, without its end mark
 * @param idleTimeoutSeconds without data, after which a connection is closed
 * @param lineTimeoutSeconds within which a line that has begun must come to its end
 * @param commitIntervalMillis within which received rows are committed
 * @param maxBatchesInFlight batches handed over and not committed yet, beyond which the socket is
 *     not read
 * @param disconnectOnError whether a bad line ends its connection; else only the line is lost
 */
public record ConnectionSettings(
        int maxLineBytes,
        long idleTimeoutSeconds,
        long lineTimeoutSeconds,
        long commitIntervalMillis,
        int maxBatchesInFlight,
        boolean disconnectOnError) {
    public static final long DEFAULT_IDLE_TIMEOUT_SECONDS = 300;
    public static final long DEFAULT_LINE_TIMEOUT_SECONDS = 60;
    public static final long DEFAULT_COMMIT_INTERVAL_MILLIS = 100;
    public static final int DEFAULT_MAX_BATCHES_IN_FLIGHT = 16;

    /** The defaults. */
    public static ConnectionSettings defaults() {
        return new ConnectionSettings(
                LineStream.DEFAULT_MAX_LINE_BYTES,
                DEFAULT_IDLE_TIMEOUT_SECONDS,
                DEFAULT_LINE_TIMEOUT_SECONDS,
                DEFAULT_COMMIT_INTERVAL_MILLIS,
                DEFAULT_MAX_BATCHES_IN_FLIGHT,
                true);
    }
}
