package dev.tidemark.core.log;

/**
 * Sizes of the log.
 *
 * @param segmentBytes length to which segments are preallocated; a larger frame gets a segment of
 *     its own
 */
public record LogOptions(long segmentBytes) {
    public static final long DEFAULT_SEGMENT_BYTES = 1L << 25;
    public static final LogOptions DEFAULT = new LogOptions(DEFAULT_SEGMENT_BYTES);
}
