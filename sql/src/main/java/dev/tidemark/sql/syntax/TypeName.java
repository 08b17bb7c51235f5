package dev.tidemark.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name of a type, as in casts and column definitions.
 *
 * <p>The standard's names of several words are replaced by their PostgreSQL names of one word:
 * {@code double precision} by {@code float8}, {@code timestamp with time zone} by {@code
 * timestamptz}, {@code timestamp without time zone} by {@code timestamp}, {@code time with time
 * zone} by {@code timetz}, {@code time without time zone} by {@code time}, {@code character
 * varying} by {@code varchar}, {@code bit varying} by {@code varbit}.
 *
 * @param modifiers what stands in parentheses: {@code 10} and {@code 2} in {@code numeric(10, 2)},
 *     {@code 4c} in {@code geohash(4c)}
 * @param intervalFields the fields after {@code interval}, in lower case with single spaces, such
 *     as {@code day to second}
 * @param arrayDimensions the number of {@code []} that follow
 */
public record TypeName(
        QualifiedName name,
        List<String> modifiers,
        @Nullable String intervalFields,
        int arrayDimensions,
        int position)
        implements Node {

    public TypeName {
        modifiers = List.copyOf(modifiers);
    }
}
