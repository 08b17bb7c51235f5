/**
 * Decides what a seal writes and what it leaves where it is: a pure function from the levels of a
 * partition, the timestamps of the staged rows and a {@link dev.tidemark.merge.plan.CostModel} to a
 * {@link dev.tidemark.merge.plan.PartitionPlan}.
 *
 * <p>Main types: {@link dev.tidemark.merge.plan.PartitionPlanner}, {@link
 * dev.tidemark.merge.plan.PlanStep}, {@link dev.tidemark.merge.plan.PlanLayout}. A planner belongs
 * to one thread; plans are immutable values. Nothing here reads or writes a file: the position of a
 * timestamp in a piece comes from a {@link dev.tidemark.merge.plan.RowSearch} that the caller
 * gives.
 *
 * <h2>How a partition grows</h2>
 *
 * <p>Staged rows are placed level by level, the lowest first. Where the rows of a level that lie
 * among a stretch of staged rows are few enough, the two are merged and what lies before and after
 * stays by reference, a piece being cut in two if need be; rows at the end of a level are appended.
 * What no level takes becomes a new level on top. Then, if there are more than {@link
 * dev.tidemark.merge.plan.CostModel#relaxedLevels}, levels are fused from the top as long as the
 * next one is at most {@link dev.tidemark.merge.plan.CostModel#rewriteRatio} times as large as
 * those above it together; and if more than {@link dev.tidemark.merge.plan.CostModel#maxLevels} are
 * left, from the one that is smallest in relation to those above it.
 *
 * <p>So a merge within a level rewrites a bounded number of rows for each staged one, and a row
 * that is rewritten by a fusion ends up in a level that is larger by a constant factor: uniformly
 * late rows are rewritten O(log n) times.
 *
 * <h2>How many pieces there are</h2>
 *
 * <p>A merge that adds pieces needs {@code pieceCostRows / rewriteRatio} staged rows for each. Rows
 * appended to a level take in the pieces before them that are small and at most {@code
 * rewriteRatio} times as many, so small tails get larger by a factor from the last to the first.
 * When levels are fused, small pieces side by side become one. So there are at most {@code n *
 * rewriteRatio / pieceCostRows + n / smallPieceRows} pieces, and a logarithm of {@code
 * smallPieceRows} for each level.
 *
 * <h2>Ties</h2>
 *
 * <p>Staged rows arrived after all sealed ones. A staged row with timestamp {@code t} goes behind
 * all rows of its level with timestamps up to and including {@code t}; and it goes to a level only
 * if no higher level, whose rows it would then precede, may hold {@code t} as well. Stretches of
 * staged rows are never cut between equal timestamps.
 */
@NullMarked
package dev.tidemark.merge.plan;

import org.jspecify.annotations.NullMarked;
