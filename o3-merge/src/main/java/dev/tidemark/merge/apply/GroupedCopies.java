package dev.tidemark.merge.apply;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.column.kernel.Picks;
import dev.tidemark.merge.plan.StagedRange;
import dev.tidemark.merge.sort.NearbyRows;
import dev.tidemark.merge.sort.ScratchMemory;
import dev.tidemark.merge.sort.StagedRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The staged rows of a column, for all workers of a seal: as {@link StagedRows#reading} tells, from
 * where they lie, from spans of nearby rows, or from {@linkplain GroupedCopy copies} if they
 * arrived in no order. Texts of nearby rows are read from such copies as well.
 *
 * <p>A large column is copied slice by slice: the first worker that needs a slice makes it, the
 * last one gives its memory back. Thread-safe.
 */
final class GroupedCopies {
    private final StagedColumn column;
    private final StagedRows staged;
    private final ScratchMemory memory;
    private final boolean isReadBySpans;
    private final int sliceRows;
    private final Slice[] slices;

    /** Staged rows of one copy; guarded by its column's copies. */
    private static final class Slice {
        final StagedRange rows;
        int usesLeft;
        boolean isTried;
        @Nullable GroupedCopy copy;

        Slice(StagedRange rows) {
            this.rows = rows;
        }
    }

    /**
     * @param memory lends what copies lie in
     * @param recipes of all blocks that will be written
     */
    GroupedCopies(
            StagedColumn column,
            StagedRows staged,
            ScratchMemory memory,
            List<BlockRecipe> recipes) {
        this(column, staged, memory, recipes, GroupedCopy.rowsOfSlice(column));
    }

    /**
     * @param sliceRows rows of a copy, a multiple of those of a group
     */
    GroupedCopies(
            StagedColumn column,
            StagedRows staged,
            ScratchMemory memory,
            List<BlockRecipe> recipes,
            int sliceRows) {
        this.column = column;
        this.staged = staged;
        this.memory = memory;
        this.sliceRows = sliceRows;
        StagedRows.Reading reading = staged.reading();
        // Spans of texts may be longer than a block may be.
        this.isReadBySpans = reading == StagedRows.Reading.BY_SPANS && column.type().isFixedWidth();
        boolean isReadByRuns = reading == StagedRows.Reading.BY_RUNS;
        int rows = isReadByRuns || isReadBySpans ? 0 : staged.rowCount();
        this.slices = new Slice[Math.ceilDiv(rows, sliceRows)];
        for (int index = 0; index < slices.length; index++) {
            int first = index * sliceRows;
            slices[index] = new Slice(new StagedRange(first, Math.min(rows, first + sliceRows)));
        }
        for (BlockRecipe recipe : recipes) {
            slicesOf(recipe).forEach(slice -> slice.usesLeft++);
        }
    }

    StagedColumn column() {
        return column;
    }

    /** Makes ready what a block is read from; {@link #release} must follow. */
    synchronized void acquire(BlockRecipe recipe) {
        for (Slice slice : slicesOf(recipe)) {
            if (!slice.isTried) {
                slice.isTried = true;
                slice.copy = copy(slice);
            }
        }
    }

    /** Ends the use of what a block was read from. */
    synchronized void release(BlockRecipe recipe) {
        for (Slice slice : slicesOf(recipe)) {
            slice.usesLeft--;
            GroupedCopy last = slice.copy;
            if (slice.usesLeft == 0 && last != null) {
                memory.giveBack(last.values());
                slice.copy = null;
            }
        }
    }

    /** Puts staged rows of a block that was acquired into a vector, from row {@code at} on. */
    void read(BlockRecipe.Staged source, Vector into, int at, BlockWorkspace workspace) {
        NearbyRows nearby = isReadBySpans ? staged.nearby(source.from(), source.rowCount()) : null;
        if (nearby != null) {
            Vector spans = workspace.spans(column.type(), nearby.start(nearby.spanCount()));
            column.fill(nearby, spans);
            Picks picks = new Picks(nearby.places(), 0, source.rowCount(), at);
            VectorCopy.appendPicked(spans, picks, into);
            return;
        }
        int done = 0;
        while (done < source.rowCount()) {
            int from = source.from() + done;
            int count = source.rowCount() - done;
            if (slices.length > 0) {
                count = Math.min(count, sliceRows - from % sliceRows);
            }
            GroupedCopy copy = slices.length > 0 ? copyOf(slices[from / sliceRows]) : null;
            BlockRecipe.Staged part = source.part(done, count);
            if (copy == null) {
                column.fill(part, into, at + done);
            } else {
                copy.gather(part, into, at + done);
            }
            done += count;
        }
    }

    private synchronized @Nullable GroupedCopy copyOf(Slice slice) {
        return slice.copy;
    }

    private @Nullable GroupedCopy copy(Slice slice) {
        Vector values = memory.vector(column.type(), slice.rows.rowCount());
        GroupedCopy copy = GroupedCopy.fill(column, staged.groups(), slice.rows, values);
        if (copy == null) {
            memory.giveBack(values);
        }
        return copy;
    }

    private List<Slice> slicesOf(BlockRecipe recipe) {
        StagedRange span = slices.length == 0 ? null : recipe.stagedSpan();
        return span == null
                ? List.of()
                : List.of(slices).subList(span.from() / sliceRows, (span.to() - 1) / sliceRows + 1);
    }
}
