package dev.tidemark.sql.bind;

import dev.tidemark.sql.function.DecimalCells;
import dev.tidemark.sql.function.ValueText;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.math.BigInteger;
import java.util.Locale;

/** What a number in the text of a statement is worth. */
final class NumberLiterals {
    private static final int HEX_RADIX = 16;
    private static final int OCTAL_RADIX = 8;

    private NumberLiterals() {}

    /**
     * INT if it fits, else LONG; DOUBLE with a point, an exponent or beyond 64 bits; a decimal with
     * the suffix m.
     */
    static Scalar.Constant bind(String text, boolean negative, int position) {
        String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
        try {
            if (digits.startsWith("0x")) {
                return whole(new BigInteger(digits.substring(2), HEX_RADIX), negative);
            }
            if (digits.startsWith("0b")) {
                return whole(new BigInteger(digits.substring(2), 2), negative);
            }
            if (digits.startsWith("0o")) {
                return whole(new BigInteger(digits.substring(2), OCTAL_RADIX), negative);
            }
            if (digits.endsWith("l")) {
                String withoutSuffix = digits.substring(0, digits.length() - 1);
                Scalar.Constant constant = whole(new BigInteger(withoutSuffix), negative);
                return constant.type() == SqlType.INT
                        ? new Scalar.Constant(SqlType.LONG, constant.value())
                        : constant;
            }
            if (digits.endsWith("m")) {
                String withoutSuffix = digits.substring(0, digits.length() - 1);
                return decimal(negative ? "-" + withoutSuffix : withoutSuffix);
            }
            if (digits.contains(".") || digits.contains("e")) {
                double value = Double.parseDouble(digits);
                String exact = negative ? "-" + digits : digits;
                return new Scalar.Constant(SqlType.DOUBLE, negative ? -value : value, exact);
            }
            return whole(new BigInteger(digits), negative);
        } catch (NumberFormatException failure) {
            throw new SqlException(
                    SqlState.INVALID_TEXT, position, "'" + text + "' is no number", null, failure);
        }
    }

    private static Scalar.Constant decimal(String digits) {
        SqlType type = DecimalCells.typeOf(digits);
        return new Scalar.Constant(type, ValueText.parse(digits, type));
    }

    private static Scalar.Constant whole(BigInteger magnitude, boolean negative) {
        BigInteger value = negative ? magnitude.negate() : magnitude;
        if (value.bitLength() > 63) {
            return new Scalar.Constant(SqlType.DOUBLE, value.doubleValue(), value.toString());
        }
        SqlType type = value.bitLength() > 31 ? SqlType.LONG : SqlType.INT;
        return new Scalar.Constant(type, value.longValue());
    }
}
