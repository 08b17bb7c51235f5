package dev.tidemark.sql.bind;

import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of a statement while it is bound: what is known of their types, and their values
 * if it is bound to run. Belongs to one binding.
 */
public final class ParameterTypes {
    private final List<SqlType> types;
    private final List<Scalar.Constant> values;

    private ParameterTypes(List<SqlType> types, List<Scalar.Constant> values) {
        this.types = new ArrayList<>(types);
        this.values = values;
    }

    /** To find types out: starts with hints, UNKNOWN where there is none. */
    public static ParameterTypes infer(int count, List<SqlType> hints) {
        List<SqlType> types = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            types.add(index < hints.size() ? hints.get(index) : SqlType.UNKNOWN);
        }
        return new ParameterTypes(types, List.of());
    }

    /** To run: all values are there. */
    public static ParameterTypes of(List<Scalar.Constant> values) {
        return new ParameterTypes(values.stream().map(Scalar.Constant::type).toList(), values);
    }

    /** Types found so far, VARCHAR where nothing was found. */
    public List<SqlType> types() {
        return types.stream()
                .map(type -> type == SqlType.UNKNOWN ? SqlType.VARCHAR : type)
                .toList();
    }

    /** The parameter {@code $number} as an expression. */
    Scalar scalar(int number, int position) {
        if (number < 1 || number > types.size()) {
            throw new SqlException(
                    SqlState.UNDEFINED_PARAMETER, position, "there is no parameter $" + number);
        }
        return values.isEmpty()
                ? new Scalar.Parameter(number, types.get(number - 1))
                : values.get(number - 1);
    }

    /** Gives a type to a parameter that has none yet. */
    Scalar.Parameter resolve(Scalar.Parameter parameter, SqlType type) {
        int index = parameter.number() - 1;
        if (types.get(index) == SqlType.UNKNOWN) {
            types.set(index, type);
        }
        return new Scalar.Parameter(parameter.number(), types.get(index));
    }
}
