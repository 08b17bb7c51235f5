package dev.tidemark.sql;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One user's conversation with a database: its settings, and its statements one after another.
 *
 * <p>Belongs to one thread at a time, except {@link #cancel()}. Every statement commits by itself;
 * BEGIN, COMMIT and ROLLBACK are accepted and change nothing.
 */
public final class Session {
    private final Store store;
    private final Settings settings = new Settings();
    private volatile boolean cancelled;

    Session(Store store) {
        this.store = store;
    }

    /**
     * The statements of a script, in order. A script of white space and comments has none.
     *
     * @throws SqlException with state SYNTAX_ERROR and the place
     */
    public List<ParsedStatement> parse(String script) {
        return unsupported("parsing " + script.length() + " characters");
    }

    /**
     * Checks a statement against the tables as they are.
     *
     * @param parameterHints types that the caller knows, {@code $1} first, UNKNOWN where not; may
     *     be shorter than the parameters are many
     * @throws SqlException if a name is unknown, types do not fit, and so on
     */
    public Prepared prepare(ParsedStatement statement, List<SqlType> parameterHints) {
        return unsupported(statement.text() + parameterHints.size() + store.tables() + cancelled);
    }

    /**
     * Checks the one statement that a text holds.
     *
     * @throws SqlException also if the text has no statement or several
     */
    public Prepared prepare(String sql) {
        return unsupported(sql);
    }

    /** Runs the one statement that a text holds, without parameters. */
    public Result run(String sql) {
        return prepare(sql).run(List.of());
    }

    /** Stops the statement that runs now, if one does, with QUERY_CANCELLED. From any thread. */
    public void cancel() {
        cancelled = true;
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

    @SuppressWarnings("TypeParameterUnusedInFormals") // It never returns.
    private static <T> T unsupported(String what) {
        throw new SqlException(SqlState.NOT_SUPPORTED, 0, what);
    }
}
