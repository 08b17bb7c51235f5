package dev.tidemark.sql.time;

import dev.tidemark.core.type.ColumnType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/**
 * Points in time as text: {@code 2016-01-01}, {@code 2016-01-01T10:30}, {@code 2016-01-01
 * 10:30:15.123456+02:00}, with any part after the year left out, {@code T} or a blank between day
 * and time, up to nine decimals, and an offset ({@code Z}, {@code +02}, {@code +0200}, {@code
 * +02:00}); without one it is UTC.
 */
public final class TimeText {
    private static final int NANO_DIGITS = 9;
    private static final int MAX_OFFSET_SECONDS = 18 * 3_600;

    private final String text;
    private int position;

    private TimeText(String text) {
        this.text = text;
    }

    /**
     * The ticks of a type that a text stands for; decimals beyond the type's unit are cut.
     *
     * @return empty if the text is no time, or one that the type cannot hold
     */
    public static OptionalLong parse(String text, ColumnType type) {
        try {
            return new TimeText(text.strip()).read(type);
        } catch (DateTimeException | ArithmeticException | NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    /** As {@code 2016-01-01T10:30:15.123456Z}, with all decimals of the type. */
    public static String format(long ticks, ColumnType type) {
        long perSecond = type.unitsPerSecond();
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(Math.floorDiv(ticks, perSecond), 0, ZoneOffset.UTC);
        int decimals = Long.toString(perSecond).length() - 1;
        String fraction = Long.toString(perSecond + Math.floorMod(ticks, perSecond)).substring(1);
        return "%04d-%02d-%02dT%02d:%02d:%02d.%sZ"
                .formatted(
                        time.getYear(),
                        time.getMonthValue(),
                        time.getDayOfMonth(),
                        time.getHour(),
                        time.getMinute(),
                        time.getSecond(),
                        decimals == 0 ? "" : fraction);
    }

    private OptionalLong read(ColumnType type) {
        int year = digits(4);
        int month = skip('-') ? digits(2) : 1;
        int day = skip('-') ? digits(2) : 1;
        long seconds = LocalDate.of(year, month, day).toEpochDay() * 86_400L;
        long nanos = 0;
        if (skip('T') || skip('t') || skip(' ')) {
            int hour = digits(2);
            int minute = skip(':') ? digits(2) : 0;
            int second = skip(':') ? digits(2) : 0;
            if (hour > 23 || minute > 59 || second > 59) {
                return OptionalLong.empty();
            }
            seconds += hour * 3_600L + minute * 60L + second;
            nanos = skip('.') ? fraction() : 0;
            seconds -= offsetSeconds();
        }
        if (position != text.length()) {
            return OptionalLong.empty();
        }
        long perSecond = type.unitsPerSecond();
        return OptionalLong.of(
                Math.addExact(
                        Math.multiplyExact(seconds, perSecond),
                        nanos / (1_000_000_000L / perSecond)));
    }

    private long offsetSeconds() {
        while (skip(' ')) {
            // PostgreSQL's clients put blanks before the zone.
        }
        if (skip('Z') || skip('z') || position == text.length()) {
            return 0;
        }
        if (text.startsWith("UTC", position)) {
            position += 3;
            return 0;
        }
        boolean negative = skip('-');
        if (!negative && !skip('+')) {
            throw new NumberFormatException(text);
        }
        long seconds = digits(2) * 3_600L;
        if (skip(':') || position < text.length()) {
            seconds += digits(2) * 60L;
        }
        if (skip(':')) {
            seconds += digits(2);
        }
        if (seconds > MAX_OFFSET_SECONDS) {
            throw new NumberFormatException(text);
        }
        return negative ? -seconds : seconds;
    }

    private long fraction() {
        long nanos = 0;
        int count = 0;
        while (position < text.length() && isDigit(text.charAt(position))) {
            if (count < NANO_DIGITS) {
                nanos = nanos * 10 + (text.charAt(position) - '0');
                count++;
            }
            position++;
        }
        if (count == 0) {
            throw new NumberFormatException(text);
        }
        for (; count < NANO_DIGITS; count++) {
            nanos *= 10;
        }
        return nanos;
    }

    private int digits(int count) {
        int value = 0;
        for (int index = 0; index < count; index++) {
            if (position == text.length() || !isDigit(text.charAt(position))) {
                throw new NumberFormatException(text);
            }
            value = value * 10 + (text.charAt(position++) - '0');
        }
        return value;
    }

    private boolean skip(char character) {
        if (position < text.length() && text.charAt(position) == character) {
            position++;
            return true;
        }
        return false;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
