package dev.tidemark.pgwire.settings;

import dev.tidemark.pgwire.codec.FrontendDecoder;

/**
 * What one connection may take.
 *
 * @param maxMessageBytes longest message of a client that has logged in
 * @param maxStatements prepared statements that are open at the same time
 * @param maxPortals portals that are open at the same time
 * @param idleTimeoutSeconds without a statement, after which a session is closed; 0 = never
 * @param loginTimeoutSeconds within which a client has to have logged in
 */
public record ConnectionLimits(
        int maxMessageBytes,
        int maxStatements,
        int maxPortals,
        long idleTimeoutSeconds,
        long loginTimeoutSeconds) {
    public static final int DEFAULT_MAX_MESSAGE_BYTES = 1 << 24;
    public static final int DEFAULT_MAX_STATEMENTS = 1_024;
    public static final int DEFAULT_MAX_PORTALS = 64;
    public static final long DEFAULT_IDLE_TIMEOUT_SECONDS = 0;
    public static final long DEFAULT_LOGIN_TIMEOUT_SECONDS = 60;

    public ConnectionLimits {
        if (maxMessageBytes < FrontendDecoder.MAX_LOGIN_MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "messages of at most "
                            + maxMessageBytes
                            + " bytes are shorter than those of a login, "
                            + FrontendDecoder.MAX_LOGIN_MESSAGE_BYTES);
        }
        if (maxStatements < 1 || maxPortals < 1) {
            throw new IllegalArgumentException(
                    "a connection needs at least one prepared statement and one portal, not "
                            + maxStatements
                            + " and "
                            + maxPortals);
        }
        if (idleTimeoutSeconds < 0 || loginTimeoutSeconds < 1) {
            throw new IllegalArgumentException(
                    "an idle timeout of "
                            + idleTimeoutSeconds
                            + " s and a login timeout of "
                            + loginTimeoutSeconds
                            + " s are no times");
        }
    }

    /** The defaults. */
    public static ConnectionLimits defaults() {
        return new ConnectionLimits(
                DEFAULT_MAX_MESSAGE_BYTES,
                DEFAULT_MAX_STATEMENTS,
                DEFAULT_MAX_PORTALS,
                DEFAULT_IDLE_TIMEOUT_SECONDS,
                DEFAULT_LOGIN_TIMEOUT_SECONDS);
    }

    /** The same with another length of messages. */
    public ConnectionLimits withMaxMessageBytes(int bytes) {
        return new ConnectionLimits(
                bytes, maxStatements, maxPortals, idleTimeoutSeconds, loginTimeoutSeconds);
    }

    /** The same with other numbers of open statements and portals. */
    public ConnectionLimits withOpen(int statements, int portals) {
        return new ConnectionLimits(
                maxMessageBytes, statements, portals, idleTimeoutSeconds, loginTimeoutSeconds);
    }

    /** The same with other times, in seconds. */
    public ConnectionLimits withTimeouts(long idleSeconds, long loginSeconds) {
        return new ConnectionLimits(
                maxMessageBytes, maxStatements, maxPortals, idleSeconds, loginSeconds);
    }
}
