package dev.tidemark.sql.syntax;

import org.jspecify.annotations.Nullable;

/** The columns of CREATE TABLE and ADD COLUMN. */
final class ColumnParser {
    private static final int MAXIMUM_CAPACITY = 1 << 30;

    private final Grammar grammar;
    private final TokenStream tokens;

    ColumnParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens();
    }

    ColumnSpecification column() {
        Identifier name = tokens.name("a column");
        TypeName type = grammar.types().type();
        Integer capacity = null;
        Boolean cache = null;
        ColumnSpecification.Index index = null;
        boolean notNull = false;
        boolean primaryKey = false;
        Expression defaultValue = null;
        while (true) {
            if (capacity == null && tokens.at("CAPACITY")) {
                capacity = capacity();
            } else if (tokens.accept("CACHE")) {
                cache = true;
            } else if (tokens.accept("NOCACHE")) {
                cache = false;
            } else if (tokens.accept("INDEX")) {
                index = new ColumnSpecification.Index(capacity());
            } else if (tokens.accept("NOT", "NULL")) {
                notNull = true;
            } else if (tokens.accept("PRIMARY")) {
                tokens.expect("KEY");
                primaryKey = true;
            } else if (defaultValue == null && tokens.accept("DEFAULT")) {
                defaultValue = grammar.expressions().expression(Precedence.OTHER_OPERATOR);
            } else if (!tokens.accept("NULL")) {
                break;
            }
        }
        boolean plain = capacity == null && cache == null && index == null;
        return new ColumnSpecification(
                name,
                type,
                plain ? null : new ColumnSpecification.SymbolOptions(capacity, cache, index),
                notNull,
                primaryKey,
                defaultValue,
                name.position());
    }

    /** {@code CAPACITY n}, or null if it does not come next. */
    @Nullable Integer capacity() {
        return tokens.accept("CAPACITY")
                ? (Integer) (int) tokens.integer("a capacity", 1, MAXIMUM_CAPACITY)
                : null;
    }
}
