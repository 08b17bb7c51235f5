package dev.tidemark.merge.plan;

import dev.tidemark.core.table.Piece;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans what becomes of one partition; see the package for the rules.
 *
 * <p>Invariants of the result: every sealed and every staged row is in exactly one step; the steps
 * of a level are in timestamp order and do not overlap; reading levels from the lowest up, and
 * merging with ties in that order, gives all rows in timestamp order and ties in arrival order.
 */
public final class PartitionPlanner {
    private final CostModel model;
    private final RowSearch search;
    private final List<LevelRows> levels = new ArrayList<>();

    /** For each level the staged rows that are merged into it, in timestamp order. */
    private final List<List<Group>> groups = new ArrayList<>();

    /** Staged rows that no level has taken, in timestamp order. */
    private List<StagedRange> pending = new ArrayList<>();

    private final long[] timestamps;
    private final long firstRow;
    private final boolean isCut;

    /**
     * What a partition has already.
     *
     * @param levels lowest first
     * @param search finds rows in pieces of these levels
     * @param fileRows rows in the files, after which new ones are appended
     * @param isCut whether rows were cut out of pieces, so that there may be many small ones
     */
    public record SealedRows(
            List<List<Piece>> levels, RowSearch search, long fileRows, boolean isCut) {
        public SealedRows {
            levels = levels.stream().map(List::copyOf).toList();
        }
    }

    /**
     * Staged rows {@code [from, to)} that go behind row {@code low} of a level, up to {@code high}.
     */
    private record Group(int from, int to, long low, long high) {
        StagedRange staged() {
            return new StagedRange(from, to);
        }
    }

    private PartitionPlanner(CostModel model, SealedRows sealed, long[] timestamps) {
        this.model = model;
        this.search = sealed.search();
        this.firstRow = sealed.fileRows();
        this.isCut = sealed.isCut();
        this.timestamps = timestamps;
        for (List<Piece> level : sealed.levels()) {
            if (!level.isEmpty()) {
                this.levels.add(new LevelRows(level, sealed.search()));
                groups.add(new ArrayList<>());
            }
        }
    }

    /**
     * Plans a seal.
     *
     * @param sealed what the partition has already
     * @param timestamps of all staged rows, in order
     * @param staged the rows that belong to the partition
     */
    public static PartitionPlan plan(
            CostModel model, SealedRows sealed, long[] timestamps, StagedRange staged) {
        PartitionPlanner planner = new PartitionPlanner(model, sealed, timestamps);
        planner.placeAll(staged);
        return planner.assemble();
    }

    private void placeAll(StagedRange staged) {
        pending.add(staged);
        for (int level = 0; level < levels.size(); level++) {
            List<StagedRange> offered = pending;
            pending = new ArrayList<>();
            for (StagedRange range : offered) {
                place(level, range.from(), range.to());
            }
        }
    }

    /** Offers staged rows to a level, which takes all, some or none of them. */
    private void place(int level, int from, int to) {
        LevelRows rows = levels.get(level);
        long first = timestamps[from];
        long last = timestamps[to - 1];
        if (!touchesAbove(level, first, last)) {
            long low = rows.rowsThrough(first);
            long high = rows.rowsThrough(last);
            boolean atEnd = low == rows.rowCount();
            if (atEnd || model.acceptsMerge(high - low, rows.addedPieces(low, high), to - from)) {
                accept(level, new Group(from, to, low, high));
                return;
            }
        }
        int middle = divide(from, to);
        if (middle > from && model.worthDividing(to - from)) {
            place(level, from, middle);
            place(level, middle, to);
        } else {
            placeTail(level, from, to);
        }
    }

    /** Appends the staged rows behind the end of a level, and leaves the others for higher ones. */
    private void placeTail(int level, int from, int to) {
        LevelRows rows = levels.get(level);
        int tail = firstAtLeast(rows.maxTimestamp(), from, to);
        for (LevelRows above : levels.subList(level + 1, levels.size())) {
            tail = Math.max(tail, firstAbove(above.maxTimestamp(), from, to));
        }
        if (from < tail) {
            pending.add(new StagedRange(from, tail));
        }
        if (tail < to) {
            accept(level, new Group(tail, to, rows.rowCount(), rows.rowCount()));
        }
    }

    private void accept(int level, Group group) {
        List<Group> accepted = groups.get(level);
        if (!accepted.isEmpty()) {
            Group before = accepted.getLast();
            if (before.to == group.from && model.bridges(group.low - before.high)) {
                accepted.removeLast();
                accepted.add(new Group(before.from, group.to, before.low, group.high));
                return;
            }
        }
        accepted.add(group);
    }

    private boolean touchesAbove(int level, long first, long last) {
        return levels.subList(level + 1, levels.size()).stream()
                .anyMatch(above -> above.touches(first, last));
    }

    /** A place in the middle that does not part equal timestamps, or {@code from} if none is. */
    private int divide(int from, int to) {
        int middle = (from + to) >>> 1;
        int low = firstAtLeast(timestamps[middle], from, to);
        if (low > from) {
            return low;
        }
        int high = firstAbove(timestamps[middle], from, to);
        return high < to ? high : from;
    }

