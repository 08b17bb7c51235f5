/**
 * What the server is doing, in figures for monitoring: {@code GET /metrics} answers in the text
 * format of Prometheus (version 0.0.4).
 *
 * <p>Main type: {@link dev.tidemark.server.metrics.MetricsReport}, whose text an endpoint answers
 * with. Nothing is counted for it alone, so nothing is lost between two answers. Classes here keep
 * no state and are thread-safe, but for {@code MetricsText}, which belongs to one answer.
 */
@NullMarked
package dev.tidemark.server.metrics;

import org.jspecify.annotations.NullMarked;
