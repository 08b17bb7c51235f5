package dev.tidemark.server.http.endpoint;

import java.time.Duration;

/**
 * What endpoints need to run statements.
 *
 * @param queries runs them
 * @param pool where they run
 * @param queryTimeout after which they are cancelled
 * @param bodyLimitBytes length of the longest statement
 */
public record SqlService(
        Queries queries, QueryPool pool, Duration queryTimeout, long bodyLimitBytes) {}
