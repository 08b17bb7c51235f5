package dev.tidemark.sql.syntax;

import org.jspecify.annotations.Nullable;

/** Which rows of a result to keep. */
public sealed interface Limit extends Node {

    /**
     * {@code LIMIT count OFFSET offset} in its many spellings; a negative count means the last
     * rows.
     *
     * @param count null for all rows
     * @param withTies whether rows equal to the last one in the order come too
     */
    record Count(
            @Nullable Expression count, @Nullable Expression offset, boolean withTies, int position)
            implements Limit {}

    /**
     * {@code LIMIT low, high}: the rows from {@code low} to before {@code high}, counted from 0, or
     * from the end if negative.
     */
    record Range(Expression low, Expression high, int position) implements Limit {}
}
