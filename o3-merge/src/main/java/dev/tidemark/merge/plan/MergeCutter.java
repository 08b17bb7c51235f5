package dev.tidemark.merge.plan;

import dev.tidemark.core.table.Piece;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes steps of rows that are written, and cuts merges that are larger than fits in memory into
 * several, between two timestamps.
 */
final class MergeCutter {
    private final CostModel model;
    private final RowSearch search;
    private final long[] timestamps;

    MergeCutter(CostModel model, RowSearch search, long[] timestamps) {
        this.model = model;
        this.search = search;
        this.timestamps = timestamps;
    }

    /**
     * Adds the steps that bring these rows into order.
     *
     * @param sequences sealed rows in arrival order, none empty
     * @param staged in timestamp order
     */
    void write(List<List<Piece>> sequences, List<StagedRange> staged, List<PlanStep> steps) {
        if (sequences.isEmpty()) {
            for (StagedRange range : staged) {
                steps.add(
                        new PlanStep.Append(
                                range, timestamps[range.from()], timestamps[range.to() - 1]));
            }
            return;
        }
        if (sequences.size() == 1 && staged.isEmpty()) {
            sequences.getFirst().forEach(piece -> steps.add(new PlanStep.Keep(piece)));
            return;
        }
        PlanStep.Merge merge = merge(sequences, staged);
        if (merge.rowCount() > model.maxMergeRows() && cut(merge, steps)) {
            return;
        }
        steps.add(merge);
    }

    private PlanStep.Merge merge(List<List<Piece>> sequences, List<StagedRange> staged) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (List<Piece> sequence : sequences) {
            min = Math.min(min, sequence.getFirst().minTimestamp());
            max = Math.max(max, sequence.getLast().maxTimestamp());
        }
        if (!staged.isEmpty()) {
            min = Math.min(min, timestamps[staged.getFirst().from()]);
            max = Math.max(max, timestamps[staged.getLast().to() - 1]);
        }
        return new PlanStep.Merge(sequences, staged, min, max);
    }

    /** Cuts a merge in two; false if all its rows have one timestamp. */
    private boolean cut(PlanStep.Merge merge, List<PlanStep> steps) {
        long timestamp = middle(merge);
        if (timestamp == merge.maxTimestamp()) {
            timestamp--;
        }
        if (timestamp < merge.minTimestamp()) {
            return false;
        }
        List<List<Piece>> lowSequences = new ArrayList<>();
        List<List<Piece>> highSequences = new ArrayList<>();
        for (List<Piece> sequence : merge.sequences()) {
            LevelRows rows = new LevelRows(sequence, search);
            long through = rows.rowsThrough(timestamp);
            addUnlessEmpty(rows.cut(0, through), lowSequences);
            addUnlessEmpty(rows.cut(through, rows.rowCount()), highSequences);
        }
        List<StagedRange> lowStaged = new ArrayList<>();
        List<StagedRange> highStaged = new ArrayList<>();
        for (StagedRange range : merge.staged()) {
            int through = placesThrough(timestamp, range);
            if (range.from() < through) {
                lowStaged.add(new StagedRange(range.from(), through));
            }
            if (through < range.to()) {
                highStaged.add(new StagedRange(through, range.to()));
            }
        }
        write(lowSequences, lowStaged, steps);
        write(highSequences, highStaged, steps);
        return true;
    }

    private static void addUnlessEmpty(List<Piece> sequence, List<List<Piece>> sequences) {
        if (!sequence.isEmpty()) {
            sequences.add(sequence);
        }
    }

    /** The timestamp in the middle of the largest run of rows that is merged. */
    private long middle(PlanStep.Merge merge) {
        long most = 0;
        long middle = merge.minTimestamp();
        for (List<Piece> sequence : merge.sequences()) {
            for (Piece piece : sequence) {
                if (piece.rowCount() > most) {
                    most = piece.rowCount();
                    middle = search.timestampAt(piece, (most - 1) >>> 1);
                }
            }
        }
        for (StagedRange range : merge.staged()) {
            if (range.rowCount() > most) {
                most = range.rowCount();
                middle = timestamps[range.from() + ((range.rowCount() - 1) >>> 1)];
            }
        }
        return middle;
    }

    private int placesThrough(long timestamp, StagedRange range) {
        int low = range.from();
        int high = range.to();
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
}
