package dev.tidemark.merge.plan;

import dev.tidemark.core.table.Piece;
import java.util.ArrayList;
import java.util.List;

/** Plans how all rows of a partition are written again, in order. */
public final class RewritePlanner {
    private static final long[] NO_TIMESTAMPS = {};

    private RewritePlanner() {}

    /**
     * The steps of the one level that results: pieces to copy and pieces to merge, of which none
     * has more rows than the model merges at once, unless they all have one timestamp.
     *
     * @param levels lowest first, none empty
     */
    public static List<PlanStep> plan(CostModel model, List<List<Piece>> levels, RowSearch search) {
        List<PlanStep> steps = new ArrayList<>();
        new MergeCutter(model, search, NO_TIMESTAMPS).write(levels, List.of(), steps);
        return steps;
    }
}
