package dev.tidemark.pgwire.row;

import dev.tidemark.core.type.ColumnType;

/**
 * How ticks of a column's type become microseconds.
 *
 * @param factor microseconds of a tick, or 1
 * @param divisor ticks of a microsecond, or 1
 */
record TimeUnits(long factor, long divisor) {
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** The units of DATE, TIMESTAMP or TIMESTAMP_NS. */
    static TimeUnits of(ColumnType type) {
        long ticksPerSecond = type.unitsPerSecond();
        return new TimeUnits(
                Math.max(1, MICROS_PER_SECOND / ticksPerSecond),
                Math.max(1, ticksPerSecond / MICROS_PER_SECOND));
    }

    /** Rounded towards the past; the earliest or latest that can be said if there is no room. */
    long toMicros(long ticks) {
        if (divisor != 1) {
            return Math.floorDiv(ticks, divisor);
        }
        long micros = ticks * factor;
        if (factor != 1 && micros / factor != ticks) {
            return ticks < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return micros;
    }
}
