package dev.tidemark.sql.function;

import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All scalar functions and operators, by name. Immutable. */
public final class Functions {
    private static final Map<String, List<Overload>> BY_NAME = new HashMap<>();

    static {
        List.of(
                        DecimalFunctions.overloads(),
                        MathFunctions.overloads(),
                        TextFunctions.overloads(),
                        TimeFunctions.overloads(),
                        NullFunctions.overloads(),
                        ArrayFunctions.overloads())
                .forEach(family ->
                        family.forEach(overload ->
                                BY_NAME.computeIfAbsent(overload.name(), _ -> new ArrayList<>())
                                        .add(overload)));
    }

    private Functions() {}

    /** The first overload that takes arguments of these types. */
    public static Optional<Overload> find(String name, List<SqlType> argumentTypes) {
        return BY_NAME.getOrDefault(name, List.of()).stream()
                .filter(overload -> overload.accepts(argumentTypes))
                .findFirst();
    }

    /** Names in lower case. */
    public static Set<String> names() {
        return Set.copyOf(BY_NAME.keySet());
    }
}
