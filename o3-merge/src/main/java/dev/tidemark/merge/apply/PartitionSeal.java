package dev.tidemark.merge.apply;

import dev.tidemark.core.table.PartitionAppender;
import dev.tidemark.core.table.PartitionChange;
import dev.tidemark.merge.plan.PlanLayout;
import java.util.List;

/**
 * What a seal does to one partition, worked out but not written.
 *
 * @param floor the partition
 * @param appender where its blocks go
 * @param layout of the rows that are appended
 * @param recipes of the blocks
 */
record PartitionSeal(
        long floor, PartitionAppender appender, PlanLayout layout, List<BlockRecipe> recipes) {
    PartitionChange change() {
        return new PartitionChange(floor, layout.levels(), layout.appendedRows());
    }
}
