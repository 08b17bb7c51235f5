package dev.tidemark.core.catalog;

/**
 * What the scrub has done since the store was opened.
 *
 * @param rounds over all partitions that were completed
 * @param partitions that were read
 * @param bytes of their blocks
 * @param damagedPartitions that were found and set aside
 * @param lastRoundMillis when the last round was completed, in milliseconds since 1970; 0 if none
 */
public record ScrubStatus(
        long rounds, long partitions, long bytes, long damagedPartitions, long lastRoundMillis) {
    /** Nothing yet. */
    static final ScrubStatus NONE = new ScrubStatus(0, 0, 0, 0, 0);

    ScrubStatus withPartition(long moreBytes, boolean isDamaged) {
        return new ScrubStatus(
                rounds,
                partitions + 1,
                bytes + moreBytes,
                damagedPartitions + (isDamaged ? 1 : 0),
                lastRoundMillis);
    }

    ScrubStatus withRound(long nowMillis) {
        return new ScrubStatus(rounds + 1, partitions, bytes, damagedPartitions, nowMillis);
    }
}