    private int firstAtLeast(long timestamp, int from, int to) {
        return timestamp == Long.MIN_VALUE ? from : firstAbove(timestamp - 1, from, to);
    }

    private int firstAbove(long timestamp, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timestamps[middle] <= timestamp) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private PartitionPlan assemble() {
        List<List<PlanStep>> result = new ArrayList<>();
        int tiers = levels.size() + (pending.isEmpty() ? 0 : 1);
        Fusion fusion = chooseFusion(tiers);
        for (int tier = 0; tier < fusion.from; tier++) {
            result.add(tierSteps(tier));
        }
        if (fusion.from < fusion.to) {
            result.add(fusedSteps(fusion));
        }
        for (int tier = fusion.to; tier < tiers; tier++) {
            result.add(tierSteps(tier));
        }
        return new PartitionPlan(result);
    }

    /** Adjacent tiers {@code [from, to)} that become one; the pending rows are the last tier. */
    private record Fusion(int from, int to) {}

    private Fusion chooseFusion(int tiers) {
        long[] rows = new long[tiers];
        for (int level = 0; level < levels.size(); level++) {
            rows[level] = levels.get(level).rowCount();
            for (Group group : groups.get(level)) {
                rows[level] += group.to - group.from;
            }
        }
        for (StagedRange range : pending) {
            rows[tiers - 1] += range.rowCount();
        }
        if (tiers <= model.relaxedLevels()) {
            return new Fusion(tiers, tiers);
        }
        int from = tiers - 1;
        long above = rows[from];
        while (from > 0 && model.acceptsFusion(rows[from - 1], above)) {
            above += rows[--from];
        }
        if (from + 1 > model.maxLevels()) {
            from = relativelySmallest(rows, model.maxLevels());
        }
        return from == tiers - 1 ? new Fusion(tiers, tiers) : new Fusion(from, tiers);
    }

    /**
     * The one of the lowest {@code most} tiers that is smallest in relation to all above it: where
     * a fusion writes the fewest old rows for each new one, if all tiers are much larger than those
     * above them and there is yet one too many.
     */
    private static int relativelySmallest(long[] rows, int most) {
        int best = 0;
        double least = Double.MAX_VALUE;
        double above = rows[rows.length - 1];
        for (int tier = rows.length - 2; tier >= 0; tier--) {
            double ratio = rows[tier] / above;
            if (tier < most && ratio < least) {
                least = ratio;
                best = tier;
            }
            above += rows[tier];
        }
        return best;
    }

    private List<PlanStep> tierSteps(int tier) {
        if (tier == levels.size()) {
            return fusedSteps(new Fusion(tier, tier + 1));
        }
        LevelRows rows = levels.get(tier);
        MergeCutter cutter = new MergeCutter(model, search, timestamps);
        List<Group> ofLevel = groups.get(tier);
        List<PlanStep> steps = new ArrayList<>();
        long next = 0;
        for (int index = 0; index < ofLevel.size(); index++) {
            boolean last = index + 1 == ofLevel.size();
            long limit = last ? rows.rowCount() : ofLevel.get(index + 1).low;
            Group group = absorbNeighbours(rows, ofLevel.get(index), next, limit);
            keep(rows.cut(next, group.low), steps);
            List<Piece> sealed = rows.cut(group.low, group.high);
            List<List<Piece>> sequences = sealed.isEmpty() ? List.of() : List.of(sealed);
            cutter.write(sequences, List.of(group.staged()), steps);
            next = group.high;
        }
        keep(rows.cut(next, rows.rowCount()), steps);
        return isCut ? SmallPieces.join(model, steps) : steps;
    }

    /** Extends a group over small pieces beside it, within rows {@code [least, most)}. */
    private Group absorbNeighbours(LevelRows rows, Group group, long least, long most) {
        boolean continuesFile =
                group.low == group.high
                        && group.low > 0
                        && rows.fileRowAfter(group.low) == firstRow;
        if (continuesFile) {
            return group;
        }
        long low = group.low;
        long high = group.high;
        boolean grown = true;
        while (grown) {
            grown = false;
            long size = group.to - group.from + high - low;
            long before = Math.max(least, rows.pieceStartBefore(low));
            if (before < low && model.absorbs(low - before, size)) {
                low = before;
                grown = true;
            }
            long after = Math.min(most, rows.pieceEndAfter(high));
            if (after > high && model.absorbs(after - high, size)) {
                high = after;
                grown = true;
            }
        }
        return new Group(group.from, group.to, low, high);
    }

    private static void keep(List<Piece> pieces, List<PlanStep> steps) {
        pieces.forEach(piece -> steps.add(new PlanStep.Keep(piece)));
    }

    private List<PlanStep> fusedSteps(Fusion fusion) {
        LevelFusion fused = new LevelFusion(model, search, timestamps);
        for (int tier = fusion.from; tier < fusion.to; tier++) {
            if (tier < levels.size()) {
                fused.addLevel(levels.get(tier).pieces());
                groups.get(tier).forEach(group -> fused.addStaged(group.staged()));
            } else {
                pending.forEach(fused::addStaged);
            }
        }
        return fused.steps();
    }
}
