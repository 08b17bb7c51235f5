package dev.tidemark.tsbs.line;

import java.time.Duration;

/**
 * How much was moved, so far or in all.
 *
 * @param lines lines moved
 * @param bytes bytes moved, line ends included
 * @param elapsed time since the start
 */
public record Transfer(long lines, long bytes, Duration elapsed) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Seconds since the start. */
    public double seconds() {
        return elapsed.toNanos() / NANOS_PER_SECOND;
    }

    /** Mean rate in lines a second; 0 before any time has passed. */
    public double linesPerSecond() {
        return elapsed.isZero() ? 0 : lines / seconds();
    }

    /** Mean rate in bytes a second; 0 before any time has passed. */
    public double bytesPerSecond() {
        return elapsed.isZero() ? 0 : bytes / seconds();
    }
}
