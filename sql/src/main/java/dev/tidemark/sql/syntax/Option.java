package dev.tidemark.sql.syntax;

import java.util.List;

/**
 * An option of a statement: {@code FORMAT csv}, {@code FORCE_QUOTE (a, b)}, {@code ANALYZE}.
 *
 * @param name in lower case
 * @param values without quotes, words in the case in which they were written; empty for an option
 *     that is just switched on; {@code *} stands for all columns
 */
public record Option(String name, List<String> values, int position) implements Node {

    public Option {
        values = List.copyOf(values);
    }
}
