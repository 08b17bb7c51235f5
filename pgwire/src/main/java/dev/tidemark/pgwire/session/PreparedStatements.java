package dev.tidemark.pgwire.session;

import java.util.HashMap;
import java.util.Map;

/** The statements that a client has prepared, by name; the empty name is used again and again. */
final class PreparedStatements {
    private final int limit;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    PreparedStatements(int limit) {
        this.limit = limit;
    }

    /**
     * Checks that a name can be given to a new statement.
     *
     * @throws RequestException if it is taken, or there are too many
     */
    void checkNew(String name) {
        if (name.isEmpty()) {
            return;
        }
        if (statements.containsKey(name)) {
            throw new RequestException(
                    ErrorCode.DUPLICATE_STATEMENT,
                    "there is a prepared statement '" + name + "' already");
        }
        int named = statements.size() - (statements.containsKey("") ? 1 : 0);
        if (named >= limit) {
            throw new RequestException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "the connection has " + limit + " prepared statements, which is the limit");
        }
    }

    /** Adds a statement whose name was checked. */
    void add(String name, PreparedStatement statement) {
        statements.put(name, statement);
    }

    /**
     * The statement of that name.
     *
     * @throws RequestException if there is none
     */
    PreparedStatement find(String name) {
        PreparedStatement statement = statements.get(name);
        if (statement == null) {
            throw unknown(name);
        }
        return statement;
    }

    /** Removes a statement, if there is one of that name. */
    void remove(String name) {
        statements.remove(name);
    }

    /**
     * Removes a statement, as DEALLOCATE does.
     *
     * @throws RequestException if there is none of that name
     */
    void forget(String name) {
        if (statements.remove(name) == null) {
            throw unknown(name);
        }
    }

    void forgetAll() {
        statements.clear();
    }

    private static RequestException unknown(String name) {
        return new RequestException(
                ErrorCode.UNDEFINED_STATEMENT,
                name.isEmpty()
                        ? "there is no prepared statement without a name"
                        : "there is no prepared statement '" + name + "'");
    }
}
