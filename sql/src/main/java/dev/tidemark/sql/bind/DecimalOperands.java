package dev.tidemark.sql.bind;

import dev.tidemark.sql.function.DecimalCells;
import dev.tidemark.sql.function.DecimalTypes;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings what stands beside a decimal to decimals: integers, and numbers in the text of a statement
 * with all their digits. Beside a column or result of FLOAT or DOUBLE a decimal becomes a DOUBLE.
 */
final class DecimalOperands {
    private final Coercion coercion;

    DecimalOperands(Coercion coercion) {
        this.coercion = coercion;
    }

    /** Whether the operands are numbers, or open texts and parameters, and one is a decimal. */
    static boolean areMixed(List<Scalar> operands) {
        return operands.stream().anyMatch(operand -> operand.type().isDecimal())
                && operands.stream()
                        .allMatch(operand ->
                                operand.type().isNumeric() || operand.type() == SqlType.UNKNOWN);
    }

    /** The digits of a constant that is a number exactly, else null. */
    static @Nullable String exactText(Scalar scalar) {
        if (!(scalar instanceof Scalar.Constant constant) || constant.value() == null) {
            return null;
        }
        if (constant.digits() != null) {
            return constant.digits();
        }
        if (constant.type().isDecimal()) {
            return DecimalCells.text(constant.value(), constant.type().columnType());
        }
        boolean isText = constant.type() == SqlType.UNKNOWN;
        return isText || constant.type().isInteger() ? constant.value().toString() : null;
    }

    /** The operands for arithmetic: all decimals, or as they are if that cannot be. */
    List<Scalar> forArithmetic(List<Scalar> operands, int position) {
        if (!areMixed(operands) || hasReal(operands)) {
            return operands;
        }
        SqlType decimal =
                operands.stream()
                        .map(Scalar::type)
                        .filter(SqlType::isDecimal)
                        .findFirst()
                        .orElseThrow();
        List<Scalar> decimals = new ArrayList<>();
        for (Scalar operand : operands) {
            SqlType type =
                    operand.type() == SqlType.UNKNOWN && exactText(operand) == null
                            ? decimal
                            : ownType(operand, position);
            decimals.add(
                    operand.type().isDecimal()
                            ? operand
                            : coercion.coerce(operand, type, position));
        }
        return decimals;
    }

    /** The operands, {@linkplain #areMixed mixed}, in one type in which they compare. */
    List<Scalar> forComparison(List<Scalar> operands, int position) {
        SqlType common = null;
        for (Scalar operand : operands) {
            SqlType type = comparisonType(operand, position);
            common = common == null || type == null ? type : DecimalTypes.common(common, type);
        }
        SqlType type = hasReal(operands) || common == null ? SqlType.DOUBLE : common;
        return operands.stream().map(operand -> coercion.coerce(operand, type, position)).toList();
    }

    private static boolean hasReal(List<Scalar> operands) {
        return operands.stream()
                .anyMatch(operand -> operand.type().isReal() && exactText(operand) == null);
    }

    private static @Nullable SqlType comparisonType(Scalar operand, int position) {
        String text = exactText(operand);
        if (text != null) {
            return typeOf(withoutLastZeros(text), position);
        }
        if (operand instanceof Scalar.Constant constant && constant.value() == null) {
            return SqlType.decimal(1, 0);
        }
        return operand.type() == SqlType.UNKNOWN
                ? DecimalTypes.WIDEST
                : operand.type().isReal() ? null : DecimalTypes.holding(operand.type());
    }

    private static SqlType ownType(Scalar operand, int position) {
        String text = exactText(operand);
        return text == null ? DecimalTypes.holding(operand.type()) : typeOf(text, position);
    }

    private static SqlType typeOf(String text, int position) {
        try {
            return DecimalCells.typeOf(text);
        } catch (SqlException failure) {
            throw new SqlException(
                    failure.state(),
                    position,
                    String.valueOf(failure.getMessage()),
                    failure.hint(),
                    failure);
        }
    }

    private static String withoutLastZeros(String text) {
        if (!text.contains(".") || text.contains("e") || text.contains("E")) {
            return text;
        }
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, end);
    }
}
