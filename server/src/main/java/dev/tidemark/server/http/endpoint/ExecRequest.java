package dev.tidemark.server.http.endpoint;

import dev.tidemark.server.http.Exchange;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;

/**
 * The parameters of a request that runs a statement.
 *
 * @param sql the statement
 * @param limit the rows wanted
 * @param countAll whether {@code count} tells the rows of the whole result, not of the answer
 * @param omitMetadata whether the answer begins with the rows
 * @param withTimings whether the answer ends with times
 * @param withExplain whether the answer ends with how it was computed
 * @param quoteLongs whether LONG values stand between quotes
 * @param timeout after which the statement is cancelled
 */
record ExecRequest(
        String sql,
        RowLimit limit,
        boolean countAll,
        boolean omitMetadata,
        boolean withTimings,
        boolean withExplain,
        boolean quoteLongs,
        Duration timeout) {
    private static final String TIMEOUT_HEADER = "Statement-Timeout";

    /**
     * Reads the parameters.
     *
     * @param longestTimeout what the request can shorten
     * @throws IllegalArgumentException if one has a value without meaning
     */
    static ExecRequest of(Exchange exchange, String body, Duration longestTimeout) {
        return new ExecRequest(
                sql(exchange, body),
                exchange.field("limit", body).map(RowLimit::parse).orElse(RowLimit.NONE),
                exchange.isSet("count"),
                exchange.isSet("nm"),
                exchange.isSet("timings"),
                exchange.isSet("explain"),
                exchange.isSet("quoteLargeNum"),
                timeout(exchange, longestTimeout));
    }

    /** The field {@code query}; or else, of a POST, the body itself. */
    private static String sql(Exchange exchange, String body) {
        return exchange.field("query", body)
                .orElseGet(() -> exchange.method().equals(HttpMethod.POST) ? body : "");
    }

    private static Duration timeout(Exchange exchange, Duration longest) {
        return exchange.header(TIMEOUT_HEADER)
                .map(ExecRequest::millis)
                .filter(asked -> asked.compareTo(longest) < 0)
                .orElse(longest);
    }

    private static Duration millis(String text) {
        try {
            long millis = Long.parseLong(text.strip());
            if (millis > 0) {
                return Duration.ofMillis(millis);
            }
        } catch (NumberFormatException failure) {
            throw new IllegalArgumentException(explanation(text), failure);
        }
        throw new IllegalArgumentException(explanation(text));
    }

    private static String explanation(String text) {
        return TIMEOUT_HEADER + " '" + text + "' is not a positive number of milliseconds";
    }
}
