package dev.tidemark.core.catalog;

import dev.tidemark.core.type.Durability;
import java.nio.file.Path;

/**
 * How a store behaves.
 *
 * @param folder where everything lies; created if missing
 * @param hotLimitBytes memory of hot rows beyond which producers pause
 * @param sealThresholdBytes hot rows of a table beyond which it is sealed
 * @param log how the log is written
 * @param checkpointIntervalMillis age of the oldest hot row of a table beyond which it is sealed
 * @param reserveBytes of disk that are kept for a checkpoint or a drop on a full disk
 * @param compaction when and how fast partitions are compacted
 * @param scrub when and how fast sealed rows are read to find damage
 */
public record StoreOptions(
        Path folder,
        long hotLimitBytes,
        long sealThresholdBytes,
        Log log,
        long checkpointIntervalMillis,
        long reserveBytes,
        CompactionOptions compaction,
        ScrubOptions scrub) {
    public static final long DEFAULT_HOT_LIMIT_BYTES = 1L << 30;
    public static final long DEFAULT_SEAL_THRESHOLD_BYTES = 1L << 28;
    public static final long DEFAULT_CHECKPOINT_INTERVAL_MILLIS = 300_000;
    public static final long DEFAULT_RESERVE_BYTES = 1L << 26;

    /**
     * How the log is written.
     *
     * @param limitBytes length beyond which tables are sealed to shorten it
     * @param segmentBytes length of its files, which are reserved on disk as a whole
     * @param syncIntervalMillis within which rows that nobody waits for are synced
     * @param durability what an acknowledgement of rows promises in tables that do not say
     */
    public record Log(
            long limitBytes, long segmentBytes, long syncIntervalMillis, Durability durability) {
        public static final long DEFAULT_LIMIT_BYTES = 1L << 29;
        public static final long DEFAULT_SEGMENT_BYTES = 1L << 25;
        public static final long DEFAULT_SYNC_INTERVAL_MILLIS = 200;
        public static final Log DEFAULT =
                new Log(
                        DEFAULT_LIMIT_BYTES,
                        DEFAULT_SEGMENT_BYTES,
                        DEFAULT_SYNC_INTERVAL_MILLIS,
                        Durability.SYNC);

        /** The same with another durability. */
        public Log withDurability(Durability newDurability) {
            return new Log(limitBytes, segmentBytes, syncIntervalMillis, newDurability);
        }
    }

    /** The defaults, for a folder. */
    public static StoreOptions of(Path folder) {
        return new StoreOptions(
                folder,
                DEFAULT_HOT_LIMIT_BYTES,
                DEFAULT_SEAL_THRESHOLD_BYTES,
                Log.DEFAULT,
                DEFAULT_CHECKPOINT_INTERVAL_MILLIS,
                DEFAULT_RESERVE_BYTES,
                CompactionOptions.DEFAULT,
                ScrubOptions.DEFAULT);
    }

    /** The same with other memory limits. */
    public StoreOptions withMemory(long newHotLimitBytes, long newSealThresholdBytes) {
        return new StoreOptions(
                folder,
                newHotLimitBytes,
                newSealThresholdBytes,
                log,
                checkpointIntervalMillis,
                reserveBytes,
                compaction,
                scrub);
    }

    /** The same with another way to write the log. */
    public StoreOptions withLog(Log newLog) {
        return new StoreOptions(
                folder,
                hotLimitBytes,
                sealThresholdBytes,
                newLog,
                checkpointIntervalMillis,
                reserveBytes,
                compaction,
                scrub);
    }

    /** The same with another disk reserve. */
    public StoreOptions withReserve(long newReserveBytes) {
        return new StoreOptions(
                folder,
                hotLimitBytes,
                sealThresholdBytes,
                log,
                checkpointIntervalMillis,
                newReserveBytes,
                compaction,
                scrub);
    }

    /** The same with other compactions. */
    public StoreOptions withCompaction(CompactionOptions newCompaction) {
        return new StoreOptions(
                folder,
                hotLimitBytes,
                sealThresholdBytes,
                log,
                checkpointIntervalMillis,
                reserveBytes,
                newCompaction,
                scrub);
    }

    /** The same with another scrub. */
    public StoreOptions withScrub(ScrubOptions newScrub) {
        return new StoreOptions(
                folder,
                hotLimitBytes,
                sealThresholdBytes,
                log,
                checkpointIntervalMillis,
                reserveBytes,
                compaction,
                newScrub);
    }
}
