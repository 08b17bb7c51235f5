package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;

/** Casts between types. */
public final class Conversion {
    private Conversion() {}

    /** Whether any value of the one type could become one of the other by an explicit cast. */
    public static boolean exists(SqlType from, SqlType to) {
        if (from == to || from.isText() || (to.isText() && to != SqlType.SYMBOL)) {
            return true;
        }
        if (from == SqlType.BOOLEAN || to == SqlType.BOOLEAN) {
            return from.isInteger() || to.isInteger();
        }
        if (from.isArray() || to.isArray()) {
            return false;
        }
        boolean fromNumber = from.isNumeric() || from.isTime();
        boolean toNumber = to.isNumeric() || to.isTime();
        return fromNumber
                && toNumber
                && !(from.isReal() && to.isTime())
                && !(from.isDecimal() && to.isTime())
                && !(from.isTime() && to.isDecimal());
    }

    /**
     * The cast between two types for which {@link #exists} holds. Casts to SYMBOL give VARCHAR
     * vectors.
     */
    public static ScalarFunction of(SqlType from, SqlType to) {
        if (to.isText()) {
            return Conversion::toText;
        }
        if (from.isText()) {
            return (arguments, rows, result) -> fromText(arguments[0], rows, to, result);
        }
        if (to.isDecimal()) {
            return DecimalConversion.to(from, to);
        }
        if (from.isDecimal()) {
            return to.isReal()
                    ? DecimalConversion.toReal(from, to)
                    : DecimalConversion.toWhole(from, to);
        }
        if (from.isReal()) {
            return to.isReal()
                    ? (arguments, rows, result) -> narrow(arguments[0], rows, to, result)
                    : (arguments, rows, result) -> toWhole(arguments[0], rows, to, result);
        }
        if (to.isReal()) {
            return (arguments, rows, result) -> toReal(arguments[0], rows, result);
        }
        if (from.isTime() && to.isTime()) {
            return (arguments, rows, result) -> rescale(arguments[0], rows, from, to, result);
        }
        if (from.columnType().isFixedWidth() && from.columnType().widthBytes() > Long.BYTES) {
            return (arguments, rows, result) ->
                    System.arraycopy(
                            arguments[0].longs(),
                            0,
                            result.longs(),
                            0,
                            rows * result.wordsPerValue());
        }
        return (arguments, rows, result) -> narrowWhole(arguments[0], rows, to, result);
    }

    private static void toText(Vector[] arguments, int rows, Vector result) {
        for (int row = 0; row < rows; row++) {
            if (result.isNull(row)) {
                Texts.appendEmpty(result);
            } else {
                Texts.append(ValueText.format(arguments[0], row), result);
            }
        }
    }

    private static void fromText(Vector source, int rows, SqlType to, Vector result) {
        for (int row = 0; row < rows; row++) {
            if (!result.isNull(row)) {
                store(ValueText.parse(Texts.text(source, row), to), row, result);
            } else if (to.isArray()) {
                Texts.appendEmpty(result);
            }
        }
    }

    private static void store(Object value, int row, Vector result) {
        switch (value) {
            case Long whole -> result.longs()[row] = whole;
            case Double real -> result.doubles()[row] = real;
            case long[] words ->
                    System.arraycopy(words, 0, result.longs(), row * words.length, words.length);
            case byte[] array -> VectorCopy.appendText(array, 0, array.length, result);
            default -> throw new IllegalStateException("a text needs no cast");
        }
    }

    private static void narrow(Vector source, int rows, SqlType to, Vector result) {
        for (int row = 0; row < rows; row++) {
            double value = source.doubles()[row];
            result.doubles()[row] = to == SqlType.FLOAT ? (float) value : value;
        }
    }

    /** Rounds to the nearest, halves to even, as PostgreSQL does. */
    private static void toWhole(Vector source, int rows, SqlType to, Vector result) {
        for (int row = 0; row < rows; row++) {
            if (!result.isNull(row)) {
                double value = Math.rint(source.doubles()[row]);
                if (!(value >= -0x1p63 && value < 0x1p63)) {
                    throw outOfRange(Double.toString(value), to);
                }
                result.longs()[row] = checked((long) value, to);
            }
        }
    }

    private static void toReal(Vector source, int rows, Vector result) {
        for (int row = 0; row < rows; row++) {
            result.doubles()[row] = source.longs()[row];
        }
    }

    private static void rescale(Vector source, int rows, SqlType from, SqlType to, Vector result) {
        long fromUnits = from.columnType().unitsPerSecond();
        long toUnits = to.columnType().unitsPerSecond();
        for (int row = 0; row < rows; row++) {
            if (result.isNull(row)) {
                continue;
            }
            long value = source.longs()[row];
            if (toUnits >= fromUnits) {
                long factor = toUnits / fromUnits;
                if (Math.multiplyHigh(value, factor) != (value * factor) >> 63) {
                    throw outOfRange(Long.toString(value), to);
                }
                result.longs()[row] = value * factor;
            } else {
                result.longs()[row] = Math.floorDiv(value, fromUnits / toUnits);
            }
        }
    }

    private static void narrowWhole(Vector source, int rows, SqlType to, Vector result) {
        for (int row = 0; row < rows; row++) {
            if (!result.isNull(row)) {
                long value = source.longs()[row];
                result.longs()[row] =
                        to == SqlType.BOOLEAN ? (value != 0 ? 1 : 0) : checked(value, to);
            }
        }
    }

    private static long checked(long value, SqlType to) {
        long limit = ValueText.limit(to);
        if (value > limit || value < -limit - 1) {
            throw outOfRange(Long.toString(value), to);
        }
        return value;
    }

    private static SqlException outOfRange(String value, SqlType type) {
        return new SqlException(
                SqlState.NUMERIC_OUT_OF_RANGE,
                SqlException.NO_POSITION,
                value + " is out of the range of type " + type);
    }
}
