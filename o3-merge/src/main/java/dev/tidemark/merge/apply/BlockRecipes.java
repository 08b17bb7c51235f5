package dev.tidemark.merge.apply;

import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.PartitionAppender;
import dev.tidemark.core.table.Piece;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.merge.kernel.LabelledRows;
import dev.tidemark.merge.kernel.MergeKernel;
import dev.tidemark.merge.plan.PlanStep;
import dev.tidemark.merge.plan.StagedRange;
import dev.tidemark.merge.sort.ScratchMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns steps of a plan into recipes of full blocks, the last one shorter. Steps whose rows follow
 * each other in the files are added in that order; recipes may be taken away in between.
 */
final class BlockRecipes {
    private static final int BLOCK_ROWS = PartitionAppender.BLOCK_ROWS;

    private final Function<Piece, RowRun> runs;
    private final int timestampIndex;
    private final long[] stagedTimestamps;
    private final Vector decoded;
    private final ScratchMemory memory;
    private List<BlockRecipe> finished = new ArrayList<>();
    private List<BlockRecipe.Source> sources = new ArrayList<>();
    private int @Nullable [] order;
    private int filled;

    /**
     * @param runs opens the rows of a piece
     * @param stagedTimestamps of all staged rows, in order
     * @param decoded lent for reading timestamps
     * @param memory lends what merges need
     */
    BlockRecipes(
            Function<Piece, RowRun> runs,
            int timestampIndex,
            long[] stagedTimestamps,
            Vector decoded,
            ScratchMemory memory) {
        this.runs = runs;
        this.timestampIndex = timestampIndex;
        this.stagedTimestamps = stagedTimestamps;
        this.decoded = decoded;
        this.memory = memory;
    }

    /** Adds the rows of a step; those of a piece that is kept are copied. */
    void add(PlanStep step) {
        switch (step) {
            case PlanStep.Append append -> append(append.staged());
            case PlanStep.Merge merge -> merge(merge);
            case PlanStep.Keep(Piece piece) -> copy(runs.apply(piece));
        }
    }

    /** The recipes of the full blocks that were not taken yet. */
    List<BlockRecipe> takeFull() {
        List<BlockRecipe> taken = finished;
        finished = new ArrayList<>();
        return taken;
    }

    /** The recipes of all blocks that were not taken yet; the last block may be short. */
    List<BlockRecipe> takeAll() {
        finishBlock();
        return takeFull();
    }

    private void copy(RowRun run) {
        long next = 0;
        while (next < run.rowCount()) {
            int count = (int) Math.min(run.rowCount() - next, BLOCK_ROWS - filled);
            addInOrder(new BlockRecipe.Sealed(run, next, count));
            next += count;
        }
    }

    private void append(StagedRange staged) {
        int next = staged.from();
        while (next < staged.to()) {
            int count = Math.min(staged.to() - next, BLOCK_ROWS - filled);
            addInOrder(new BlockRecipe.Staged(next, count));
            next += count;
        }
    }

    private void addInOrder(BlockRecipe.Source source) {
        if (order != null) {
            fillInOrder(order, filled, source.rowCount());
        }
        sources.add(source);
        advance(source.rowCount());
    }

    private void merge(PlanStep.Merge merge) {
        if (merge.sequences().size() == 1 && merge.staged().isEmpty()) {
            merge.sequences().getFirst().forEach(piece -> copy(runs.apply(piece)));
            return;
        }
        List<Cursor> cursors = new ArrayList<>();
        for (List<Piece> sequence : merge.sequences()) {
            cursors.add(new SealedCursor(sequence.stream().map(runs).toList()));
        }
        if (!merge.staged().isEmpty()) {
            cursors.add(new StagedCursor(merge.staged()));
        }
        LabelledRows merged = mergeTimestamps(cursors);
        int next = 0;
        while (next < merged.count()) {
            int count = Math.min(merged.count() - next, BLOCK_ROWS - filled);
            addMerged(cursors, merged.labels(), next, count);
            next += count;
        }
        giveBack(merged);
    }

    /** For each row of a merge the number of the cursor that it comes from. */
    private LabelledRows mergeTimestamps(List<Cursor> cursors) {
        int last = cursors.size() - 1;
        LabelledRows merged = borrow(cursors.get(last).rowCount());
        cursors.get(last).read(merged.timestamps());
        Arrays.fill(merged.labels(), 0, merged.count(), (byte) last);
        // Higher levels are smaller: from the top down, few rows pass through many merges.
        for (int cursor = last - 1; cursor >= 0; cursor--) {
            int count = cursors.get(cursor).rowCount();
            long[] earlier = memory.longs(count);
            cursors.get(cursor).read(earlier);
            LabelledRows into = borrow(Math.addExact(count, merged.count()));
            MergeKernel.mergeLabelled(earlier, (byte) cursor, merged, into);
            memory.giveBack(earlier);
            giveBack(merged);
            merged = into;
        }
        return merged;
    }

