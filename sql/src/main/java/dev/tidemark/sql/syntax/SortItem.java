package dev.tidemark.sql.syntax;

import org.jspecify.annotations.Nullable;

/**
 * One key of {@code ORDER BY}.
 *
 * @param expression the key; an integer literal by itself is the ordinal of an output column
 * @param nulls where NULLs go; null if the text does not say, which means as the largest value
 */
public record SortItem(
        Expression expression, boolean descending, @Nullable Nulls nulls, int position)
        implements Node {

    /** Where NULLs go. */
    public enum Nulls {
        FIRST,
        LAST
    }
}
