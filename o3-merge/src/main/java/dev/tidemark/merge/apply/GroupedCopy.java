package dev.tidemark.merge.apply;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.kernel.RunCopy;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.VectorKind;
import dev.tidemark.merge.kernel.GatherKernel;
import dev.tidemark.merge.kernel.ScatterKernel;
import dev.tidemark.merge.sort.RowGroups;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a column of staged rows that arrived in no order, in {@linkplain RowGroups groups} of
 * rows that are close in time: these are gathered from the cache. Immutable once {@linkplain #fill
 * filled}.
 *
 * <p>Scalar: AVX2 has no scatter, and each value goes to another line of memory.
 */
final class GroupedCopy {
    /** 64-bit words of the largest copy: 64 MiB. */
    private static final int MAX_WORDS = 1 << 23;

    /** Bytes of texts of the largest copy. */
    private static final long MAX_TEXT_BYTES = 1L << 26;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private final StagedColumn column;
    private final RowGroups groups;
    private final Vector values;

    private GroupedCopy(StagedColumn column, RowGroups groups, Vector values) {
        this.column = column;
        this.groups = groups;
        this.values = values;
    }

    /** Whether a copy is not too large. */
    static boolean isPossible(StagedColumn column) {
        ColumnType type = column.type();
        if (type.vectorKind() == VectorKind.BYTES) {
            return column.rowCount() <= MAX_WORDS && textBytes(column) <= MAX_TEXT_BYTES;
        }
        return column.rowCount() <= MAX_WORDS / Math.max(1, type.widthBytes() / Long.BYTES);
    }

    /**
     * Copies all rows of a column.
     *
     * @param values receives them; has room for all rows
     */
    static GroupedCopy fill(StagedColumn column, RowGroups groups, Vector values) {
        GroupedCopy copy = new GroupedCopy(column, groups, values);
        values.setHasNulls(false);
        if (column.type().vectorKind() == VectorKind.BYTES) {
            copy.layOutTexts();
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
        RunCopy.Run run = column.rowsOf(chunk);
        int[] places = groups.places();
        ColumnType type = column.type();
        switch (type.vectorKind()) {
            case LONGS ->
                    ScatterKernel.integers(data, type.widthBytes(), run, places, values.longs());
            case DOUBLES -> {
                if (type == ColumnType.FLOAT) {
                    ScatterKernel.floats(data, run, places, values.doubles());
                } else {
                    ScatterKernel.doubles(data, run, places, values.doubles());
                }
            }
            case CODES -> ScatterKernel.codes(data, run, places, values.codes());
            case WIDE -> scatterWide(data, run);
            case BYTES -> scatterTexts(data, column.texts(chunk), run);
        }
        if (column.mayHaveNulls(chunk)) {
            for (int row = 0; row < run.count(); row++) {
                if (column.isNull(chunk, row)) {
                    values.setNull(places[run.at() + row]);
                }
            }
        }
    }

    private void scatterWide(@Nullable MemorySegment data, RunCopy.Run run) {
        if (data == null) {
            return; // all NULL, whatever the vector holds
        }
        int words = values.wordsPerValue();
        int[] places = groups.places();
        long[] into = values.longs();
        for (int row = 0; row < run.count(); row++) {
            long offset = (long) row * words * Long.BYTES;
            int place = places[run.at() + row] * words;
            for (int word = 0; word < words; word++) {
                into[place + word] = data.get(LONG, offset + (long) word * Long.BYTES);
            }
        }
    }

    /** Works out where each text goes: behind those of the rows that lie before it. */
    private void layOutTexts() {
        int[] offsets = values.offsets();
        int[] places = groups.places();
        for (int chunk = 0; chunk < column.chunkCount(); chunk++) {
            MemorySegment ends = column.data(chunk);
            RunCopy.Run run = column.rowsOf(chunk);
            int start = ends == null ? 0 : ends.get(INT, 0);
            for (int row = 0; row < run.count(); row++) {
                int end = ends == null ? 0 : ends.get(INT, (row + 1) * 4L);
                offsets[places[run.at() + row] + 1] = end - start;
                start = end;
            }
        }
        offsets[0] = 0;
        for (int row = 0; row < column.rowCount(); row++) {
            offsets[row + 1] += offsets[row];
        }
        byte[] _ = values.reserveBytes(offsets[column.rowCount()]);
    }

    private void scatterTexts(
            @Nullable MemorySegment ends, @Nullable MemorySegment texts, RunCopy.Run run) {
        if (ends == null || texts == null) {
            return;
        }
        int[] places = groups.places();
        int[] offsets = values.offsets();
        byte[] into = values.bytes();
        int start = ends.get(INT, 0);
        for (int row = 0; row < run.count(); row++) {
            int end = ends.get(INT, (row + 1) * 4L);
            int target = offsets[places[run.at() + row]];
            MemorySegment.copy(texts, ValueLayout.JAVA_BYTE, start, into, target, end - start);
            start = end;
        }
    }

    /** Puts rows into a vector, from row {@code at} on. */
    void gather(BlockRecipe.Staged source, Vector into, int at) {
        GatherKernel.Range range = new GatherKernel.Range(source.from(), source.rowCount(), at);
        int[] sources = groups.sources();
        switch (column.type().vectorKind()) {
            case LONGS -> GatherKernel.places(values.longs(), sources, range, into.longs());
            case DOUBLES -> GatherKernel.places(values.doubles(), sources, range, into.doubles());
            case CODES -> GatherKernel.places(values.codes(), sources, range, into.codes());
            case WIDE -> gatherWide(range, into);
            case BYTES -> gatherTexts(range, into);
        }
        if (values.hasNulls()) {
            for (int index = 0; index < range.count(); index++) {
                if (values.isNull(sources[range.from() + index])) {
                    into.setNull(at + index);
                }
            }
        }
    }

    private void gatherWide(GatherKernel.Range range, Vector into) {
        int words = values.wordsPerValue();
        int[] sources = groups.sources();
        long[] from = values.longs();
        long[] target = into.longs();
        for (int index = 0; index < range.count(); index++) {
            int source = sources[range.from() + index] * words;
            int place = (range.at() + index) * words;
            for (int word = 0; word < words; word++) {
                target[place + word] = from[source + word];
            }
        }
    }

    private void gatherTexts(GatherKernel.Range range, Vector into) {
        int[] sources = groups.sources();
        int[] from = values.offsets();
        byte[] texts = values.bytes();
        int[] offsets = into.offsets();
        TextLimit limit = column.textLimit();
        int end = offsets[range.at()];
        for (int index = 0; index < range.count(); index++) {
            int start = from[sources[range.from() + index]];
            int lengthBytes = from[sources[range.from() + index] + 1] - start;
            int next = limit.end(end, lengthBytes);
            System.arraycopy(texts, start, into.reserveBytes(next), end, lengthBytes);
            end = next;
            offsets[range.at() + index + 1] = end;
        }
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
