package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.decimal.DecimalText;
import dev.tidemark.core.decimal.Int256;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.VectorKind;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Decimals in vectors, constants and texts. */
public final class DecimalCells {
    /** Longest text that is rounded if it has more digits behind the point than a decimal can. */
    private static final int MAX_ROUNDED_BYTES = 1_000;

    private DecimalCells() {}

    /**
     * Writes the unscaled value of a row.
     *
     * @throws ArithmeticException if it has more digits than the vector's type
     */
    static void write(Int256 value, Vector vector, int row) {
        check(value, vector.type());
        int words = vector.wordsPerValue();
        value.store(vector.longs(), row * words, words);
    }

    /**
     * The value as constants carry it: a Long, or a {@code long[]} of words.
     *
     * @throws ArithmeticException if it has more digits than the type
     */
    static Object constant(Int256 value, ColumnType type) {
        check(value, type);
        if (type.vectorKind() == VectorKind.LONGS) {
            return value.word(0);
        }
        long[] words = new long[type.widthBytes() / Long.BYTES];
        value.store(words, 0, words.length);
        return words;
    }

    /** The text of a row. */
    static String text(Vector vector, int row) {
        DecimalText text = new DecimalText();
        text.format(vector.readDecimal(row, new Int256()), vector.type().scale());
        return text.toString();
    }

    /** The text of a constant of a decimal type. */
    public static String text(Object constant, ColumnType type) {
        Int256 value = new Int256();
        switch (constant) {
            case Long narrow -> value.set(narrow);
            case long[] words -> value.set(words, 0, words.length);
            default -> throw new IllegalArgumentException("no decimal: " + constant);
        }
        DecimalText text = new DecimalText();
        text.format(value, type.scale());
        return text.toString();
    }

    /** The smallest decimal type that holds the number of a text, which must be one. */
    public static SqlType typeOf(String text) {
        byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        Int256 value = new Int256();
        int scale = requireScale(text, DecimalText.parse(bytes, 0, bytes.length, value));
        int precision = Math.max(scale, 1);
        while (!value.fits(precision)) {
            precision++;
        }
        return SqlType.decimal(precision, scale);
    }

    /**
     * The number that a text stands for, rounded to the scale of a type, as a constant of it.
     *
     * @throws SqlException if it is none or does not fit
     */
    static Object parse(String text, SqlType type) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Int256 value = new Int256();
        int scale = DecimalText.parse(bytes, 0, bytes.length, value);
        try {
            if (scale == DecimalText.TOO_PRECISE && bytes.length <= MAX_ROUNDED_BYTES) {
                scale = type.columnType().scale();
                value.set(rounded(text, scale));
            }
            value.rescale(requireScale(text, scale), type.columnType().scale());
            return constant(value, type.columnType());
        } catch (ArithmeticException failure) {
            throw new SqlException(
                    SqlState.NUMERIC_OUT_OF_RANGE,
                    SqlException.NO_POSITION,
                    "'" + text + "' is out of the range of type " + type,
                    null,
                    failure);
        }
    }

    private static BigInteger rounded(String text, int scale) {
        BigDecimal exact = new BigDecimal(text);
        // What is this small is rounded to zero, and not worth the power of ten.
        return exact.scale() > MAX_ROUNDED_BYTES
                ? BigInteger.ZERO
                : exact.setScale(scale, RoundingMode.HALF_UP).unscaledValue();
    }

    private static int requireScale(String text, int scale) {
        return switch (scale) {
            case DecimalText.INVALID ->
                    throw new SqlException(
                            SqlState.INVALID_TEXT,
                            SqlException.NO_POSITION,
                            "'" + text + "' is no decimal number");
            case DecimalText.TOO_LARGE, DecimalText.TOO_PRECISE ->
                    throw new SqlException(
                            SqlState.NUMERIC_OUT_OF_RANGE,
                            SqlException.NO_POSITION,
                            "'%s' has more than %d digits"
                                    .formatted(shortened(text), ColumnType.MAX_PRECISION));
            default -> scale;
        };
    }

    private static String shortened(String text) {
        int limit = 2 * ColumnType.MAX_PRECISION;
        return text.length() <= limit ? text : text.substring(0, limit) + "...";
    }

    private static void check(Int256 value, ColumnType type) {
        if (!value.fits(type.precision())) {
            throw new ArithmeticException("more than " + type.precision() + " digits");
        }
    }
}
