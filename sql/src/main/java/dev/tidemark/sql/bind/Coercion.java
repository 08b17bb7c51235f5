package dev.tidemark.sql.bind;

import dev.tidemark.sql.function.Conversion;
import dev.tidemark.sql.function.DecimalTypes;
import dev.tidemark.sql.function.ValueText;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.plan.SourcePosition;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.util.List;

/** Brings expressions to the types that their context wants. */
final class Coercion {
    private final ParameterTypes parameters;

    Coercion(ParameterTypes parameters) {
        this.parameters = parameters;
    }

    /**
     * The expression as a value of the type. Literals and parameters without a type get it; others
     * are cast.
     *
     * @throws SqlException if a literal does not fit or there is no such cast
     */
    Scalar coerce(Scalar scalar, SqlType type, int position) {
        if (scalar.type() == type) {
            return scalar;
        }
        if (scalar instanceof Scalar.Parameter parameter && scalar.type() == SqlType.UNKNOWN) {
            Scalar.Parameter typed = parameters.resolve(parameter, type);
            return coerce(typed, type, position);
        }
        if (scalar instanceof Scalar.Constant constant) {
            Object value = constant.value();
            if (value == null) {
                return new Scalar.Constant(type, null);
            }
            String number = type.isDecimal() ? DecimalOperands.exactText(constant) : null;
            if (number != null) {
                return new Scalar.Constant(type, parse(number, type, position));
            }
            if (value instanceof String text) {
                return new Scalar.Constant(type, parse(text, type, position));
            }
        }
        if (scalar.type() == SqlType.UNKNOWN && type == SqlType.VARCHAR) {
            return scalar;
        }
        if (!Conversion.exists(scalar.type(), type)) {
            throw new SqlException(
                    SqlState.DATATYPE_MISMATCH,
                    position,
                    "a value of type " + scalar.type() + " cannot become one of type " + type);
        }
        return new Scalar.Cast(scalar, type, new SourcePosition(position));
    }

    /** The expression, as VARCHAR if it still has no type. */
    Scalar settle(Scalar scalar, int position) {
        return scalar.type() == SqlType.UNKNOWN
                ? coerce(scalar, SqlType.VARCHAR, position)
                : scalar;
    }

    /**
     * The type to which values of several types can be brought so that they compare or mix.
     *
     * @throws SqlException with DATATYPE_MISMATCH if there is none
     */
    static SqlType common(List<SqlType> types, int position) {
        SqlType common = SqlType.UNKNOWN;
        for (SqlType type : types) {
            common = common(common, type, position);
        }
        return common;
    }

    private static SqlType common(SqlType left, SqlType right, int position) {
        if (left == right || right == SqlType.UNKNOWN) {
            return left;
        }
        if (left == SqlType.UNKNOWN) {
            return right;
        }
        if (left.isText() && right.isText()) {
            return SqlType.VARCHAR;
        }
        boolean bothNumbers = left.isNumeric() && right.isNumeric();
        boolean bothTimes = left.isTime() && right.isTime();
        if (bothNumbers && left.isReal() != right.isReal()) {
            return SqlType.DOUBLE;
        }
        if (bothNumbers && (left.isDecimal() || right.isDecimal())) {
            return DecimalTypes.common(DecimalTypes.holding(left), DecimalTypes.holding(right));
        }
        if (bothNumbers || bothTimes) {
            return left.kind().compareTo(right.kind()) > 0 ? left : right;
        }
        throw new SqlException(
                SqlState.DATATYPE_MISMATCH,
                position,
                "values of types " + left + " and " + right + " do not mix");
    }

    /** {@link ValueText#parse} with the place of the text in its failures. */
    private static Object parse(String text, SqlType type, int position) {
        try {
            return ValueText.parse(text, type);
        } catch (SqlException failure) {
            throw new SqlException(
                    failure.state(),
                    position,
                    String.valueOf(failure.getMessage()),
                    failure.hint(),
                    failure);
        }
    }
}
