package dev.tidemark.core.catalog;

/**
 * When sealed rows are brought together, and how fast.
 *
 * @param quietMillis how long a partition must not have changed before it is compacted
 * @param bytesPerSecond written by compactions at most
 */
public record CompactionOptions(long quietMillis, long bytesPerSecond) {
    public static final long DEFAULT_QUIET_MILLIS = 10_000;
    public static final long DEFAULT_BYTES_PER_SECOND = 1L << 26;

    public static final CompactionOptions DEFAULT =
            new CompactionOptions(DEFAULT_QUIET_MILLIS, DEFAULT_BYTES_PER_SECOND);

    public CompactionOptions {
        if (quietMillis < 1 || bytesPerSecond < 1) {
            throw new IllegalArgumentException(
                    "no compaction after %d ms with %d bytes a second"
                            .formatted(quietMillis, bytesPerSecond));
        }
    }
}
