package dev.tidemark.merge.plan;

import dev.tidemark.core.table.Piece;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes one level of several and of staged rows. Only rows that lie among rows of another level are
 * written; others stay by reference.
 */
final class LevelFusion {
    private final CostModel model;
    private final RowSearch search;
    private final long[] timestamps;
    private final List<Part> parts = new ArrayList<>();
    private final List<StagedRange> staged = new ArrayList<>();
    private int levelCount;

    /** A piece of one of the levels, or staged rows as the last of them. */
    private record Part(int level, PlanStep rows) {}

    LevelFusion(CostModel model, RowSearch search, long[] timestamps) {
        this.model = model;
        this.search = search;
        this.timestamps = timestamps;
    }

    /** Adds a level, the lowest first. */
    void addLevel(List<Piece> pieces) {
        pieces.forEach(piece -> parts.add(new Part(levelCount, new PlanStep.Keep(piece))));
        levelCount++;
    }

    /** Adds staged rows, in any order of ranges. */
    void addStaged(StagedRange range) {
        staged.add(range);
    }

    /** The steps of the one level. */
    List<PlanStep> steps() {
        for (StagedRange range : joined(staged)) {
            parts.add(new Part(levelCount, append(range)));
        }
        parts.sort(
                Comparator.comparingLong((Part part) -> part.rows.minTimestamp())
                        .thenComparingLong(part -> part.rows.maxTimestamp())
                        .thenComparingInt(Part::level));
        List<PlanStep> steps = new ArrayList<>();
        int start = 0;
        while (start < parts.size()) {
            long end = parts.get(start).rows.maxTimestamp();
            int next = start + 1;
            while (next < parts.size() && parts.get(next).rows.minTimestamp() <= end) {
                end = Math.max(end, parts.get(next).rows.maxTimestamp());
                next++;
            }
            addOverlapping(parts.subList(start, next), steps);
            start = next;
        }
        return SmallPieces.join(model, steps);
    }

    private PlanStep.Append append(StagedRange range) {
        return new PlanStep.Append(range, timestamps[range.from()], timestamps[range.to() - 1]);
    }

    /** Ranges in order, adjacent ones joined. */
    private static List<StagedRange> joined(List<StagedRange> ranges) {
        ranges.sort(Comparator.comparingInt(StagedRange::from));
        List<StagedRange> result = new ArrayList<>();
        for (StagedRange range : ranges) {
            boolean adjacent = !result.isEmpty() && result.getLast().to() == range.from();
            int from = adjacent ? result.removeLast().from() : range.from();
            result.add(new StagedRange(from, range.to()));
        }
        return result;
    }

    /** Adds parts that overlap each other, at least at their borders. */
    private void addOverlapping(List<Part> overlapping, List<PlanStep> steps) {
        int firstLevel = overlapping.getFirst().level;
        if (overlapping.stream().allMatch(part -> part.level == firstLevel)) {
            // Only borders are shared, which is how neighbours of one level may lie.
            overlapping.forEach(part -> steps.add(part.rows));
            return;
        }
        List<List<Piece>> sequences = new ArrayList<>();
        List<PlanStep> suffix = new ArrayList<>();
        for (int level = 0; level < levelCount; level++) {
            List<Piece> among = cutAmongOthers(overlapping, level, steps, suffix);
            if (!among.isEmpty()) {
                sequences.add(among);
            }
        }
        List<StagedRange> ranges = new ArrayList<>();
        for (Part part : overlapping) {
            if (part.rows instanceof PlanStep.Append append) {
                ranges.add(append.staged());
            }
        }
        new MergeCutter(model, search, timestamps).write(sequences, ranges, steps);
        steps.addAll(suffix);
    }

    /**
     * The rows of a level that lie among those of others. What lies before and after is kept, if
     * that is worth a piece: it can be so for one level at each end only, the one that begins
     * before and the one that ends after all others.
     */
    private List<Piece> cutAmongOthers(
            List<Part> overlapping, int level, List<PlanStep> prefix, List<PlanStep> suffix) {
        List<Piece> pieces = new ArrayList<>();
        long othersBegin = Long.MAX_VALUE;
        long othersEnd = Long.MIN_VALUE;
        for (Part part : overlapping) {
            if (part.level == level && part.rows instanceof PlanStep.Keep(Piece piece)) {
                pieces.add(piece);
            } else {
                othersBegin = Math.min(othersBegin, part.rows.minTimestamp());
                othersEnd = Math.max(othersEnd, part.rows.maxTimestamp());
            }
        }
        LevelRows rows = new LevelRows(pieces, search);
        long low = othersBegin == Long.MIN_VALUE ? 0 : rows.rowsThrough(othersBegin - 1);
        long high = rows.rowsThrough(othersEnd);
        low = model.bridges(low) ? 0 : low;
        high = model.bridges(rows.rowCount() - high) ? rows.rowCount() : high;
        rows.cut(0, low).forEach(piece -> prefix.add(new PlanStep.Keep(piece)));
        rows.cut(high, rows.rowCount()).forEach(piece -> suffix.add(new PlanStep.Keep(piece)));
        return rows.cut(low, high);
    }
}
