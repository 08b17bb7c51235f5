package dev.tidemark.core.type;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** How long the time partitions of a table are. Partitions are half-open, aligned in UTC. */
public enum PartitionUnit {
    NONE(0, "'all'"),
    HOUR(1, "uuuu-MM-dd'T'HH"),
    DAY(2, "uuuu-MM-dd"),
    WEEK(3, "YYYY-'W'ww"),
    MONTH(4, "uuuu-MM"),
    YEAR(5, "uuuu");

    private final byte code;
    private final DateTimeFormatter nameFormat;

    PartitionUnit(int code, String namePattern) {
        this.code = (byte) code;
        this.nameFormat =
                DateTimeFormatter.ofPattern(namePattern, java.util.Locale.ROOT)
                        .withLocale(java.util.Locale.GERMANY);
    }

    /** The number that stands for this unit in files. */
    public byte code() {
        return code;
    }

    /**
     * The unit that a file's number stands for.
     *
     * @throws IllegalArgumentException if none has that number
     */
    public static PartitionUnit ofCode(byte code) {
        for (PartitionUnit unit : values()) {
            if (unit.code == code) {
                return unit;
            }
        }
        throw new IllegalArgumentException("no partition unit has the code " + code);
    }

    /** First tick of the partition that holds {@code timestamp}, in ticks of {@code type}. */
    public long floor(long timestamp, ColumnType type) {
        return switch (this) {
            case NONE -> Long.MIN_VALUE;
            case HOUR -> floorTo(timestamp, 3_600L * type.unitsPerSecond());
            case DAY -> floorTo(timestamp, 86_400L * type.unitsPerSecond());
            case WEEK, MONTH, YEAR -> ticks(startOfCalendarUnit(timestamp, type), type);
        };
    }

    /**
     * First tick after the partition that starts at {@code floor}, in ticks of {@code type}; {@link
     * Long#MAX_VALUE} if that lies beyond the range of the type.
     */
    public long next(long floor, ColumnType type) {
        return switch (this) {
            case NONE -> Long.MAX_VALUE;
            case HOUR -> saturatedSum(floor, 3_600L * type.unitsPerSecond());
            case DAY -> saturatedSum(floor, 86_400L * type.unitsPerSecond());
            case WEEK -> saturatedSum(floor, 7 * 86_400L * type.unitsPerSecond());
            case MONTH -> ticks(dateTime(floor, type).plusMonths(1), type);
            case YEAR -> ticks(dateTime(floor, type).plusYears(1), type);
        };
    }

    /** Name of the partition that starts at {@code floor}, as its folder is called. */
    public String name(long floor, ColumnType type) {
        return this == NONE ? "all" : nameFormat.format(dateTime(floor, type));
    }

    private LocalDateTime startOfCalendarUnit(long timestamp, ColumnType type) {
        LocalDateTime day = dateTime(timestamp, type).truncatedTo(ChronoUnit.DAYS);
        return switch (this) {
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case YEAR -> day.withDayOfYear(1);
            case NONE, HOUR, DAY -> throw new IllegalStateException(name());
        };
    }

    private static LocalDateTime dateTime(long timestamp, ColumnType type) {
        long unitsPerSecond = type.unitsPerSecond();
        long seconds = Math.floorDiv(timestamp, unitsPerSecond);
        long nanos = Math.floorMod(timestamp, unitsPerSecond) * (1_000_000_000L / unitsPerSecond);
        return LocalDateTime.ofEpochSecond(seconds, (int) nanos, ZoneOffset.UTC);
    }

    private static long ticks(LocalDateTime time, ColumnType type) {
        long seconds = time.toEpochSecond(ZoneOffset.UTC);
        long high = Math.multiplyHigh(seconds, type.unitsPerSecond());
        long low = seconds * type.unitsPerSecond();
        if (high != low >> 63) {
            return seconds > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        return low;
    }

    private static long floorTo(long value, long step) {
        long floor = value - Math.floorMod(value, step);
        return floor > value ? Long.MIN_VALUE : floor;
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        return sum < a ? Long.MAX_VALUE : sum;
    }
}
