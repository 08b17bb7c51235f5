package dev.tidemark.server.metrics;

import dev.tidemark.ingest.tcp.LineProtocolMetrics;
import dev.tidemark.server.metrics.MetricsText.Kind;
import dev.tidemark.server.metrics.MetricsText.Metric;

/** Metrics of line protocol over TCP. */
final class LineMetrics {
    private static final String PREFIX = "tidemark_line_protocol_";

    private LineMetrics() {}

    static void write(LineProtocolMetrics figures, MetricsText into) {
        into.add(
                new Metric(PREFIX + "connections", Kind.GAUGE, "Connections over TCP now."),
                (double) figures.connections());
        into.add(
                new Metric(PREFIX + "lines_total", Kind.COUNTER, "Lines received over TCP."),
                (double) figures.lines());
        into.add(
                new Metric(PREFIX + "bytes_total", Kind.COUNTER, "Bytes received over TCP."),
                (double) figures.bytes());
        into.add(
                new Metric(PREFIX + "rows_total", Kind.COUNTER, "Rows received over TCP."),
                (double) figures.rows());
        into.add(
                new Metric(PREFIX + "errors_total", Kind.COUNTER, "Lines refused over TCP."),
                (double) figures.errors());
    }
}
