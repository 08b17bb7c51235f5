package dev.tidemark.core.log;

/**
 * Sizes of the log.
 *
 * @param segmentBytes length to which segments are preallocated; a larger frame gets a segment of
 *     its own
 */
public record LogOptions(long segmentBytes) {}
