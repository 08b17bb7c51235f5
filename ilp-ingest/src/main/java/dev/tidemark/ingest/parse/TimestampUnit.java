package dev.tidemark.ingest.parse;

import dev.tidemark.core.type.ColumnType;
import java.util.Optional;

/** The unit of a time stamp in a line. */
public enum TimestampUnit {
    NANOSECONDS(1L),
    MICROSECONDS(1_000L),
    MILLISECONDS(1_000_000L),
    SECONDS(1_000_000_000L),
    MINUTES(60_000_000_000L),
    HOURS(3_600_000_000_000L),
    /** Seconds, milli-, micro- or nanoseconds, whichever makes the number a time of our days. */
    GUESSED(0);

    /** What {@link #ofPrecision} understands, for messages. */
    public static final String PRECISIONS =
            "n, ns, nanosecond, u, us, microsecond, ms, millisecond, s, second, m, h, auto";

    /** What {@link #ticks} answers for a time that the column's type cannot hold. */
    public static final long OUT_OF_RANGE = Long.MIN_VALUE;

    private static final long MOST_GUESSED_SECONDS = 5_000_000_000L;
    private static final long NANOS_PER_MICRO = 1_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** 9999-12-31T23:59:59.999999Z. */
    private static final long MAX_DESIGNATED_MICROS = 253_402_300_799_999_999L;

    private final long nanos;

    TimestampUnit(long nanos) {
        this.nanos = nanos;
    }

    /**
     * The unit that the {@code precision} parameter of a write request names, if there is one: in
     * the spellings of versions 1, 2 and 3 of InfluxDB's interface.
     */
    public static Optional<TimestampUnit> ofPrecision(String precision) {
        return switch (precision) {
            case "n", "ns", "nanosecond" -> Optional.of(NANOSECONDS);
            case "u", "us", "\u00b5", "microsecond" -> Optional.of(MICROSECONDS);
            case "ms", "millisecond" -> Optional.of(MILLISECONDS);
            case "s", "second" -> Optional.of(SECONDS);
            case "m" -> Optional.of(MINUTES);
            case "h" -> Optional.of(HOURS);
            case "auto" -> Optional.of(GUESSED);
            default -> Optional.empty();
        };
    }

    /**
     * A time in ticks of a column type; what is finer than a tick is cut off.
     *
     * @return {@link #OUT_OF_RANGE} if 64 bits do not hold it
     */
    public long ticks(long value, ColumnType type) {
        if (this == GUESSED) {
            return guess(value).ticks(value, type);
        }
        if (this == NANOSECONDS && type == ColumnType.TIMESTAMP) {
            // By far the most frequent, and without a division by a variable.
            return Math.floorDiv(value, NANOS_PER_MICRO);
        }
        long tickNanos = NANOS_PER_SECOND / type.unitsPerSecond();
        if (nanos < tickNanos) {
            return Math.floorDiv(value, tickNanos / nanos);
        }
        long factor = nanos / tickNanos;
        long ticks = value * factor;
        return Math.multiplyHigh(value, factor) == ticks >> (Long.SIZE - 1) ? ticks : OUT_OF_RANGE;
    }

    /**
     * By the rule of InfluxDB 3: seconds up to the year 2128, and so on with 1,000 times as much.
     */
    private static TimestampUnit guess(long value) {
        long size = Math.abs(value);
        if (size < MOST_GUESSED_SECONDS) {
            return SECONDS;
        }
        if (size < MOST_GUESSED_SECONDS * 1_000) {
            return MILLISECONDS;
        }
        return size < MOST_GUESSED_SECONDS * 1_000_000 ? MICROSECONDS : NANOSECONDS;
    }

    /** The last tick that a designated timestamp of the type may have. */
    static long maxDesignatedTicks(ColumnType type) {
        return type == ColumnType.TIMESTAMP ? MAX_DESIGNATED_MICROS : Long.MAX_VALUE;
    }
}
