package dev.tidemark.core.table;

import dev.tidemark.core.column.ColumnFile;
import dev.tidemark.core.type.ColumnDefinition;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a version of a table takes, in memory and on disk.
 *
 * @param sealedRows rows in column files
 * @param supersededRows that lie in column files too, but were written again elsewhere
 * @param hotRows rows that are not sealed yet
 * @param hotBytes memory that these use
 * @param partitions that have sealed rows
 * @param levels of the partition that has most
 * @param pieces how many rows each piece of the partitions has
 * @param diskBytes of all column files
 */
public record TableStorage(
        long sealedRows,
        long supersededRows,
        long hotRows,
        long hotBytes,
        int partitions,
        int levels,
        LongSummaryStatistics pieces,
        long diskBytes) {

    /**
     * What a column takes on disk.
     *
     * @param definition of the column
     * @param diskBytes of its files
     * @param bytesPerRow of the sealed rows; empty if there are none
     * @param blocks how many there are of each encoding, by its name
     */
    public record Column(
            ColumnDefinition definition,
            long diskBytes,
            OptionalDouble bytesPerRow,
            Map<String, Integer> blocks) {}

    /** What the rows take that are held. */
    public static TableStorage of(HeldRuns held) {
        List<PartitionState> states = held.partitions().stream().map(OpenPartition::state).toList();
        LongSummaryStatistics pieces =
                states.stream()
                        .flatMap(state -> state.levels().stream())
                        .flatMap(List::stream)
                        .mapToLong(Piece::rowCount)
                        .summaryStatistics();
        long fileRows = states.stream().mapToLong(PartitionState::fileRows).sum();
        return new TableStorage(
                pieces.getSum(),
                fileRows - pieces.getSum(),
                held.hotRuns().stream().mapToLong(HotRun::rowCount).sum(),
                held.hotRuns().stream().mapToLong(run -> run.batch().memoryBytes()).sum(),
                states.size(),
                states.stream().mapToInt(state -> state.levels().size()).max().orElse(0),
                pieces,
                states.stream().mapToLong(PartitionState::fileBytes).sum());
    }

    /**
     * What a column of the rows takes that are held.
     *
     * @param index of the column in the schema
     */
    public static Column column(HeldRuns held, int index) {
        ColumnDefinition column = held.schema().column(index);
        long bytes = 0;
        long sealedRows = 0;
        Map<String, Integer> blocks = new TreeMap<>();
        for (OpenPartition partition : held.partitions()) {
            PartitionState.ColumnFileState file = partition.state().files().get(column.id());
            bytes += file == null ? 0 : file.lengthBytes();
            sealedRows += partition.state().rowCount();
            if (partition instanceof MappedPartition mapped) {
                mapped.columnFile(index)
                        .map(ColumnFile::blocksByEncoding)
                        .orElse(Map.of())
                        .forEach((encoding, count) -> blocks.merge(encoding, count, Integer::sum));
            }
        }
        return new Column(column, bytes, ratio(bytes, sealedRows), blocks);
    }

    /** Bytes on disk for each sealed row; empty if there are none. */
    public OptionalDouble bytesPerRow() {
        return ratio(diskBytes, sealedRows);
    }

    private static OptionalDouble ratio(long bytes, long rows) {
        return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) bytes / rows);
    }
}
