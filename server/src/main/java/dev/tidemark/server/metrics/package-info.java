/**
 * What the server is doing, in figures for monitoring: {@code GET /metrics} answers in the text
 * format of Prometheus (version 0.0.4).
 *
 * <p>{@link dev.tidemark.server.metrics.MetricsEndpoint} puts an answer together on a thread of the
 * queries' pool, from what {@link dev.tidemark.server.metrics.StorageMetrics} reads of tables and
 * {@link dev.tidemark.server.metrics.LineMetrics} of the listener. Nothing is counted for it alone,
 * so nothing is lost between two answers. Classes here keep no state and are thread-safe, but for
 * {@link dev.tidemark.server.metrics.MetricsText}, which belongs to one answer.
 */
@NullMarked
package dev.tidemark.server.metrics;

import org.jspecify.annotations.NullMarked;
