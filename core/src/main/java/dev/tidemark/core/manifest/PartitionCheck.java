package dev.tidemark.core.manifest;

import dev.tidemark.core.column.ColumnFileHeader;
import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.PartitionState.ColumnFileState;
import dev.tidemark.core.table.Piece;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.TableSchema;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks the partitions of a table, one after another, against what must be true of them: the
 * invariants of {@code dev.tidemark.core.table} as far as a manifest shows them. Each failure is an
 * {@link IllegalArgumentException}.
 */
final class PartitionCheck {
    private final TableSchema schema;
    private final Set<Integer> columnIds;
    private boolean first = true;
    private long previousFloor;

    PartitionCheck(TableSchema schema) {
        this.schema = schema;
        this.columnIds =
                schema.columns().stream().map(ColumnDefinition::id).collect(Collectors.toSet());
    }

    /** Checks the next partition. */
    void accept(PartitionState partition) {
        long floor = partition.floor();
        require(schema.partitionFloor(floor) == floor, "no partition begins at " + floor);
        require(first || floor > previousFloor, "partition " + floor + " is out of order");
        require(partition.generation() >= 0, "generation " + partition.generation());
        require(
                partition.compactedRows() >= 0 && partition.compactedRows() <= partition.fileRows(),
                "%d of %d file rows were compacted"
                        .formatted(partition.compactedRows(), partition.fileRows()));
        first = false;
        previousFloor = floor;
        checkPieces(partition);
        checkFiles(partition);
    }

    private void checkPieces(PartitionState partition) {
        long end = schema.partitionUnit().next(partition.floor(), schema.timestampType());
        for (List<Piece> level : partition.levels()) {
            require(!level.isEmpty(), "a level without pieces");
            long reached = partition.floor();
            for (Piece piece : level) {
                require(piece.minTimestamp() >= reached, piece + " overlaps the one before");
                reached = piece.maxTimestamp();
            }
            boolean within = reached < end || (reached == end && end == Long.MAX_VALUE);
            require(within, "pieces end at %d, the partition at %d".formatted(reached, end));
        }
        List<Piece> byRow =
                partition.levels().stream()
                        .flatMap(List::stream)
                        .sorted(Comparator.comparingLong(Piece::fileRow))
                        .toList();
        long reached = 0;
        for (Piece piece : byRow) {
            require(piece.fileRow() >= reached, piece + " shares rows with another one");
            require(
                    piece.rowCount() <= partition.fileRows() - piece.fileRow(),
                    "%s ends beyond %d rows".formatted(piece, partition.fileRows()));
            reached = piece.endRow();
        }
    }

    private void checkFiles(PartitionState partition) {
        for (Map.Entry<Integer, ColumnFileState> entry : partition.files().entrySet()) {
            ColumnFileState file = entry.getValue();
            require(
                    columnIds.contains(entry.getKey()),
                    "a file of column %d, which is not in the schema".formatted(entry.getKey()));
            require(
                    file.firstRow() >= 0
                            && file.firstRow() <= partition.fileRows()
                            && file.lengthBytes() >= ColumnFileHeader.SIZE_BYTES,
                    "a file of column %d: %s".formatted(entry.getKey(), file));
        }
        ColumnFileState timestamps =
                partition.files().get(schema.column(schema.timestampIndex()).id());
        require(
                partition.fileRows() == 0 || (timestamps != null && timestamps.firstRow() == 0),
                "partition %d lacks timestamps".formatted(partition.floor()));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
