package dev.tidemark.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the values of a setting are written.
 *
 * @param label stands for a value in help texts, such as {@code SIZE}
 * @param expectation what a correct value is, to follow "is not"
 * @param reader turns text into a value; throws {@link IllegalArgumentException} if it cannot
 * @param <T> what the text means
 */
public record ValueFormat<T>(String label, String expectation, Function<String, T> reader) {

    /** Any text. */
    public static final ValueFormat<String> TEXT =
            new ValueFormat<>("TEXT", "a text", Function.identity());

    /** A file or folder; a relative one belongs to the folder that the server is started in. */
    public static final ValueFormat<Path> PATH =
            new ValueFormat<>("PATH", "the path of a file or folder", ValueFormat::path);

    /** A TCP port; 0 stands for any free one. */
    public static final ValueFormat<Integer> PORT = count(0, 65_535, "PORT");

    /** {@code true} or {@code false}. */
    public static final ValueFormat<Boolean> SWITCH =
            new ValueFormat<>("BOOLEAN", "true or false", ValueFormat::truth);

    /** A number of bytes with an optional unit: {@code 512m} is 512 * 1024 * 1024. */
    public static final ValueFormat<Long> SIZE =
            new ValueFormat<>(
                    "SIZE",
                    "a positive size such as 65536, 64k, 512m or 2g",
                    text -> scaled(text, Scale.SIZES));

    /** A positive time with a unit: {@code 200ms}, {@code 30s}, {@code 5m}, {@code 1h}. */
    public static final ValueFormat<Duration> DURATION =
            new ValueFormat<>(
                    "TIME",
                    "a positive time such as 200ms, 30s, 5m or 1h",
                    text -> Duration.ofMillis(scaled(text, Scale.TIMES)));

    /** The time between two turns of something, as {@link #DURATION}; 0s for never. */
    public static final ValueFormat<Duration> INTERVAL =
            new ValueFormat<>(
                    "TIME",
                    "a time such as 200ms, 30s, 5m or 1h, or 0s for never",
                    text -> text.equals("0s") ? Duration.ZERO : DURATION.read(text));

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,18})\\s*([a-z]*)");

    /** A number of bytes, as {@link #SIZE}, up to a bound. */
    public static ValueFormat<Long> size(long mostBytes) {
        return new ValueFormat<>(
                "SIZE",
                "a positive size up to " + mostBytes + " bytes, such as 65536, 64k or 1m",
                text -> {
                    long value = scaled(text, Scale.SIZES);
                    if (value > mostBytes) {
                        throw new IllegalArgumentException(text);
                    }
                    return value;
                });
    }

    /** One of an enumeration's names, in any case. */
    public static <E extends Enum<E>> ValueFormat<E> choice(Class<E> type) {
        String names =
                Arrays.stream(type.getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        return new ValueFormat<>(
                "CHOICE",
                "one of " + names,
                text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
    }

    /** A whole number within bounds. */
    public static ValueFormat<Integer> count(int least, int most) {
        return count(least, most, "NUMBER");
    }

    private static ValueFormat<Integer> count(int least, int most, String label) {
        return new ValueFormat<>(
                label,
                "a number from " + least + " to " + most,
                text -> {
                    int value = Integer.parseInt(text);
                    if (value < least || value > most) {
                        throw new IllegalArgumentException(text);
                    }
                    return value;
                });
    }

    /**
     * The value that a text means.
     *
     * @throws IllegalArgumentException if it means none
     */
    public T read(String text) {
        return reader.apply(text.strip());
    }

    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new InvalidPathException(text, "empty");
        }
        return Path.of(text);
    }

    private static Boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** What the unit behind a number multiplies it by. */
    private enum Scale {
        SIZES {
            @Override
            long factor(String unit) {
                return switch (unit) {
                    case "", "b" -> 1;
                    case "k", "kb" -> 1L << 10;
                    case "m", "mb" -> 1L << 20;
                    case "g", "gb" -> 1L << 30;
                    default -> throw new IllegalArgumentException(unit);
                };
            }
        },
        TIMES {
            @Override
            long factor(String unit) {
                return switch (unit) {
                    case "ms" -> 1;
                    case "s" -> 1_000;
                    case "m", "min" -> 60_000;
                    case "h" -> 3_600_000;
                    default -> throw new IllegalArgumentException(unit);
                };
            }
        };

        abstract long factor(String unit);
    }

    private static long scaled(String text, Scale scale) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        long number = Long.parseLong(matcher.group(1));
        try {
            long value = Math.multiplyExact(number, scale.factor(matcher.group(2)));
            if (value > 0) {
                return value;
            }
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException(text, overflow);
        }
        throw new IllegalArgumentException(text);
    }
}
