package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * Arithmetic. Integers are computed in 64 bits and fail beyond them; real numbers follow IEEE 754,
 * so that 1.0 / 0.0 is infinite.
 */
final class MathFunctions {
    private static final List<ParameterKind> INTEGER = List.of(ParameterKind.INTEGER);
    private static final List<ParameterKind> INTEGERS =
            List.of(ParameterKind.INTEGER, ParameterKind.INTEGER);
    private static final List<ParameterKind> REAL = List.of(ParameterKind.REAL);
    private static final List<ParameterKind> REALS =
            List.of(ParameterKind.REAL, ParameterKind.REAL);

    /** Decimals beyond which a double has nothing to round. */
    private static final long MAX_DECIMALS = 400;

    private MathFunctions() {}

    static List<Overload> overloads() {
        List<Overload> all = new ArrayList<>();
        addArithmetic(all);
        all.add(integer("abs", Math::absExact));
        all.add(real("abs", Math::abs));
        all.add(integer("sign", Long::signum));
        all.add(real("sign", Math::signum));
        all.add(integer("round", value -> value));
        all.add(real("round", Math::rint));
        all.add(
                Overload.of(
                        "round",
                        List.of(ParameterKind.REAL, ParameterKind.INTEGER),
                        SqlType.DOUBLE,
                        MathFunctions::roundToDecimals));
        for (String name : List.of("ceil", "ceiling")) {
            all.add(integer(name, value -> value));
            all.add(real(name, Math::ceil));
        }
        all.add(integer("floor", value -> value));
        all.add(real("floor", Math::floor));
        all.add(integer("trunc", value -> value));
        all.add(real("trunc", value -> value < 0 ? Math.ceil(value) : Math.floor(value)));
        all.add(real("sqrt", Math::sqrt));
        all.add(real("exp", Math::exp));
        all.add(real("ln", Math::log));
        all.add(real("log", Math::log10));
        all.add(real("sin", Math::sin));
        all.add(real("cos", Math::cos));
        all.add(real("tan", Math::tan));
        all.add(real("power", Math::pow));
        all.add(real("pow", Math::pow));
        all.add(real("^", Math::pow));
        return all;
    }

    private static void addArithmetic(List<Overload> all) {
        all.add(integer("+", Math::addExact));
        all.add(real("+", Double::sum));
        all.add(integer("-", Math::subtractExact));
        all.add(real("-", (left, right) -> left - right));
        all.add(integer("*", Math::multiplyExact));
        all.add(real("*", (left, right) -> left * right));
        all.add(integer("/", MathFunctions::divide));
        all.add(real("/", (left, right) -> left / right));
        for (String name : List.of("%", "mod")) {
            all.add(integer(name, MathFunctions::remainder));
            all.add(real(name, (left, right) -> left % right));
        }
        all.add(integer("-", Math::negateExact));
        all.add(real("-", value -> -value));
        all.add(integer("&", (left, right) -> left & right));
        all.add(integer("|", (left, right) -> left | right));
        all.add(integer("#", (left, right) -> left ^ right));
        all.add(integer("<<", (left, right) -> left << right));
        all.add(integer(">>", (left, right) -> left >> right));
        all.add(integer("~", value -> ~value));
    }

    private static long divide(long dividend, long divisor) {
        checkDivisor(divisor);
        return Math.divideExact(dividend, divisor);
    }

    private static long remainder(long dividend, long divisor) {
        checkDivisor(divisor);
        return divisor == -1 ? 0 : dividend % divisor;
    }

    private static void checkDivisor(long divisor) {
        if (divisor == 0) {
            throw new SqlException(
                    SqlState.DIVISION_BY_ZERO, SqlException.NO_POSITION, "division by zero");
        }
    }

    private static void roundToDecimals(Vector[] arguments, int rows, Vector result) {
        double[] values = arguments[0].doubles();
        long[] decimals = arguments[1].longs();
        for (int row = 0; row < rows; row++) {
            double value = values[row];
            boolean finite = Double.isFinite(value) && !result.isNull(row);
            result.doubles()[row] =
                    finite && Math.abs(decimals[row]) < MAX_DECIMALS
                            ? BigDecimal.valueOf(value)
                                    .setScale((int) decimals[row], RoundingMode.HALF_UP)
                                    .doubleValue()
                            : value;
        }
    }

    private static Overload integer(String name, LongUnaryOperator operator) {
        return Overload.of(
                name,
                INTEGER,
                SqlType.LONG,
                (arguments, rows, result) -> {
                    long[] values = arguments[0].longs();
                    long[] into = result.longs();
                    for (int row = 0; row < rows; row++) {
                        if (!result.isNull(row)) {
                            into[row] = operator.applyAsLong(values[row]);
                        }
                    }
                });
    }

    private static Overload integer(String name, LongBinaryOperator operator) {
        return Overload.of(
                name,
                INTEGERS,
                SqlType.LONG,
                (arguments, rows, result) -> {
                    long[] left = arguments[0].longs();
                    long[] right = arguments[1].longs();
                    long[] into = result.longs();
                    for (int row = 0; row < rows; row++) {
                        if (!result.isNull(row)) {
                            into[row] = operator.applyAsLong(left[row], right[row]);
                        }
                    }
                });
    }

    private static Overload real(String name, DoubleUnaryOperator operator) {
        return Overload.of(
                name,
                REAL,
                SqlType.DOUBLE,
                (arguments, rows, result) -> {
                    double[] values = arguments[0].doubles();
                    double[] into = result.doubles();
                    for (int row = 0; row < rows; row++) {
                        into[row] = operator.applyAsDouble(values[row]);
                    }
                });
    }

    private static Overload real(String name, DoubleBinaryOperator operator) {
        return Overload.of(
                name,
                REALS,
                SqlType.DOUBLE,
                (arguments, rows, result) -> {
                    double[] left = arguments[0].doubles();
                    double[] right = arguments[1].doubles();
                    double[] into = result.doubles();
                    for (int row = 0; row < rows; row++) {
                        into[row] = operator.applyAsDouble(left[row], right[row]);
                    }
                });
    }
}
