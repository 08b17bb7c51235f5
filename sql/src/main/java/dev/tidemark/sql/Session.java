package dev.tidemark.sql;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.sql.bind.SessionValues;
import dev.tidemark.sql.execute.ExecutionContext;
import dev.tidemark.sql.execute.ScanThreads;
import dev.tidemark.sql.syntax.Parser;
import dev.tidemark.sql.syntax.SqlSyntaxException;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One user's conversation with a database: its settings, and its statements one after another.
 *
 * <p>Belongs to one thread at a time, except {@link #cancel()} and {@link #forgetCancel()}. Every
 * statement commits by itself; BEGIN, COMMIT and ROLLBACK are accepted and change nothing.
 */
public final class Session {
    private static final String DEFAULT_USER = "tidemark";
    private static final String USER_SETTING = "session_authorization";
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private final Store store;
    private final ScanThreads threads;
    private final Settings settings = new Settings();
    private volatile boolean cancelled;
    private volatile boolean keepsCancel;

    Session(Store store, ScanThreads threads) {
        this.store = store;
        this.threads = threads;
    }

    /**
     * The statements of a script, in order. A script of white space and comments has none.
     *
     * @throws SqlException with state SYNTAX_ERROR and the place
     */
    public List<ParsedStatement> parse(String script) {
        try {
            return Parser.parse(script).stream()
                    .map(parsed ->
                            new ParsedStatement(
                                    parsed.statement(),
                                    StatementKind.of(parsed.statement()),
                                    parsed.text(script),
                                    parsed.start(),
                                    parsed.parameterCount()))
                    .toList();
        } catch (SqlSyntaxException failure) {
            throw new SqlException(
                    SqlState.SYNTAX_ERROR,
                    failure.position(),
                    String.valueOf(failure.getMessage()),
                    failure.hint(),
                    failure);
        }
    }

    /**
     * Checks a statement against the tables as they are.
     *
     * @param parameterHints types that the caller knows, {@code $1} first, UNKNOWN where not; may
     *     be shorter than the parameters are many
     * @throws SqlException if a name is unknown, types do not fit, and so on
     */
    public Prepared prepare(ParsedStatement statement, List<SqlType> parameterHints) {
        return new Preparation(this, statement).prepare(parameterHints);
    }

    /**
     * Checks the one statement that a text holds.
     *
     * @throws SqlException also if the text has no statement or several
     */
    public Prepared prepare(String sql) {
        List<ParsedStatement> statements = parse(sql);
        if (statements.size() != 1) {
            throw new SqlException(
                    SqlState.SYNTAX_ERROR,
                    statements.isEmpty() ? 0 : statements.get(1).position(),
                    "expected one statement, not " + statements.size());
        }
        return prepare(statements.getFirst(), List.of());
    }

    /** Runs the one statement that a text holds, without parameters. */
    public Result run(String sql) {
        return prepare(sql).run(List.of());
    }

    /** Stops the statement that runs now, if one does, with QUERY_CANCELLED. From any thread. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * From now on a cancel also reaches the statements that begin after it, until {@link
     * #forgetCancel()}: for servers, whose clients cancel a request that may not run yet.
     */
    public void keepCancel() {
        keepsCancel = true;
    }

    /** Takes back a cancel, in case it has not stopped anything. From any thread. */
    public void forgetCancel() {
        cancelled = false;
    }

    /** The value of a setting as SHOW tells it; names have no case. */
    public Optional<String> setting(String name) {
        return settings.value(name);
    }

    /**
     * Changes a setting, as SET does.
     *
     * @throws SqlException if the setting is read-only or the value means nothing to it
     */
    public void set(String name, String value) {
        settings.set(name, value);
    }

    /** All settings, sorted by name. */
    public Map<String, String> settings() {
        return settings.all();
    }

    Store store() {
        return store;
    }

    Settings mutableSettings() {
        return settings;
    }

    /** What a query runs in; forgets an earlier wish to cancel unless that is to be kept. */
    ExecutionContext newExecution() {
        if (!keepsCancel) {
            forgetCancel();
        }
        return new ExecutionContext(() -> cancelled, settings.statementTimeoutMillis(), threads);
    }

    /** What a statement that begins now can ask. */
    SessionValues values() {
        Instant now = Instant.now();
        long micros = now.getEpochSecond() * MICROS_PER_SECOND + now.getNano() / NANOS_PER_MICRO;
        return new SessionValues() {
            @Override
            public long nowMicros() {
                return micros;
            }

            @Override
            public String user() {
                return settings.value(USER_SETTING).orElse(DEFAULT_USER);
            }

            @Override
            public String version() {
                return "PostgreSQL " + settings.value("server_version").orElse("") + " (Tidemark)";
            }

            @Override
            public Optional<String> setting(String name) {
                return settings.value(name);
            }
        };
    }
}
