package dev.tidemark.sql;

import dev.tidemark.sql.type.SqlType;
import java.util.List;

/**
 * A statement that was checked and may be run any number of times, each time against the tables as
 * they then are. Holds nothing that needs closing; belongs to its session's thread.
 */
public interface Prepared {
    StatementKind kind();

    /** Type of each parameter, {@code $1} first; VARCHAR where neither hint nor context says. */
    List<SqlType> parameterTypes();

    /** Columns of the result; empty if the statement returns no rows. */
    List<ResultColumn> columns();

    /**
     * Runs the statement. Queries run while the result is read; everything else is done, and
     * durable, when this returns.
     *
     * @param values one for each parameter
     * @throws dev.tidemark.sql.type.SqlException if the values do not fit or the statement fails
     */
    Result run(List<Parameter> values);
}
