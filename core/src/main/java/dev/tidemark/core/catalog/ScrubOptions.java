package dev.tidemark.core.catalog;

/**
 * When and how fast sealed rows are read in the background to find damage.
 *
 * @param intervalMillis from the beginning of one round over all partitions to the next; 0 for none
 * @param bytesPerSecond that are read at most
 */
public record ScrubOptions(long intervalMillis, long bytesPerSecond) {
    public static final long DEFAULT_INTERVAL_MILLIS = 86_400_000;
    public static final long DEFAULT_BYTES_PER_SECOND = 1L << 23;
    public static final ScrubOptions DEFAULT =
            new ScrubOptions(DEFAULT_INTERVAL_MILLIS, DEFAULT_BYTES_PER_SECOND);

    public ScrubOptions {
        if (intervalMillis < 0 || bytesPerSecond < 1) {
            throw new IllegalArgumentException(
                    "scrub every %d ms with %d bytes/s".formatted(intervalMillis, bytesPerSecond));
        }
    }
}
