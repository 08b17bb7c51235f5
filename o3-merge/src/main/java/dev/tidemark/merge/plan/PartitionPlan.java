package dev.tidemark.merge.plan;

import java.util.List;

/**
 * What becomes of a partition.
 *
 * @param levels the levels it will have, lowest first, each with its steps in timestamp order
 */
public record PartitionPlan(List<List<PlanStep>> levels) {
    public PartitionPlan {
        levels = levels.stream().map(List::copyOf).toList();
    }

    /** Sealed rows that are written again. */
    public long rewrittenRows() {
        return levels.stream()
                .flatMap(List::stream)
                .mapToLong(step -> step instanceof PlanStep.Merge merge ? merge.sealedRows() : 0)
                .sum();
    }
}
