package dev.tidemark.sql;

import dev.tidemark.sql.function.ValueText;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/** What {@link Preparation} has found out about a statement. */
record PreparedStatement(
        Preparation preparation,
        StatementKind kind,
        List<SqlType> parameterTypes,
        List<ResultColumn> columns)
        implements Prepared {

    PreparedStatement {
        parameterTypes = List.copyOf(parameterTypes);
        columns = List.copyOf(columns);
    }

    @Override
    public Result run(List<Parameter> values) {
        if (values.size() != parameterTypes.size()) {
            throw new SqlException(
                    SqlState.PROTOCOL_VIOLATION,
                    SqlException.NO_POSITION,
                    "the statement has "
                            + parameterTypes.size()
                            + " parameters, but "
                            + values.size()
                            + " values were given");
        }
        List<Scalar.Constant> constants = new ArrayList<>();
        for (Parameter value : values) {
            constants.add(constant(value, parameterTypes.get(constants.size())));
        }
        return preparation.run(constants);
    }

    private static Scalar.Constant constant(Parameter parameter, SqlType type) {
        boolean real = type.isReal();
        return switch (parameter) {
            case Parameter.Null _ -> new Scalar.Constant(type, null);
            case Parameter.Text(String text) ->
                    new Scalar.Constant(type, ValueText.parse(text, type));
            case Parameter.Whole(long value) when real -> new Scalar.Constant(type, (double) value);
            case Parameter.Whole(long value) when type.isInteger() || type.isTime() ->
                    new Scalar.Constant(type, value);
            case Parameter.Whole(long value) when type == SqlType.BOOLEAN ->
                    new Scalar.Constant(type, value);
            case Parameter.Whole(long value) ->
                    new Scalar.Constant(type, ValueText.parse(Long.toString(value), type));
            case Parameter.Real(double value) when real -> new Scalar.Constant(type, value);
            case Parameter.Real(double value) ->
                    new Scalar.Constant(type, ValueText.parse(Double.toString(value), type));
        };
    }
}
