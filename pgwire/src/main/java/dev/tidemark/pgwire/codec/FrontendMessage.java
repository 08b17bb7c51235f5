package dev.tidemark.pgwire.codec;

import java.util.List;
import java.util.Map;

/** What a client says. */
public sealed interface FrontendMessage {
    /** What any message takes. */
    int OVERHEAD_BYTES = 64;

    /** Roughly the bytes that the message keeps in memory. */
    default int weightBytes() {
        return switch (this) {
            case Query(String sql) -> OVERHEAD_BYTES + sql.length();
            case Parse parse -> OVERHEAD_BYTES + parse.sql().length();
            case Bind bind -> OVERHEAD_BYTES + bind.values().lengthBytes();
            case EncryptionRequest _,
                    CancelRequest _,
                    Startup _,
                    Password _,
                    Describe _,
                    Execute _,
                    Close _,
                    Flush _,
                    Sync _,
                    Terminate _,
                    CopyInput _,
                    FunctionCall _,
                    Malformed _ ->
                    OVERHEAD_BYTES;
        };
    }

    /** What a Describe or Close is about. */
    enum Target {
        STATEMENT,
        PORTAL
    }

    /** Asks for an encrypted connection, with TLS or GSSAPI. */
    record EncryptionRequest() implements FrontendMessage {}

    /** Asks, on a connection of its own, to cancel what a session runs. */
    record CancelRequest(int processId, int secretKey) implements FrontendMessage {}

    /**
     * Opens a session.
     *
     * @param parameters user, database, and settings
     */
    record Startup(int majorVersion, int minorVersion, Map<String, String> parameters)
            implements FrontendMessage {}

    /** The answer to the request for a password. */
    record Password(String password) implements FrontendMessage {
        @Override
        public String toString() {
            return "Password[]";
        }
    }

    /** Statements to run at once. */
    record Query(String sql) implements FrontendMessage {}

    /**
     * Prepares a statement.
     *
     * @param name empty for the one without name
     * @param parameterTypes PostgreSQL's numbers of types, 0 where not said; may be shorter than
     *     the parameters are many
     */
    record Parse(String name, String sql, List<Integer> parameterTypes)
            implements FrontendMessage {}

    /** Makes a portal: a statement with values for its parameters. */
    record Bind(
            String portal,
            String statement,
            FormatCodes parameterFormats,
            BoundValues values,
            FormatCodes resultFormats)
            implements FrontendMessage {}

    /** Asks for the parameters and columns of a statement or portal. */
    record Describe(Target target, String name) implements FrontendMessage {}

    /**
     * Runs a portal.
     *
     * @param maxRows to send before it is suspended, 0 for all
     */
    record Execute(String portal, int maxRows) implements FrontendMessage {}

    /** Forgets a statement or portal. */
    record Close(Target target, String name) implements FrontendMessage {}

    /** Asks for the answers so far. */
    record Flush() implements FrontendMessage {}

    /** Ends a series of messages, and what was skipped after an error. */
    record Sync() implements FrontendMessage {}

    /** Goes away. */
    record Terminate() implements FrontendMessage {}

    /** Part of a COPY that the server did not ask for; left over when a COPY was refused. */
    record CopyInput() implements FrontendMessage {}

    /** The old way to call a function. */
    record FunctionCall() implements FrontendMessage {}

    /** What is no message; nothing can follow it. */
    record Malformed(String reason) implements FrontendMessage {}
}
