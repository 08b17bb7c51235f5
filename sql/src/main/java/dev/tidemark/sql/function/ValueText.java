package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.time.TimeText;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.math.BigInteger;
import java.util.Locale;
import java.util.UUID;

/**
 * Single values as text, and text as values. A value is a Long (booleans, integers, ticks), a
 * Double, a String, a {@code long[]} of words, the least significant first, or the bytes of an
 * array.
 */
public final class ValueText {
    private static final int LONG256_WORDS = 4;
    private static final int HEX_RADIX = 16;

    /** Whole doubles below this are written without exponent. */
    private static final double PLAIN_LIMIT = 1e15;

    private ValueText() {}

    /**
     * The value of a type that a text stands for.
     *
     * @throws SqlException with INVALID_TEXT or NUMERIC_OUT_OF_RANGE, without position
     */
    public static Object parse(String text, SqlType type) {
        String trimmed = text.strip();
        try {
            return switch (type.kind()) {
                case UNKNOWN, SYMBOL, VARCHAR -> text;
                case BOOLEAN -> parseBoolean(text);
                case BYTE, SHORT, INT, LONG -> parseInteger(trimmed, type);
                case FLOAT -> (double) Float.parseFloat(realText(trimmed));
                case DOUBLE -> Double.parseDouble(realText(trimmed));
                case DATE, TIMESTAMP, TIMESTAMP_NS ->
                        TimeText.parse(text, type.columnType())
                                .orElseThrow(() -> invalid(text, type));
                case UUID -> parseUuid(text);
                case LONG256 -> parseLong256(trimmed);
                case DECIMAL -> DecimalCells.parse(trimmed, type);
                case ARRAY -> ArrayText.parse(trimmed, type);
            };
        } catch (IllegalArgumentException _) {
            throw invalid(text, type);
        }
    }

    /** A row of a vector that is not NULL, as casts to text write it. */
    public static String format(Vector vector, int row) {
        return switch (vector.type().kind()) {
            case BOOLEAN -> vector.longs()[row] != 0 ? "true" : "false";
            case BYTE, SHORT, INT, LONG -> Long.toString(vector.longs()[row]);
            case FLOAT -> formatReal(vector.doubles()[row], true);
            case DOUBLE -> formatReal(vector.doubles()[row], false);
            case DATE, TIMESTAMP, TIMESTAMP_NS ->
                    TimeText.format(vector.longs()[row], vector.type());
            case SYMBOL, VARCHAR -> Texts.text(vector, row);
            case UUID -> new UUID(vector.longs()[2 * row + 1], vector.longs()[2 * row]).toString();
            case LONG256 -> formatLong256(vector.longs(), row * LONG256_WORDS);
            case DECIMAL -> DecimalCells.text(vector, row);
            case ARRAY -> ArrayText.format(vector, row);
        };
    }

    /** The failure of a text that is no value of the type. */
    static SqlException invalid(String text, SqlType type) {
        return new SqlException(
                SqlState.INVALID_TEXT,
                SqlException.NO_POSITION,
                "'" + text + "' is no value of type " + type);
    }

    /** Least and greatest value of an integer type: {@code -limit - 1} and {@code limit}. */
    static long limit(SqlType type) {
        return switch (type.kind()) {
            case BYTE -> Byte.MAX_VALUE;
            case SHORT -> Short.MAX_VALUE;
            case INT -> Integer.MAX_VALUE;
            case BOOLEAN -> 1;
            case LONG, DATE, TIMESTAMP, TIMESTAMP_NS -> Long.MAX_VALUE;
            case UNKNOWN, FLOAT, DOUBLE, SYMBOL, VARCHAR, UUID, LONG256, DECIMAL, ARRAY ->
                    throw new IllegalArgumentException(type + " is no integer");
        };
    }

    private static Long parseBoolean(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "t", "true", "y", "yes", "on", "1" -> 1L;
            case "f", "false", "n", "no", "off", "0" -> 0L;
            default -> throw invalid(text, SqlType.BOOLEAN);
        };
    }

    private static Long parseInteger(String text, SqlType type) {
        BigInteger value = new BigInteger(text);
        if (value.bitLength() > 63
                || value.longValue() > limit(type)
                || value.longValue() < -limit(type) - 1) {
            throw new SqlException(
                    SqlState.NUMERIC_OUT_OF_RANGE,
                    SqlException.NO_POSITION,
                    "'" + text + "' is out of the range of type " + type);
        }
        return value.longValue();
    }

    /** Spellings of PostgreSQL that Java does not know; the suffixes of Java are refused. */
    private static String realText(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "infinity", "inf", "+infinity", "+inf" -> "Infinity";
            case "-infinity", "-inf" -> "-Infinity";
            case "nan" -> "NaN";
            default -> {
                if (lower.endsWith("d") || lower.endsWith("f") || lower.contains("x")) {
                    throw new IllegalArgumentException(text);
                }
                yield lower;
            }
        };
    }

    static String formatReal(double value, boolean isSingle) {
        if (value == Math.rint(value) && Math.abs(value) < PLAIN_LIMIT) {
            boolean negativeZero = value == 0 && Double.doubleToRawLongBits(value) != 0;
            return negativeZero ? "-0" : Long.toString((long) value);
        }
        String text = isSingle ? Float.toString((float) value) : Double.toString(value);
        return text.replace("E", "e");
    }

    private static long[] parseUuid(String text) {
        UUID uuid = UUID.fromString(text.strip());
        if (!uuid.toString().equalsIgnoreCase(text.strip())) {
            throw invalid(text, SqlType.UUID);
        }
        return new long[] {uuid.getLeastSignificantBits(), uuid.getMostSignificantBits()};
    }

    private static long[] parseLong256(String text) {
        boolean prefixed = text.startsWith("0x") || text.startsWith("0X");
        String digits = prefixed ? text.substring(2) : text;
        BigInteger value = new BigInteger(digits, HEX_RADIX);
        if (value.signum() < 0 || value.bitLength() > LONG256_WORDS * Long.SIZE) {
            throw invalid(text, SqlType.LONG256);
        }
        long[] words = new long[LONG256_WORDS];
        for (int word = 0; word < LONG256_WORDS; word++) {
            words[word] = value.shiftRight(word * Long.SIZE).longValue();
        }
        return words;
    }

    private static String formatLong256(long[] words, int at) {
        BigInteger value = BigInteger.ZERO;
        for (int word = LONG256_WORDS - 1; word >= 0; word--) {
            value =
                    value.shiftLeft(Long.SIZE)
                            .or(new BigInteger(Long.toUnsignedString(words[at + word])));
        }
        return "0x" + value.toString(HEX_RADIX);
    }
}
