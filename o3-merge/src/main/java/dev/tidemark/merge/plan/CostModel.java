package dev.tidemark.merge.plan;

/**
 * Weighs rows written now against pieces and levels read later. All thresholds of a seal are here;
 * what bounds follow from them for levels, pieces and rewriting stands in the package.
 *
 * @param maxLevels levels of a partition; an ordered scan merges this many streams at most
 * @param relaxedLevels up to which levels are not fused: laying rows beside others costs a seal
 *     nothing, and a compaction tidies up when there is time
 * @param rewriteRatio sealed rows that may be written again for each row that makes it necessary
 * @param pieceCostRows what one more piece costs all later scans, in rows written
 * @param smallPieceRows up to which a piece is merged into larger rows that are written beside it
 * @param maxMergeRows rows merged at once, which bounds the memory of a merge; larger groups are
 *     merged part by part
 */
public record CostModel(
        int maxLevels,
        int relaxedLevels,
        int rewriteRatio,
        long pieceCostRows,
        long smallPieceRows,
        int maxMergeRows) {
    private static final int DEFAULT_MAX_LEVELS = 8;
    private static final int DEFAULT_RELAXED_LEVELS = 4;
    private static final int DEFAULT_REWRITE_RATIO = 2;
    private static final long DEFAULT_PIECE_COST_ROWS = 1 << 13;
    private static final long DEFAULT_SMALL_PIECE_ROWS = 1 << 14;
    private static final int DEFAULT_MAX_MERGE_ROWS = 1 << 20;

    public CostModel {
        if (maxLevels < 1
                || relaxedLevels < 1
                || relaxedLevels > maxLevels
                || rewriteRatio < 1
                || pieceCostRows < 0
                || smallPieceRows < 0
                || maxMergeRows < 1) {
            throw new IllegalArgumentException(
                    "no cost model: %d to %d levels, ratio %d, %d rows a piece, %d small, %d a merge"
                            .formatted(
                                    relaxedLevels,
                                    maxLevels,
                                    rewriteRatio,
                                    pieceCostRows,
                                    smallPieceRows,
                                    maxMergeRows));
        }
    }

    public static CostModel standard() {
        return new CostModel(
                DEFAULT_MAX_LEVELS,
                DEFAULT_RELAXED_LEVELS,
                DEFAULT_REWRITE_RATIO,
                DEFAULT_PIECE_COST_ROWS,
                DEFAULT_SMALL_PIECE_ROWS,
                DEFAULT_MAX_MERGE_ROWS);
    }

    /**
     * Whether staged rows should be merged into a level rather than laid above it.
     *
     * @param rewrittenRows sealed rows among the staged ones
     * @param addedPieces by which the level grows
     * @param stagedRows that would be merged
     */
    boolean acceptsMerge(long rewrittenRows, int addedPieces, long stagedRows) {
        return rewrittenRows + Math.max(0, addedPieces) * pieceCostRows
                <= rewriteRatio * stagedRows;
    }

    /** Whether a stretch of staged rows may contain a part that {@link #acceptsMerge} accepts. */
    boolean worthDividing(long stagedRows) {
        return pieceCostRows < rewriteRatio * stagedRows;
    }

    /** Whether a level should be merged with all that lies above it. */
    boolean acceptsFusion(long levelRows, long rowsAbove) {
        return levelRows <= rewriteRatio * rowsAbove;
    }

    /** Whether a neighbouring piece should be written again as part of a group. */
    boolean absorbs(long pieceRows, long groupRows) {
        return pieceRows <= smallPieceRows && pieceRows <= rewriteRatio * groupRows;
    }

    /** Whether pieces side by side should be written as one when their levels are fused. */
    boolean isSmall(long pieceRows) {
        return pieceRows <= smallPieceRows;
    }

    /** Whether rows between two merges should be merged as well rather than become a piece. */
    boolean bridges(long rowsBetween) {
        return rowsBetween <= pieceCostRows;
    }
}
