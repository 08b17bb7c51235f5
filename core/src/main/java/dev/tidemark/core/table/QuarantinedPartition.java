package dev.tidemark.core.table;

import dev.tidemark.core.io.CorruptFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Sealed rows that a table had and can no longer serve, because a file of their partition is
 * damaged. An immutable value; manifests keep it, so that nobody takes the rest for the whole.
 *
 * @param floor first tick of the partition
 * @param minTimestamp of the rows
 * @param maxTimestamp of the rows
 * @param rowCount rows that are missing
 * @param file that is damaged, below the table's folder as it was
 * @param offset where in the file the damaged part begins
 * @param problem what is wrong with it
 */
public record QuarantinedPartition(
        long floor,
        long minTimestamp,
        long maxTimestamp,
        long rowCount,
        String file,
        long offset,
        String problem) {
    /** What becomes of a partition in which damage was found; empty if it has no rows. */
    public static Optional<QuarantinedPartition> of(
            PartitionState state, Path tableFolder, CorruptFileException damage) {
        if (state.rowCount() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new QuarantinedPartition(
                        state.floor(),
                        state.minTimestamp(),
                        state.maxTimestamp(),
                        state.rowCount(),
                        tableFolder.relativize(damage.file()).toString(),
                        damage.offset(),
                        String.valueOf(damage.getMessage())));
    }

    /** Those of which some row may have a timestamp in {@code [low, high)}. */
    static List<QuarantinedPartition> within(List<QuarantinedPartition> all, long low, long high) {
        return all.stream()
                .filter(each -> each.maxTimestamp >= low && each.minTimestamp < high)
                .toList();
    }
}
