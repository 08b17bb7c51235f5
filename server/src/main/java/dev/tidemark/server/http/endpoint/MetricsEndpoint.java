package dev.tidemark.server.http.endpoint;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.ingest.tcp.LineProtocolMetrics;
import dev.tidemark.server.format.TextBytes;
import dev.tidemark.server.http.Exchange;
import dev.tidemark.server.http.WholeBodyEndpoint;
import dev.tidemark.server.metrics.MetricsReport;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Set;
import java.util.function.Supplier;

/** {@code /metrics}: figures for Prometheus and whoever reads its format. Thread-safe. */
public final class MetricsEndpoint implements WholeBodyEndpoint {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final long IGNORED_BODY_BYTES = 1 << 12;

    private final Store store;
    private final Supplier<LineProtocolMetrics> lines;
    private final int mostTables;
    private final QueryPool pool;

    /**
     * @param lines figures of the line protocol's listener
     * @param mostTables tables that an answer tells of
     * @param pool puts the answers together
     */
    public MetricsEndpoint(
            Store store, Supplier<LineProtocolMetrics> lines, int mostTables, QueryPool pool) {
        this.store = store;
        this.lines = lines;
        this.mostTables = mostTables;
        this.pool = pool;
    }

    @Override
    public Set<HttpMethod> methods() {
        return Set.of(HttpMethod.GET);
    }

    @Override
    public BodyLimit bodyLimit() {
        return new BodyLimit(IGNORED_BODY_BYTES, "none, for nothing is expected here");
    }

    @Override
    public void handle(Exchange exchange, String body) {
        pool.run(exchange, () -> answer(exchange));
    }

    /** On a thread of the pool. */
    private void answer(Exchange exchange) {
        TextBytes text;
        try {
            text = MetricsReport.write(store, lines.get(), mostTables);
        } catch (RuntimeException failure) {
            exchange.fail(HttpResponseStatus.INTERNAL_SERVER_ERROR, "internal error: " + failure);
            throw failure;
        }
        exchange.answer(HttpResponseStatus.OK, CONTENT_TYPE, text);
    }
}
