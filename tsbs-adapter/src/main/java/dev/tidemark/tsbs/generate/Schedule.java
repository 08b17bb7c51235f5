package dev.tidemark.tsbs.generate;

import java.time.Duration;
import java.time.Instant;

/**
 * When every entity reports: at start, and again after each interval as long as that is before end.
 *
 * @param start the first timestamp
 * @param end the exclusive end, after start
 * @param interval time between two reports of an entity, positive
 */
public record Schedule(Instant start, Instant end, Duration interval) {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /**
     * @throws IllegalArgumentException if the range is empty, the interval is not positive, or a
     *     time cannot be told in nanoseconds since 1970 in 64 bits (before 1677 or after 2262)
     */
    public Schedule {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("end " + end + " is not after start " + start);
        }
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("interval " + interval + " is not positive");
        }
        epochNanos(start);
        epochNanos(end);
    }

    /** Number of reports of each entity. */
    public long steps() {
        long lengthNanos = Math.subtractExact(epochNanos(end), startNanos());
        long intervalNanos = intervalNanos();
        return (lengthNanos - 1) / intervalNanos + 1;
    }

    /** The first timestamp, in nanoseconds since 1970. */
    long startNanos() {
        return epochNanos(start);
    }

    /**
     * The interval in nanoseconds. One that is longer than the whole range is as good as the range.
     */
    long intervalNanos() {
        Duration range = Duration.between(start, end);
        return interval.compareTo(range) < 0 ? interval.toNanos() : range.toNanos();
    }

    private static long epochNanos(Instant instant) {
        try {
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND),
                    instant.getNano());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    instant + " is outside the years 1677 to 2262 that nanoseconds can tell", e);
        }
    }
}
