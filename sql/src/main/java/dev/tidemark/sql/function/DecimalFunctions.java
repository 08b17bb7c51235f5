package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.decimal.Int256;
import dev.tidemark.core.type.VectorKind;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Exact arithmetic of decimals. {@link DecimalTypes} tells the types of results; what they cannot
 * hold behind the point is rounded, halves away from zero, and what they cannot hold before it is
 * an error.
 */
final class DecimalFunctions {
    private static final List<ParameterKind> ONE = List.of(ParameterKind.DECIMAL);
    private static final List<ParameterKind> TWO =
            List.of(ParameterKind.DECIMAL, ParameterKind.DECIMAL);

    private DecimalFunctions() {}

    static List<Overload> overloads() {
        List<Overload> all = new ArrayList<>();
        all.add(binary("+", DecimalTypes::sum, (left, right, _) -> left.add(right)));
        all.add(binary("-", DecimalTypes::sum, (left, right, _) -> left.add(right.negate())));
        all.add(overload("*", DecimalTypes::product, DecimalFunctions::multiply));
        all.add(overload("/", DecimalTypes::quotient, DecimalFunctions::divide));
        for (String name : List.of("%", "mod")) {
            all.add(binary(name, DecimalTypes::common, DecimalFunctions::remainder));
        }
        all.add(unary("-", type -> type, (value, _) -> value.negate()));
        all.add(
                unary(
                        "abs",
                        type -> type,
                        (value, _) -> value.isNegative() ? value.negate() : value));
        all.add(unary("round", DecimalTypes::whole, DecimalFunctions::round));
        all.add(unary("trunc", DecimalTypes::whole, (value, scale) -> whole(value, scale, 0)));
        all.add(unary("floor", DecimalTypes::whole, (value, scale) -> whole(value, scale, -1)));
        for (String name : List.of("ceil", "ceiling")) {
            all.add(unary(name, DecimalTypes::whole, (value, scale) -> whole(value, scale, 1)));
        }
        all.add(Overload.of("sign", ONE, SqlType.LONG, DecimalFunctions::sign));
        all.add(
                new Overload(
                        "round",
                        List.of(ParameterKind.DECIMAL, ParameterKind.INTEGER),
                        false,
                        false,
                        types -> DecimalTypes.withMorePrecision(types.getFirst(), 1),
                        DecimalFunctions::roundToDigits));
        return all;
    }

    /** Computes a value from two of the result's scale; may change both. */
    @FunctionalInterface
    private interface Operation {
        Int256 apply(Int256 left, Int256 right, int scale);
    }

    /** Computes a value from one of a scale; may change it. */
    @FunctionalInterface
    private interface Transformation {
        Int256 apply(Int256 value, int scale);
    }

    private static Overload overload(
            String name, BinaryOperator<SqlType> resultType, ScalarFunction body) {
        return new Overload(
                name,
                TWO,
                false,
                false,
                types -> resultType.apply(types.get(0), types.get(1)),
                body);
    }

    private static Overload binary(
            String name, BinaryOperator<SqlType> resultType, Operation operation) {
        return overload(
                name,
                resultType,
                (arguments, rows, result) -> {
                    Int256 left = new Int256();
                    Int256 right = new Int256();
                    int scale = result.type().scale();
                    int leftDigits = scale - arguments[0].type().scale();
                    int rightDigits = scale - arguments[1].type().scale();
                    for (int row = 0; row < rows; row++) {
                        if (!result.isNull(row)) {
                            arguments[0].readDecimal(row, left).scaleUp(leftDigits);
                            arguments[1].readDecimal(row, right).scaleUp(rightDigits);
                            DecimalCells.write(operation.apply(left, right, scale), result, row);
                        }
                    }
                });
    }

    private static Overload unary(
            String name, UnaryOperator<SqlType> resultType, Transformation transformation) {
        return new Overload(
                name,
                ONE,
                false,
                false,
                types -> resultType.apply(types.getFirst()),
                (arguments, rows, result) -> {
                    Int256 value = new Int256();
                    int scale = arguments[0].type().scale();
                    for (int row = 0; row < rows; row++) {
                        if (!result.isNull(row)) {
                            arguments[0].readDecimal(row, value);
                            DecimalCells.write(transformation.apply(value, scale), result, row);
                        }
                    }
                });
    }

