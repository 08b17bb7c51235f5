package dev.tidemark.server.http;

import java.time.Duration;

/**
 * How the HTTP listener works.
 *
 * @param host name or address to bind to
 * @param port to bind to; 0 = any free one
 * @param connectionLimit beyond which a connection is answered with 503 and closed
 * @param headerLimitBytes of the request line, and of all headers together
 * @param idleTimeout after which a connection without a request is closed
 * @param writeTimeout how long an answer waits for a client that does not read
 */
public record HttpSettings(
        String host,
        int port,
        int connectionLimit,
        int headerLimitBytes,
        Duration idleTimeout,
        Duration writeTimeout) {}
