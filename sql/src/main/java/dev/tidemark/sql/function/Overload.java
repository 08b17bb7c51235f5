package dev.tidemark.sql.function;

import dev.tidemark.sql.type.SqlType;
import java.util.List;
import java.util.function.Function;

/**
 * One form of a scalar function.
 *
 * @param name in lower case; operators by their symbol
 * @param parameters what it takes
 * @param repeatsLast whether more arguments of the last kind may follow
 * @param takesNulls whether the body sees rows with NULL arguments
 * @param resultType from the types of the arguments as handed over
 */
public record Overload(
        String name,
        List<ParameterKind> parameters,
        boolean repeatsLast,
        boolean takesNulls,
        Function<List<SqlType>, SqlType> resultType,
        ScalarFunction body) {

    /** An overload with a fixed result type, whose result is NULL if an argument is. */
    static Overload of(
            String name, List<ParameterKind> parameters, SqlType result, ScalarFunction body) {
        return new Overload(name, parameters, false, false, _ -> result, body);
    }

    /** What stands at an argument's place. */
    public ParameterKind parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    boolean accepts(List<SqlType> types) {
        boolean countFits =
                repeatsLast ? types.size() >= parameters.size() : types.size() == parameters.size();
        if (!countFits) {
            return false;
        }
        for (int index = 0; index < types.size(); index++) {
            if (!parameter(index).accepts(types.get(index))) {
                return false;
            }
        }
        return true;
    }

    /** Overloads are the same if they are one object: there is one for each form. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
