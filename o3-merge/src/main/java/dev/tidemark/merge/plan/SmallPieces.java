package dev.tidemark.merge.plan;

import dev.tidemark.core.table.Piece;
import java.util.ArrayList;
import java.util.List;

/** Writes small pieces side by side as one, or there would be more and more of them. */
final class SmallPieces {
    private SmallPieces() {}

    /** The steps of a level with all stretches of small pieces merged. */
    static List<PlanStep> join(CostModel model, List<PlanStep> steps) {
        List<PlanStep> joined = new ArrayList<>();
        List<Piece> small = new ArrayList<>();
        long smallRows = 0;
        for (PlanStep step : steps) {
            if (step instanceof PlanStep.Keep(Piece piece) && model.isSmall(piece.rowCount())) {
                if (smallRows + piece.rowCount() > model.maxMergeRows()) {
                    addJoined(small, joined);
                    smallRows = 0;
                }
                small.add(piece);
                smallRows += piece.rowCount();
            } else {
                addJoined(small, joined);
                smallRows = 0;
                joined.add(step);
            }
        }
        addJoined(small, joined);
        return joined;
    }

    private static void addJoined(List<Piece> small, List<PlanStep> steps) {
        if (isOneRunOfRows(small)) {
            small.forEach(piece -> steps.add(new PlanStep.Keep(piece)));
        } else {
            steps.add(
                    new PlanStep.Merge(
                            List.of(small),
                            List.of(),
                            small.getFirst().minTimestamp(),
                            small.getLast().maxTimestamp()));
        }
        small.clear();
    }

    /** Whether pieces follow each other in the files, so that they are one anyway. */
    private static boolean isOneRunOfRows(List<Piece> pieces) {
        for (int index = 1; index < pieces.size(); index++) {
            if (pieces.get(index - 1).endRow() != pieces.get(index).fileRow()) {
                return false;
            }
        }
        return true;
    }
}
