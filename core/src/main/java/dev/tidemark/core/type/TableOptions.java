package dev.tidemark.core.type;

import java.util.List;
import java.util.Optional;

/**
 * How the rows of a table are kept.
 *
 * @param partitionUnit length of a partition
 * @param deduplicationKeys indexes of the columns by which a row is told from others, the
 *     designated timestamp among them: of the rows that agree in all of them only the last that
 *     arrived counts; empty if all rows count
 * @param durability what an acknowledgement of rows promises; empty for what the store promises
 */
public record TableOptions(
        PartitionUnit partitionUnit,
        List<Integer> deduplicationKeys,
        Optional<Durability> durability) {
    public TableOptions {
        deduplicationKeys = List.copyOf(deduplicationKeys);
    }

    /** Partitions of a length; all rows count, as durable as the store makes them. */
    public static TableOptions of(PartitionUnit partitionUnit) {
        return new TableOptions(partitionUnit, List.of(), Optional.empty());
    }

    /** The same with other keys, or none. */
    public TableOptions withDeduplicationKeys(List<Integer> newKeys) {
        return new TableOptions(partitionUnit, newKeys, durability);
    }

    /** The same with another durability. */
    public TableOptions withDurability(Optional<Durability> newDurability) {
        return new TableOptions(partitionUnit, deduplicationKeys, newDurability);
    }
}
