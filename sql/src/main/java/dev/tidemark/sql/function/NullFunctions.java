package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.RowStore;
import java.util.List;

/** Functions that see NULLs. Their arguments have one common type, as the binder arranges. */
final class NullFunctions {
    private NullFunctions() {}

    static List<Overload> overloads() {
        return List.of(
                choosing("coalesce", NullFunctions::coalesce),
                choosing(
                        "greatest",
                        (arguments, rows, result) -> extreme(arguments, rows, 1, result)),
                choosing(
                        "least", (arguments, rows, result) -> extreme(arguments, rows, -1, result)),
                new Overload(
                        "nullif",
                        List.of(ParameterKind.ANY, ParameterKind.ANY),
                        false,
                        true,
                        List::getFirst,
                        NullFunctions::nullIfEqual));
    }

    private static Overload choosing(String name, ScalarFunction body) {
        return new Overload(
                name, List.of(ParameterKind.ANY), true, true, NullFunctions::common, body);
    }

    private static SqlType common(List<SqlType> types) {
        return types.getFirst();
    }

    private static void coalesce(Vector[] arguments, int rows, Vector result) {
        for (int row = 0; row < rows; row++) {
            int chosen = 0;
            while (chosen < arguments.length && arguments[chosen].isNull(row)) {
                chosen++;
            }
            append(arguments, chosen, row, result);
        }
    }

    private static void extreme(Vector[] arguments, int rows, int sign, Vector result) {
        for (int row = 0; row < rows; row++) {
            int chosen = arguments.length;
            for (int index = 0; index < arguments.length; index++) {
                Vector argument = arguments[index];
                if (!argument.isNull(row)
                        && (chosen == arguments.length
                                || RowStore.compare(argument, row, arguments[chosen], row) * sign
                                        > 0)) {
                    chosen = index;
                }
            }
            append(arguments, chosen, row, result);
        }
    }

    private static void nullIfEqual(Vector[] arguments, int rows, Vector result) {
        for (int row = 0; row < rows; row++) {
            boolean equal =
                    !arguments[0].isNull(row)
                            && !arguments[1].isNull(row)
                            && RowStore.compare(arguments[0], row, arguments[1], row) == 0;
            append(
                    arguments,
                    equal || arguments[0].isNull(row) ? arguments.length : 0,
                    row,
                    result);
        }
    }

    private static void append(Vector[] arguments, int chosen, int row, Vector result) {
        if (chosen == arguments.length) {
            VectorCopy.appendNull(result);
        } else {
            VectorCopy.append(arguments[chosen], row, 1, result);
        }
    }
}