    private static void multiply(Vector[] arguments, int rows, Vector result) {
        int fullScale = arguments[0].type().scale() + arguments[1].type().scale();
        int scale = result.type().scale();
        if (result.type().vectorKind() == VectorKind.LONGS && scale == fullScale) {
            // The factors have no more digits than the product, so it fits.
            long[] left = arguments[0].longs();
            long[] right = arguments[1].longs();
            for (int row = 0; row < rows; row++) {
                result.longs()[row] = left[row] * right[row];
            }
            return;
        }
        Int256 left = new Int256();
        Int256 right = new Int256();
        for (int row = 0; row < rows; row++) {
            if (result.isNull(row)) {
                continue;
            }
            arguments[0].readDecimal(row, left);
            arguments[1].readDecimal(row, right);
            if (left.isLong() && right.isLong()) {
                left.multiply(right).scaleDown(fullScale - scale);
            } else {
                BigInteger product = left.toBigInteger().multiply(right.toBigInteger());
                left.set(
                        new BigDecimal(product, fullScale)
                                .setScale(scale, RoundingMode.HALF_UP)
                                .unscaledValue());
            }
            DecimalCells.write(left, result, row);
        }
    }

    private static void divide(Vector[] arguments, int rows, Vector result) {
        int scale = result.type().scale();
        int digits = scale + arguments[1].type().scale() - arguments[0].type().scale();
        BigInteger factor = BigInteger.TEN.pow(Math.max(digits, 0));
        Int256 dividend = new Int256();
        Int256 divisor = new Int256();
        for (int row = 0; row < rows; row++) {
            if (result.isNull(row)) {
                continue;
            }
            arguments[0].readDecimal(row, dividend);
            arguments[1].readDecimal(row, divisor);
            checkDivisor(divisor);
            BigDecimal scaled = new BigDecimal(dividend.toBigInteger().multiply(factor));
            BigDecimal below =
                    new BigDecimal(
                            divisor.toBigInteger()
                                    .multiply(BigInteger.TEN.pow(Math.max(-digits, 0))));
            BigInteger quotient = scaled.divide(below, 0, RoundingMode.HALF_UP).unscaledValue();
            DecimalCells.write(dividend.set(quotient), result, row);
        }
    }

    private static Int256 remainder(Int256 dividend, Int256 divisor, int scale) {
        checkDivisor(divisor);
        return dividend.set(dividend.toBigInteger().remainder(divisor.toBigInteger()));
    }

    private static void checkDivisor(Int256 divisor) {
        if (divisor.isZero()) {
            throw new SqlException(
                    SqlState.DIVISION_BY_ZERO, SqlException.NO_POSITION, "division by zero");
        }
    }

    private static Int256 round(Int256 value, int scale) {
        value.scaleDown(scale);
        return value;
    }

    /** The whole part, or the next whole number in the direction of a sign other than 0. */
    private static Int256 whole(Int256 value, int scale, int direction) {
        BigDecimal exact = new BigDecimal(value.toBigInteger(), scale);
        RoundingMode mode =
                direction == 0
                        ? RoundingMode.DOWN
                        : direction < 0 ? RoundingMode.FLOOR : RoundingMode.CEILING;
        return value.set(exact.setScale(0, mode).unscaledValue());
    }

    private static void sign(Vector[] arguments, int rows, Vector result) {
        Int256 value = new Int256();
        for (int row = 0; row < rows; row++) {
            arguments[0].readDecimal(row, value);
            result.longs()[row] = value.isNegative() ? -1 : value.isZero() ? 0 : 1;
        }
    }

    private static void roundToDigits(Vector[] arguments, int rows, Vector result) {
        int scale = result.type().scale();
        long[] digits = arguments[1].longs();
        Int256 value = new Int256();
        for (int row = 0; row < rows; row++) {
            if (result.isNull(row)) {
                continue;
            }
            arguments[0].readDecimal(row, value);
            long dropped = scale - digits[row];
            if (dropped > result.type().precision()) {
                value.set(0);
            } else if (dropped > 0) {
                value.scaleDown((int) dropped);
                value.scaleUp((int) dropped);
            }
            DecimalCells.write(value, result, row);
        }
    }
}
