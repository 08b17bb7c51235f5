package dev.tidemark.core.catalog;

import java.nio.file.Path;

/**
 * How a store behaves.
 *
 * @param folder where everything lies; created if missing
 * @param hotLimitBytes memory of hot rows beyond which producers pause
 * @param sealThresholdBytes hot rows of a table beyond which it is sealed
 * @param logLimitBytes length of the log beyond which tables are sealed to shorten it
 * @param syncIntervalMillis within which rows that nobody waits for are synced
 * @param compaction when and how fast partitions are compacted
 */
public record StoreOptions(
        Path folder,
        long hotLimitBytes,
        long sealThresholdBytes,
        long logLimitBytes,
        long syncIntervalMillis,
        CompactionOptions compaction) {
    public static final long DEFAULT_HOT_LIMIT_BYTES = 1L << 30;
    public static final long DEFAULT_SEAL_THRESHOLD_BYTES = 1L << 28;
    public static final long DEFAULT_LOG_LIMIT_BYTES = 1L << 29;
    public static final long DEFAULT_SYNC_INTERVAL_MILLIS = 200;

    /** The defaults, for a folder. */
    public static StoreOptions of(Path folder) {
        return new StoreOptions(
                folder,
                DEFAULT_HOT_LIMIT_BYTES,
                DEFAULT_SEAL_THRESHOLD_BYTES,
                DEFAULT_LOG_LIMIT_BYTES,
                DEFAULT_SYNC_INTERVAL_MILLIS,
                CompactionOptions.DEFAULT);
    }

    /** The same with other memory limits. */
    public StoreOptions withMemory(long newHotLimitBytes, long newSealThresholdBytes) {
        return new StoreOptions(
                folder,
                newHotLimitBytes,
                newSealThresholdBytes,
                logLimitBytes,
                syncIntervalMillis,
                compaction);
    }

    /** The same with other compactions. */
    public StoreOptions withCompaction(CompactionOptions newCompaction) {
        return new StoreOptions(
                folder,
                hotLimitBytes,
                sealThresholdBytes,
                logLimitBytes,
                syncIntervalMillis,
                newCompaction);
    }
}
