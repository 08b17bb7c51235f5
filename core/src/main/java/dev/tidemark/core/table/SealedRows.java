package dev.tidemark.core.table;

import java.util.List;

/**
 * What has been sealed of a table.
 *
 * @param partitions that are served, in time order
 * @param quarantined what is not served any more
 */
public record SealedRows(List<OpenPartition> partitions, List<QuarantinedPartition> quarantined) {
    /** Of a table that nothing has been sealed of. */
    public static final SealedRows NONE = new SealedRows(List.of(), List.of());

    public SealedRows {
        partitions = List.copyOf(partitions);
        quarantined = List.copyOf(quarantined);
    }
}
