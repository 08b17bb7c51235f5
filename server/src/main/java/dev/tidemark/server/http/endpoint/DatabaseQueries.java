package dev.tidemark.server.http.endpoint;

import dev.tidemark.sql.Database;
import dev.tidemark.sql.ParsedStatement;
import dev.tidemark.sql.Prepared;
import dev.tidemark.sql.Result;
import dev.tidemark.sql.Session;
import dev.tidemark.sql.StatementKind;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Statements run by a database, a session for each. */
public final class DatabaseQueries implements Queries {
    private static final String TIMEOUT_SETTING = "statement_timeout";

    private final Database database;

    /**
     * @param database stays the caller's
     */
    public DatabaseQueries(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Query> prepare(String sql, Duration timeout) {
        Session session = database.session();
        session.set(TIMEOUT_SETTING, Long.toString(Math.max(1, timeout.toMillis())));
        List<ParsedStatement> statements = session.parse(sql);
        if (statements.size() > 1) {
            throw new SqlException(
                    SqlState.SYNTAX_ERROR,
                    statements.get(1).position(),
                    "a request can hold one statement only");
        }
        if (statements.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new OneStatement(session, session.prepare(statements.getFirst(), List.of())));
    }

    private record OneStatement(Session session, Prepared prepared) implements Query {
        @Override
        public StatementKind kind() {
            return prepared.kind();
        }

        @Override
        public Result run() {
            return prepared.run(List.of());
        }

        @Override
        public void cancel() {
            session.cancel();
        }
    }
}
