package dev.tidemark.sql.syntax;

import java.util.List;

/**
 * {@code name [(columns)] AS (query)} in a WITH clause.
 *
 * @param columns new names for the query's columns; empty to keep theirs
 */
public record CommonTable(Identifier name, List<Identifier> columns, Query query, int position)
        implements Node {

    public CommonTable {
        columns = List.copyOf(columns);
    }
}
