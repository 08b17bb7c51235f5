package dev.tidemark.server.http.endpoint;

import dev.tidemark.server.http.Exchange;
import dev.tidemark.server.http.WholeBodyEndpoint;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code /health}: as InfluxDB 2 tells that it is ready. What cannot be served is counted in the
 * message; the status stays, for the server takes rows and answers for all the rest.
 */
public final class HealthEndpoint implements WholeBodyEndpoint {
    private static final long IGNORED_BODY_BYTES = 1 << 12;

    private final String serverVersion;
    private final Supplier<Unserved> unserved;

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

    /**
     * @param unserved asked for each request; quick
     */
    public HealthEndpoint(String serverVersion, Supplier<Unserved> unserved) {
        this.serverVersion = serverVersion;
        this.unserved = unserved;
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
        exchange.answer(
                HttpResponseStatus.OK,
                Exchange.JSON,
                """
                {"name":"influxdb","message":"%s","status":"pass","checks":[],"version":"%s"}\
                """
                        .formatted(unserved.get().message(), serverVersion));
    }
}
