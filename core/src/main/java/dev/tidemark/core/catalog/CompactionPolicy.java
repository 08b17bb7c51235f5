package dev.tidemark.core.catalog;

import dev.tidemark.core.table.PartitionState;
import java.util.concurrent.TimeUnit;

/**
 * Decides whether a partition is worth being written again as a whole, and after how much quiet.
 *
 * <p>One level of large pieces with few superseded rows between them, which is what rows leave that
 * come nearly in order, is read as fast as one piece and left as it is.
 *
 * <p>A compaction writes all {@code n} rows of a partition. If a quarter of that or more was
 * written to the partition since the last one, the compaction is <em>paid for</em>: over time such
 * compactions write at most four rows for each row that seals have written, so they multiply the
 * work of seals, which is O(log n) a row, by a constant. Any other compaction, which tidies up
 * after a few late rows, waits twice as long with each generation: however often a few late rows
 * come, a partition has at most log2(age / quiet time) of these.
 */
final class CompactionPolicy {
    private static final int ROWS_PER_SUPERSEDED_ROW = 8;
    private static final long ROWS_PER_PIECE = 1 << 18;
    private static final int ROWS_PER_WRITTEN_ROW = 4;
    private static final int MAX_DOUBLINGS = 20;

    private final long quietNanos;

    CompactionPolicy(CompactionOptions options) {
        this.quietNanos = TimeUnit.MILLISECONDS.toNanos(options.quietMillis());
    }

    /** Whether there is anything to bring together or to leave behind. */
    static boolean isWorthwhile(PartitionState state) {
        long rows = state.rowCount();
        return rows > 0
                && (state.levels().size() > 1
                        || state.pieceCount() > 1 + rows / ROWS_PER_PIECE
                        || state.fileRows() - rows > rows / ROWS_PER_SUPERSEDED_ROW);
    }

    /** How long the partition must not have changed. */
    long quietNanos(PartitionState state) {
        long written = state.fileRows() - state.compactedRows();
        if (written >= state.rowCount() / ROWS_PER_WRITTEN_ROW) {
            return quietNanos;
        }
        int doublings = Math.min(state.generation(), MAX_DOUBLINGS);
        return quietNanos > Long.MAX_VALUE >> doublings ? Long.MAX_VALUE : quietNanos << doublings;
    }
}
