package dev.tidemark.server.http.endpoint;

import dev.tidemark.sql.Result;
import dev.tidemark.sql.StatementKind;
import java.time.Duration;
import java.util.Optional;

/** Runs statements, each in a conversation of its own. Thread-safe. */
public interface Queries {
    /**
     * Checks a statement.
     *
     * @param sql one statement, or none at all
     * @param timeout after which it is cancelled, counted from its start
     * @return empty if the text has no statement
     * @throws dev.tidemark.sql.type.SqlException if it cannot be run
     */
    Optional<Query> prepare(String sql, Duration timeout);

    /** A statement that was checked. Belongs to one thread, but for {@link #cancel()}. */
    interface Query {
        StatementKind kind();

        /**
         * Runs the statement; may be called again once the result is closed.
         *
         * @throws dev.tidemark.sql.type.SqlException if it fails
         */
        Result run();

        /** Stops the statement if it runs, from any thread. */
        void cancel();
    }
}
