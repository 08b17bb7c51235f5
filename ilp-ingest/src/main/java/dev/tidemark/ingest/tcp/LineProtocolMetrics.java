package dev.tidemark.ingest.tcp;

/**
 * What a listener has done since its start.
 *
 * @param connections open now
 * @param lines received, also empty and refused ones
 * @param bytes received
 * @param rows appended to batches
 * @param errors refused lines
 */
public record LineProtocolMetrics(
        long connections, long lines, long bytes, long rows, long errors) {}
