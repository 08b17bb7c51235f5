package dev.tidemark.merge.apply;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.column.kernel.MoveKernel;
import dev.tidemark.core.column.kernel.Picks;
import dev.tidemark.core.column.kernel.Run;
import dev.tidemark.core.column.kernel.Slots;
import dev.tidemark.core.column.kernel.ValidityBits;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.VectorKind;
import dev.tidemark.merge.plan.StagedRange;
import dev.tidemark.merge.sort.RowGroups;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * A copy of staged rows of a column that arrived in no order, in {@linkplain RowGroups groups} of
 * rows that are close in time: these are gathered from the cache. Immutable once {@linkplain #fill
 * filled}.
 */
final class GroupedCopy {
    /** 64-bit words of a slice: 64 MiB. */
    private static final int MAX_WORDS = 1 << 23;

    /** Bytes of texts of a slice whose texts are as long as those of others. */
    private static final long TEXT_BYTES = 1L << 26;

    /** Bytes of texts of the largest slice. */
    private static final long MAX_TEXT_BYTES = 1L << 28;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final MoveKernel MOVES = MoveKernel.best();

    private final StagedColumn column;
    private final RowGroups groups;
    private final Vector values;
    private final Slots slots;

    private GroupedCopy(StagedColumn column, RowGroups groups, Vector values, StagedRange rows) {
        this.column = column;
        this.groups = groups;
        this.values = values;
        this.slots = new Slots(groups.places(), rows.from(), rows.rowCount());
    }

    /** Rows that one copy has at most, a multiple of those of a group. */
    static int rowsOfSlice(StagedColumn column) {
        ColumnType type = column.type();
        if (type.vectorKind() != VectorKind.BYTES) {
            return MAX_WORDS / Math.max(1, type.widthBytes() / Long.BYTES);
        }
        long bytesPerRow = Math.ceilDiv(textBytes(column), Math.max(1, column.rowCount()));
        long rows = Math.min(MAX_WORDS, TEXT_BYTES / Math.max(1, bytesPerRow));
        return Math.max(RowGroups.GROUP_ROWS, (int) Long.highestOneBit(rows));
    }

    /**
     * Copies rows of a column.
     *
     * @param rows whole groups, in time order
     * @param values receives them; has room for all
     * @return null if the rows have too much text
     */
    static @Nullable GroupedCopy fill(
            StagedColumn column, RowGroups groups, StagedRange rows, Vector values) {
        GroupedCopy copy = new GroupedCopy(column, groups, values, rows);
        VectorCopy.clear(values);
        if (column.type().vectorKind() == VectorKind.BYTES && !copy.layOutTexts()) {
            return null;
        }
        for (int chunk = 0; chunk < column.chunkCount(); chunk++) {
            copy.scatter(chunk);
        }
        return copy;
    }

    /** What the values lie in, to be used again when the copy is not needed any more. */
    Vector values() {
        return values;
    }

    private void scatter(int chunk) {
        MemorySegment data = column.data(chunk);
        Run run = column.rowsOf(chunk);
        int widthBytes = column.widthBytes(chunk);
        switch (column.type().vectorKind()) {
            case LONGS, WIDE -> MOVES.scatter(data, widthBytes, run, slots, values.longs());
            case DOUBLES -> MOVES.scatter(data, widthBytes, run, slots, values.doubles());
            case CODES -> MOVES.scatter(data, run, slots, values.codes());
            case BYTES -> {
                MemorySegment texts = column.texts(chunk);
                if (data != null && texts != null) {
                    MOVES.scatterTexts(data, texts, run, slots, values.offsets(), values.bytes());
                }
            }
        }
        if (!column.isValid(chunk)) {
            ValidityBits.clearNulls(column.validity(chunk), run, slots, values.admitNulls());
        }
    }

    /**
     * Works out where each text goes: behind those of the rows that lie before it.
     *
     * @return false if they are too long
     */
    private boolean layOutTexts() {
        int[] offsets = values.offsets();
        for (int chunk = 0; chunk < column.chunkCount(); chunk++) {
            MOVES.scatterLengths(column.data(chunk), column.rowsOf(chunk), slots, offsets);
        }
        offsets[0] = 0;
        long end = 0;
        for (int row = 0; row < slots.count(); row++) {
            end += offsets[row + 1];
            offsets[row + 1] = (int) end;
        }
        if (end > MAX_TEXT_BYTES) {
            return false;
        }
        byte[] _ = values.reserveBytes((int) end);
        return true;
    }

    /** Puts rows of this copy into a vector, from row {@code at} on. */
    void gather(BlockRecipe.Staged source, Vector into, int at) {
        int count = source.rowCount();
        Picks picks = new Picks(groups.sources(), source.from(), count, at, slots.first());
        if (column.type().vectorKind() == VectorKind.BYTES) {
            long end = MOVES.gatherEnds(values.offsets(), picks, into.offsets());
            column.textLimit().check(end, at + count);
        }
        VectorCopy.appendPicked(values, picks, into);
    }

    private static long textBytes(StagedColumn column) {
        long lengthBytes = 0;
        for (int chunk = 0; chunk < column.chunkCount(); chunk++) {
            MemorySegment ends = column.data(chunk);
            if (ends != null) {
                int rows = column.rowsOf(chunk).count();
                lengthBytes += ends.get(INT, rows * 4L) - ends.get(INT, 0);
            }
        }
        return lengthBytes;
    }
}