    private LabelledRows borrow(int rowCount) {
        return new LabelledRows(memory.longs(rowCount), memory.bytes(rowCount), rowCount);
    }

    private void giveBack(LabelledRows rows) {
        memory.giveBack(rows.timestamps());
        memory.giveBack(rows.labels());
    }

    /** Adds merged rows, which fit into the current block. */
    private void addMerged(List<Cursor> cursors, byte[] labels, int from, int count) {
        int[] next = new int[cursors.size() + 1];
        for (int index = from; index < from + count; index++) {
            next[labels[index] + 1]++;
        }
        next[0] = filled;
        for (int cursor = 0; cursor < cursors.size(); cursor++) {
            cursors.get(cursor).take(next[cursor + 1], sources);
            next[cursor + 1] += next[cursor];
        }
        int[] places = orderOfBlock();
        for (int index = 0; index < count; index++) {
            places[filled + index] = next[labels[from + index]]++;
        }
        advance(count);
    }

    private int[] orderOfBlock() {
        int[] places = order;
        if (places == null) {
            places = new int[BLOCK_ROWS];
            fillInOrder(places, 0, filled);
            order = places;
        }
        return places;
    }

    private static void fillInOrder(int[] places, int from, int count) {
        for (int place = from; place < from + count; place++) {
            places[place] = place;
        }
    }

    private void advance(int count) {
        filled += count;
        if (filled == BLOCK_ROWS) {
            finishBlock();
        }
    }

    private void finishBlock() {
        if (filled > 0) {
            finished.add(new BlockRecipe(sources, order));
            sources = new ArrayList<>();
            order = null;
            filled = 0;
        }
    }

    /** Hands out the rows of one sorted sequence, from the first to the last. */
    private interface Cursor {
        /** All rows. */
        int rowCount();

        /** Reads the timestamps of all rows. */
        void read(long[] timestamps);

        /** Adds the sources of the next {@code count} rows. */
        void take(int count, List<BlockRecipe.Source> sources);
    }

    private final class StagedCursor implements Cursor {
        private final List<StagedRange> ranges;
        private int range;
        private int place;

        StagedCursor(List<StagedRange> ranges) {
            this.ranges = ranges;
            this.place = ranges.getFirst().from();
        }

        @Override
        public int rowCount() {
            return ranges.stream().mapToInt(StagedRange::rowCount).sum();
        }

        @Override
        public void read(long[] timestamps) {
            int next = 0;
            for (StagedRange staged : ranges) {
                System.arraycopy(
                        stagedTimestamps, staged.from(), timestamps, next, staged.rowCount());
                next += staged.rowCount();
            }
        }

        @Override
        public void take(int count, List<BlockRecipe.Source> into) {
            int rest = count;
            while (rest > 0) {
                if (place == ranges.get(range).to()) {
                    place = ranges.get(++range).from();
                }
                int taken = Math.min(rest, ranges.get(range).to() - place);
                into.add(new BlockRecipe.Staged(place, taken));
                place += taken;
                rest -= taken;
            }
        }
    }

    private final class SealedCursor implements Cursor {
        private final List<RowRun> sequence;
        private int run;
        private long row;

        SealedCursor(List<RowRun> sequence) {
            this.sequence = sequence;
        }

        @Override
        public int rowCount() {
            return Math.toIntExact(sequence.stream().mapToLong(RowRun::rowCount).sum());
        }

        @Override
        public void read(long[] timestamps) {
            int next = 0;
            for (RowRun part : sequence) {
                ColumnReader reader = part.reader(timestampIndex);
                long from = 0;
                while (from < part.rowCount()) {
                    int count = (int) (part.vectorEnd(from) - from);
                    reader.read(from, count, decoded);
                    System.arraycopy(decoded.longs(), 0, timestamps, next, count);
                    next += count;
                    from += count;
                }
            }
        }

        @Override
        public void take(int count, List<BlockRecipe.Source> into) {
            int rest = count;
            while (rest > 0) {
                if (row == sequence.get(run).rowCount()) {
                    run++;
                    row = 0;
                }
                int taken = (int) Math.min(rest, sequence.get(run).rowCount() - row);
                into.add(new BlockRecipe.Sealed(sequence.get(run), row, taken));
                row += taken;
                rest -= taken;
            }
        }
    }
}
