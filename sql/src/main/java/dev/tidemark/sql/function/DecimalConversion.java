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
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Casts between decimals and other numbers. Digits that the target does not have are rounded,
 * halves away from zero.
 */
final class DecimalConversion {
    private DecimalConversion() {}

    /** The cast of numbers to a decimal type. */
    static ScalarFunction to(SqlType from, SqlType to) {
        if (from.isReal()) {
            return (arguments, rows, result) -> ofReal(arguments[0], rows, to, result);
        }
        ColumnType target = to.columnType();
        if (from.isDecimal() && widensLongs(from.columnType(), target)) {
            long factor = powerOfTen(target.scale() - from.columnType().scale());
            return (arguments, rows, result) -> multiply(arguments[0], rows, factor, result);
        }
        int scale = from.isDecimal() ? from.columnType().scale() : 0;
        return (arguments, rows, result) -> rescale(arguments[0], rows, scale, to, result);
    }

    /** The cast of a decimal type to real numbers. */
    static ScalarFunction toReal(SqlType from, SqlType to) {
        int scale = from.columnType().scale();
        return (arguments, rows, result) -> {
            Int256 value = new Int256();
            for (int row = 0; row < rows; row++) {
                double real = arguments[0].readDecimal(row, value).toDouble(scale);
                result.doubles()[row] = to == SqlType.FLOAT ? (float) real : real;
            }
        };
    }

    /** The cast of a decimal type to integers. */
    static ScalarFunction toWhole(SqlType from, SqlType to) {
        int scale = from.columnType().scale();
        long limit = ValueText.limit(to);
        return (arguments, rows, result) -> {
            Int256 value = new Int256();
            for (int row = 0; row < rows; row++) {
                if (result.isNull(row)) {
                    continue;
                }
                arguments[0].readDecimal(row, value).scaleDown(scale);
                long whole = value.word(0);
                if (!value.isLong() || whole > limit || whole < -limit - 1) {
                    throw outOfRange(value.toString(), to);
                }
                result.longs()[row] = whole;
            }
        };
    }

    /** Whether all values fit into a long after the cast, and none is rounded. */
    private static boolean widensLongs(ColumnType from, ColumnType to) {
        return from.vectorKind() == VectorKind.LONGS
                && to.vectorKind() == VectorKind.LONGS
                && to.scale() >= from.scale()
                && to.precision() - to.scale() >= from.precision() - from.scale();
    }

    private static void multiply(Vector source, int rows, long factor, Vector result) {
        for (int row = 0; row < rows; row++) {
            result.longs()[row] = source.longs()[row] * factor;
        }
    }

    private static void rescale(Vector source, int rows, int scale, SqlType to, Vector result) {
        Int256 value = new Int256();
        int newScale = to.columnType().scale();
        for (int row = 0; row < rows; row++) {
            if (result.isNull(row)) {
                continue;
            }
            source.readDecimal(row, value);
            try {
                value.rescale(scale, newScale);
                DecimalCells.write(value, result, row);
            } catch (ArithmeticException _) {
                DecimalText text = new DecimalText();
                text.format(source.readDecimal(row, value), scale);
                throw outOfRange(text.toString(), to);
            }
        }
    }

    /** Takes the shortest text that stands for the number: 0.1 becomes 0.1. */
    private static void ofReal(Vector source, int rows, SqlType to, Vector result) {
        Int256 value = new Int256();
        boolean isSingle = source.type() == ColumnType.FLOAT;
        for (int row = 0; row < rows; row++) {
            if (result.isNull(row)) {
                continue;
            }
            double real = source.doubles()[row];
            String text = isSingle ? Float.toString((float) real) : Double.toString(real);
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            int scale = DecimalText.parse(bytes, 0, bytes.length, value);
            if (scale == DecimalText.TOO_PRECISE) {
                scale = to.columnType().scale();
                BigDecimal rounded = new BigDecimal(text).setScale(scale, RoundingMode.HALF_UP);
                value.set(rounded.unscaledValue());
            }
            try {
                if (scale < 0) {
                    throw outOfRange(text, to);
                }
                value.rescale(scale, to.columnType().scale());
                DecimalCells.write(value, result, row);
            } catch (ArithmeticException _) {
                throw outOfRange(text, to);
            }
        }
    }

    static long powerOfTen(int digits) {
        long power = 1;
        for (int digit = 0; digit < digits; digit++) {
            power *= 10;
        }
        return power;
    }

    private static SqlException outOfRange(String value, SqlType type) {
        return new SqlException(
                SqlState.NUMERIC_OUT_OF_RANGE,
                SqlException.NO_POSITION,
                value + " is out of the range of type " + type);
    }
}
