package dev.tidemark.sql.syntax;

import java.util.List;

/**
 * {@code AS name [(columns)]}.
 *
 * @param columns new names for the first columns; empty to keep theirs
 */
public record TableAlias(Identifier name, List<Identifier> columns, int position) implements Node {

    public TableAlias {
        columns = List.copyOf(columns);
    }
}
