package dev.tidemark.sql.time;

import dev.tidemark.core.type.ColumnType;
import dev.tidemark.sql.syntax.SampleUnit;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Equal steps of time, aligned in UTC: {@code [floor, next(floor))} is a step.
 *
 * @param ticks length of a step of constant length, or 0 for one of whole months
 * @param months length of a step of whole months, or 0
 * @param origin where some step begins, in ticks; ignored for months, which count from 1970-01
 * @param type unit of the ticks
 */
public record TimeStep(long ticks, long months, long origin, ColumnType type) {
    private static final long SECONDS_PER_DAY = 86_400;

    /** 1970-01-01 is a Thursday; weeks begin on Mondays. */
    private static final long FIRST_MONDAY_SECONDS = 4 * SECONDS_PER_DAY;

    private static final int EPOCH_YEAR = 1970;
    private static final int MONTHS_PER_YEAR = 12;

    /**
     * A step of {@code count} units; empty if it is shorter than a tick of the type or too long.
     */
    public static Optional<TimeStep> of(long count, SampleUnit unit, ColumnType type) {
        long perSecond = type.unitsPerSecond();
        long origin = unit == SampleUnit.WEEK ? FIRST_MONDAY_SECONDS * perSecond : 0;
        try {
            return switch (unit) {
                case NANOSECOND -> ofNanos(count, type);
                case MICROSECOND -> ofNanos(Math.multiplyExact(count, 1_000L), type);
                case MILLISECOND -> ofNanos(Math.multiplyExact(count, 1_000_000L), type);
                case SECOND -> ofSeconds(count, 1, origin, type);
                case MINUTE -> ofSeconds(count, 60, origin, type);
                case HOUR -> ofSeconds(count, 3_600, origin, type);
                case DAY -> ofSeconds(count, SECONDS_PER_DAY, origin, type);
                case WEEK -> ofSeconds(count, 7 * SECONDS_PER_DAY, origin, type);
                case MONTH -> Optional.of(new TimeStep(0, count, 0, type));
                case YEAR ->
                        Optional.of(
                                new TimeStep(
                                        0, Math.multiplyExact(count, MONTHS_PER_YEAR), 0, type));
            };
        } catch (ArithmeticException _) {
            return Optional.empty();
        }
    }

    /** The same steps, moved so that one begins at {@code tick}. */
    public TimeStep startingAt(long tick) {
        return new TimeStep(ticks, months, tick, type);
    }

    /** Start of the step that {@code tick} lies in. */
    public long floor(long tick) {
        if (ticks > 0) {
            long floor = tick - Math.floorMod(tick - origin, ticks);
            return floor > tick ? Long.MIN_VALUE : floor;
        }
        long seconds = Math.floorDiv(tick, type.unitsPerSecond());
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_PER_DAY));
        long month =
                (day.getYear() - EPOCH_YEAR) * (long) MONTHS_PER_YEAR + day.getMonthValue() - 1;
        return startOfMonth(month - Math.floorMod(month, months));
    }

    /**
     * Start of the step after the one that starts at {@code floor}; saturates at the end of time.
     */
    public long next(long floor) {
        return plus(floor, 1);
    }

    /** Start of the step {@code count} steps after, or before, the one that starts there. */
    public long plus(long floor, long count) {
        if (ticks > 0) {
            long high = Math.multiplyHigh(ticks, count);
            long distance = ticks * count;
            if (high != distance >> 63) {
                return count > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
            }
            long sum = floor + distance;
            boolean overflow = ((floor ^ sum) & (distance ^ sum)) < 0;
            return overflow ? (count > 0 ? Long.MAX_VALUE : Long.MIN_VALUE) : sum;
        }
        long seconds = Math.floorDiv(floor, type.unitsPerSecond());
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_PER_DAY));
        long month =
                (day.getYear() - EPOCH_YEAR) * (long) MONTHS_PER_YEAR + day.getMonthValue() - 1;
        return startOfMonth(month + months * count);
    }

    private long startOfMonth(long month) {
        LocalDate day =
                LocalDate.of(
                        (int) (EPOCH_YEAR + Math.floorDiv(month, MONTHS_PER_YEAR)),
                        (int) Math.floorMod(month, (long) MONTHS_PER_YEAR) + 1,
                        1);
        long seconds = day.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
        long high = Math.multiplyHigh(seconds, type.unitsPerSecond());
        long start = seconds * type.unitsPerSecond();
        if (high != start >> 63) {
            return seconds > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        return start;
    }

    private static Optional<TimeStep> ofSeconds(
            long count, long secondsPerUnit, long origin, ColumnType type) {
        long seconds = Math.multiplyExact(count, secondsPerUnit);
        long ticks = Math.multiplyExact(seconds, type.unitsPerSecond());
        return Optional.of(new TimeStep(ticks, 0, origin, type));
    }

    private static Optional<TimeStep> ofNanos(long nanos, ColumnType type) {
        long nanosPerTick = 1_000_000_000L / type.unitsPerSecond();
        return nanos % nanosPerTick == 0
                ? Optional.of(new TimeStep(nanos / nanosPerTick, 0, 0, type))
                : Optional.empty();
    }
}
