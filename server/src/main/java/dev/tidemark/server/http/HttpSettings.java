package dev.tidemark.server.http;

import java.time.Duration;

/**
 * How the HTTP listener works.
 *
 * @param host name or address to bind to
 * @param port to bind to; 0 = any free one
 * @param connectionLimit beyond which a connection is answered with 503 and closed
 * @param limits of each connection
 */
public record HttpSettings(String host, int port, int connectionLimit, Limits limits) {
    /**
     * What a connection may take.
     *
     * @param headerBytes of the request line, and of all headers together
     * @param decompressionRatio how many times longer than before a decompressed body may be
     * @param idleTimeout after which a connection without a request is closed
     * @param requestTimeout within which a request must have come, once it has begun
     * @param writeTimeout how long an answer waits for a client that does not read
     */
    public record Limits(
            int headerBytes,
            int decompressionRatio,
            Duration idleTimeout,
            Duration requestTimeout,
            Duration writeTimeout) {}
}
