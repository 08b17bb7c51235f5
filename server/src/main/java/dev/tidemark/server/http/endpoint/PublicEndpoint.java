package dev.tidemark.server.http.endpoint;

import dev.tidemark.server.http.Exchange;
import dev.tidemark.server.http.WholeBodyEndpoint;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells about the server whoever asks, also those without credentials. */
public final class PublicEndpoint implements WholeBodyEndpoint {
    /** As InfluxDB's clients know it: some choose their dialect by it. */
    private static final Map<String, String> PING_HEADERS =
            Map.of("X-Influxdb-Version", "v2.7.4", "X-Influxdb-Build", "OSS");

    private static final long IGNORED_BODY_BYTES = 1 << 12;

    private final Consumer<Exchange> answer;

    /**
     * What is damaged and not served.
     *
     * @param tables damaged as a whole
     * @param partitions of other tables
     * @param refusesRows whether the disk cannot be written at present
     */
    public record Unserved(int tables, int partitions, boolean refusesRows) {
        String message() {
            String message =
                    refusesRows
                            ? "ready for queries; the disk cannot be written, rows are refused"
                            : "ready for queries and writes";
            return tables + partitions == 0
                    ? message
                    : message
                            + "; %d tables and %d partitions are quarantined, see quarantine()"
                                    .formatted(tables, partitions);
        }
    }

    private PublicEndpoint(Consumer<Exchange> answer) {
        this.answer = answer;
    }

    /** {@code /ping}: 204, and which version of InfluxDB we resemble. */
    public static PublicEndpoint ping() {
        return new PublicEndpoint(exchange -> exchange.answerNoContent(PING_HEADERS));
    }

    /**
     * {@code /health}: as InfluxDB 2 tells that it is ready. What cannot be served is counted in
     * the message; the status stays, for the server takes rows and answers for all the rest.
     *
     * @param unserved asked for each request; quick
     */
    public static PublicEndpoint health(String serverVersion, Supplier<Unserved> unserved) {
        return new PublicEndpoint(exchange ->
                exchange.answer(
                        HttpResponseStatus.OK,
                        Exchange.JSON,
                        """
                        {"name":"influxdb","message":"%s","status":"pass","checks":[],"version":"%s"}\
                        """
                                .formatted(unserved.get().message(), serverVersion)));
    }

    /** {@code /status}: 200 as long as the server runs. */
    public static PublicEndpoint status() {
        return new PublicEndpoint(exchange ->
                exchange.answer(HttpResponseStatus.OK, Exchange.PLAIN_TEXT, "Status: Healthy\n"));
    }

    /**
     * {@code /settings}: what line protocol clients ask before they write, such as which versions
     * of the protocol there are, and how long names may be.
     *
     * @param maxNameBytes longest name of a table or column
     */
    public static PublicEndpoint settings(String serverVersion, int maxNameBytes) {
        return json(
                """
                {"config":{"release.type":"OSS","release.version":"%s","http.settings.readonly":true,\
                "accepting.writes":["http","tcp","pgwire"],"line.proto.support.versions":[1,2,3],\
                "ilp.proto.transports":["tcp","http"],"posthog.enabled":false,"posthog.api.key":null,\
                "cairo.max.file.name.length":%d},"preferences.version":0,"preferences":{}}\
                """
                        .formatted(serverVersion, maxNameBytes));
    }

    @Override
    public boolean isPublic() {
        return true;
    }

    @Override
    public Set<HttpMethod> methods() {
        return Set.of(HttpMethod.GET, HttpMethod.HEAD);
    }

    @Override
    public BodyLimit bodyLimit() {
        return new BodyLimit(IGNORED_BODY_BYTES, "none, for nothing is expected here");
    }

    @Override
    public void handle(Exchange exchange, String body) {
        answer.accept(exchange);
    }

    private static PublicEndpoint json(String text) {
        return new PublicEndpoint(
                exchange -> exchange.answer(HttpResponseStatus.OK, Exchange.JSON, text));
    }
}
