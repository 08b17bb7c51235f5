package dev.tidemark.server.metrics;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.ingest.tcp.LineProtocolMetrics;
import dev.tidemark.server.format.TextBytes;

/** All figures of a server at one moment. */
public final class MetricsReport {
    private MetricsReport() {}

    /**
     * Puts the figures together, in the text format of Prometheus.
     *
     * @param lines figures of the line protocol's listener
     * @param mostTables tables that are told of, first by name
     */
    public static TextBytes write(Store store, LineProtocolMetrics lines, int mostTables) {
        MetricsText text = new MetricsText();
        StorageMetrics.write(store, mostTables, text);
        LineMetrics.write(lines, text);
        return text.text();
    }
}
