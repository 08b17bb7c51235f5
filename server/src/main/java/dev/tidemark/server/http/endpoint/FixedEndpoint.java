package dev.tidemark.server.http.endpoint;

import dev.tidemark.server.http.Exchange;
import dev.tidemark.server.http.WholeBodyEndpoint;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Gives everybody the same answer, also those without credentials. */
public final class FixedEndpoint implements WholeBodyEndpoint {
    /** As InfluxDB's clients know it: some choose their dialect by it. */
    private static final Map<String, String> PING_HEADERS =
            Map.of("X-Influxdb-Version", "v2.7.4", "X-Influxdb-Build", "OSS");

    private static final long IGNORED_BODY_BYTES = 1 << 12;

    private final Consumer<Exchange> answer;

    private FixedEndpoint(Consumer<Exchange> answer) {
        this.answer = answer;
    }

    /** {@code /ping}: 204, and which version of InfluxDB we resemble. */
    public static FixedEndpoint ping() {
        return new FixedEndpoint(exchange -> exchange.answerNoContent(PING_HEADERS));
    }

    /** {@code /status}: 200 as long as the server runs. */
    public static FixedEndpoint status() {
        return new FixedEndpoint(exchange ->
                exchange.answer(HttpResponseStatus.OK, Exchange.PLAIN_TEXT, "Status: Healthy\n"));
    }

    /**
     * {@code /settings}: what line protocol clients ask before they write, such as which versions
     * of the protocol there are, and how long names may be.
     *
     * @param maxNameBytes longest name of a table or column
     */
    public static FixedEndpoint settings(String serverVersion, int maxNameBytes) {
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

    private static FixedEndpoint json(String text) {
        return new FixedEndpoint(
                exchange -> exchange.answer(HttpResponseStatus.OK, Exchange.JSON, text));
    }
}
