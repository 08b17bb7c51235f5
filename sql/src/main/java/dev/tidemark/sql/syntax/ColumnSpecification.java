package dev.tidemark.sql.syntax;

import org.jspecify.annotations.Nullable;

/**
 * A column in CREATE TABLE or ADD COLUMN.
 *
 * @param symbol what the text says about a symbol column; null if nothing
 * @param defaultValue the expression after DEFAULT
 */
public record ColumnSpecification(
        Identifier name,
        TypeName type,
        @Nullable SymbolOptions symbol,
        boolean notNull,
        boolean primaryKey,
        @Nullable Expression defaultValue,
        int position)
        implements Node {

    /**
     * {@code [CAPACITY n] [CACHE | NOCACHE] [INDEX [CAPACITY n]]}.
     *
     * @param capacity how many symbols are expected, or null
     * @param cache null if the text does not say
     * @param index null without an index
     */
    public record SymbolOptions(
            @Nullable Integer capacity, @Nullable Boolean cache, @Nullable Index index) {}

    /**
     * An index on a symbol column.
     *
     * @param capacity how many rows a block of it holds, or null
     */
    public record Index(@Nullable Integer capacity) {}
}
