package dev.tidemark.sql.time;

import dev.tidemark.core.type.ColumnType;
import dev.tidemark.sql.syntax.SampleUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lengths of time as text: {@code 1h}, {@code 30m}, {@code 60.000s}, {@code 5 minutes}. */
public final class StepText {
    private static final Pattern FORM =
            Pattern.compile("\\s*(\\d{1,18})(?:\\.(\\d*))?\\s*(\\p{Alpha}+)\\s*");

    private StepText() {}

    /** The step that a text stands for; empty if it is none, or not whole ticks of the type. */
    public static Optional<TimeStep> parse(String text, ColumnType type) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group(1));
        String fraction = matcher.group(2);
        SampleUnit unit = unit(matcher.group(3));
        if (unit == null) {
            return Optional.empty();
        }
        boolean hasFraction = fraction != null && !fraction.matches("0*");
        if (hasFraction) {
            return ofFraction(count, String.valueOf(fraction), unit, type);
        }
        return count == 0 ? Optional.empty() : TimeStep.of(count, unit, type);
    }

    /** Fractions of seconds, which Grafana sends. */
    private static Optional<TimeStep> ofFraction(
            long count, String fraction, SampleUnit unit, ColumnType type) {
        if (unit != SampleUnit.SECOND || fraction.length() > 9 || count > 1_000_000_000L) {
            return Optional.empty();
        }
        long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
        return TimeStep.of(count * 1_000_000_000L + nanos, SampleUnit.NANOSECOND, type);
    }

    private static @Nullable SampleUnit unit(String name) {
        for (SampleUnit unit : SampleUnit.values()) {
            if (name.length() == 1 && name.charAt(0) == unit.symbol()) {
                return unit;
            }
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return switch (lower.endsWith("s") && lower.length() > 2
                ? lower.substring(0, lower.length() - 1)
                : lower) {
            case "nanosecond", "ns" -> SampleUnit.NANOSECOND;
            case "microsecond", "us" -> SampleUnit.MICROSECOND;
            case "millisecond", "ms" -> SampleUnit.MILLISECOND;
            case "second", "sec" -> SampleUnit.SECOND;
            case "minute", "min" -> SampleUnit.MINUTE;
            case "hour" -> SampleUnit.HOUR;
            case "day" -> SampleUnit.DAY;
            case "week" -> SampleUnit.WEEK;
            case "month" -> SampleUnit.MONTH;
            case "year" -> SampleUnit.YEAR;
            default -> null;
        };
    }
}
