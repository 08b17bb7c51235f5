package dev.tidemark.sql;

import dev.tidemark.core.column.Vector;
import java.util.List;

/**
 * What a statement returns: columns, and rows in batches of up to {@link Vector#SIZE} that are
 * computed as they are asked for.
 *
 * <pre>{@code
 * while (result.next()) {
 *     Vector hosts = result.column(0);
 *     for (int row = 0; row < result.rowCount(); row++) { ... }
 * }
 * }</pre>
 *
 * <p>Holds snapshots of tables until it is closed. Belongs to one thread, except that the session
 * may be cancelled from any.
 */
public interface Result extends AutoCloseable {
    /** Empty if the statement returns no rows. */
    List<ResultColumn> columns();

    /** Index of the column that holds the designated timestamp in ascending order, or -1. */
    int timestampIndex();

    /**
     * Goes to the next batch, which has at least one row.
     *
     * @return false after the last
     * @throws dev.tidemark.sql.type.SqlException if an expression fails, or the statement is
     *     cancelled or exceeds its time
     */
    boolean next();

    /** Rows of the current batch. */
    int rowCount();

    /** A column of the current batch; valid until the next call of {@link #next()}. */
    Vector column(int index);

    /** Rows that the statement wrote, or that {@link #next()} has delivered so far. */
    long affectedRows();

    /** As PostgreSQL has it: {@code SELECT 5}, {@code INSERT 0 3}, {@code CREATE TABLE}. */
    String commandTag();

    /** Lets go of all that the result holds; closing twice is harmless. */
    @Override
    void close();
}
