package dev.tidemark.core.table;

import java.util.List;
import java.util.Map;

/**
 * What a manifest says of a sealed partition; an immutable value.
 *
 * @param floor first tick of the partition
 * @param generation of its column files; compaction writes a new one
 * @param compactedRows rows that the generation began with: what a compaction wrote, 0 in the first
 * @param fileRows rows in the column files, sealed and superseded ones
 * @param levels oldest arrivals first, each a list of pieces in timestamp order
 * @param files by column id; a column without a file is NULL in all rows
 */
public record PartitionState(
        long floor,
        int generation,
        long compactedRows,
        long fileRows,
        List<List<Piece>> levels,
        Map<Integer, ColumnFileState> files) {
    /**
     * A column file up to the length that counts.
     *
     * @param firstRow the file row of its first value; rows before it are NULL
     * @param lengthBytes bytes that belong to the version
     */
    public record ColumnFileState(long firstRow, long lengthBytes) {}

    public PartitionState {
        levels = levels.stream().map(List::copyOf).toList();
        files = Map.copyOf(files);
    }

    /** A partition without rows. */
    public static PartitionState empty(long floor, int generation) {
        return new PartitionState(floor, generation, 0, 0, List.of(), Map.of());
    }

    /** The same as the beginning of its generation. */
    public PartitionState asCompacted() {
        return new PartitionState(floor, generation, fileRows, fileRows, levels, files);
    }

    public int pieceCount() {
        return levels.stream().mapToInt(List::size).sum();
    }

    /** Bytes of the column files that count. */
    public long fileBytes() {
        return files.values().stream().mapToLong(ColumnFileState::lengthBytes).sum();
    }

    /** Timestamp of the first row; there must be one. */
    public long minTimestamp() {
        return levels.stream()
                .mapToLong(level -> level.getFirst().minTimestamp())
                .min()
                .orElseThrow();
    }

    /** Timestamp of the last row; there must be one. */
    public long maxTimestamp() {
        return levels.stream()
                .mapToLong(level -> level.getLast().maxTimestamp())
                .max()
                .orElseThrow();
    }

    /** Rows in all pieces. */
    public long rowCount() {
        return levels.stream().flatMap(List::stream).mapToLong(Piece::rowCount).sum();
    }
}
