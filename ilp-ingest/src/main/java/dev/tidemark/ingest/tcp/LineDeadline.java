package dev.tidemark.ingest.tcp;

import java.util.concurrent.TimeUnit;

/**
 * Tells when a line takes too long to arrive, so that a sender that trickles bytes does not keep
 * its connection for ever; one that sends nothing is merely idle.
 */
final class LineDeadline {
    private final long timeoutNanos;
    private boolean begun;
    private long begunNanos;

    LineDeadline(long timeoutSeconds) {
        this.timeoutNanos = TimeUnit.SECONDS.toNanos(timeoutSeconds);
    }

    /**
     * Looks at what has arrived.
     *
     * @param lineEnded whether a line came to its end
     * @param pendingBytes what has come of the next one
     * @return whether that one has taken too long
     */
    boolean isOver(boolean lineEnded, int pendingBytes, long nowNanos) {
        if (!begun || lineEnded || pendingBytes == 0) {
            begun = pendingBytes > 0;
            begunNanos = nowNanos;
        }
        return begun && nowNanos - begunNanos > timeoutNanos;
    }

    /** Starts anew: it was the server that did not read. */
    void restart() {
        begun = false;
    }
}
