package dev.tidemark.sql.catalog;

import dev.tidemark.core.catalog.LostTable;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;

/** What is said of a table that is damaged as a whole. */
public final class LostTables {
    private LostTables() {}

    /**
     * Why a query of it fails, even if there is a new table of that name: an answer without the
     * rows that it had would be wrong, and nobody would notice.
     */
    public static SqlException refusal(LostTable lost, int position) {
        return new SqlException(
                SqlState.DATA_CORRUPTED,
                position,
                "table '%s' is quarantined: %s (%s)"
                        .formatted(lost.name(), lost.damage().problem(), lost.damage().file()),
                ("Restore a backup, or go on without its rows: ALTER TABLE %s FORGET ALL"
                                + " PARTITIONS.")
                        .formatted(lost.name()));
    }
}
