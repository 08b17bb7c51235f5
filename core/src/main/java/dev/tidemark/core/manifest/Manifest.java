package dev.tidemark.core.manifest;

import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.QuarantinedPartition;
import dev.tidemark.core.type.TableSchema;
import java.util.List;
import java.util.Map;

/**
 * What of a table's files counts; an immutable value.
 *
 * @param tableId number of the table in its store
 * @param schema the newest
 * @param partitions with sealed rows, in time order
 * @param quarantined what is damaged of the sealed rows and not served
 * @param symbolCounts by column id, texts of symbol files that count; none is 0
 * @param logSequence the last log frame whose rows are sealed, 0 if none
 */
public record Manifest(
        int tableId,
        TableSchema schema,
        List<PartitionState> partitions,
        List<QuarantinedPartition> quarantined,
        Map<Integer, Integer> symbolCounts,
        long logSequence) {
    public Manifest {
        partitions = List.copyOf(partitions);
        quarantined = List.copyOf(quarantined);
        symbolCounts = Map.copyOf(symbolCounts);
    }

    /** Texts of a column's symbol file that count. */
    public int symbolCount(int columnId) {
        return symbolCounts.getOrDefault(columnId, 0);
    }
}
