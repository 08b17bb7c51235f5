package dev.tidemark.sql.syntax;

import org.jspecify.annotations.Nullable;

/** What stands between the commas of a SELECT or RETURNING list. */
public sealed interface SelectItem extends Node {

    /** An expression, perhaps under a new name. */
    record Single(Expression expression, @Nullable Identifier alias, int position)
            implements SelectItem {}

    /** {@code *}. */
    record AllColumns(int position) implements SelectItem {}

    /** {@code t.*}. */
    record AllColumnsOf(QualifiedName table, int position) implements SelectItem {}

    /** {@code (composite).*}. */
    record AllFieldsOf(Expression composite, int position) implements SelectItem {}
}
