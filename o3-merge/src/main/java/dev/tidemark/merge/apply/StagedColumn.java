package dev.tidemark.merge.apply;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.merge.kernel.GatherKernel;
import dev.tidemark.merge.kernel.RowReferences;
import dev.tidemark.merge.sort.StagedRows;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * One column of all staged rows: the memory of its chunks. A chunk whose batch is older than the
 * column has none, and is NULL throughout.
 *
 * <p>Immutable; shared by the workers of a seal.
 */
final class StagedColumn {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private final ColumnType type;
    private final RowReferences rows;
    private final @Nullable MemorySegment[] data;
    private final @Nullable MemorySegment[] bytes;
    private final @Nullable MemorySegment[] validity;
    private final boolean mayHaveNulls;

    StagedColumn(StagedRows staged, int columnIndex, ColumnType type) {
        this.type = type;
        this.rows = staged.references();
        this.data = new MemorySegment[staged.chunkCount()];
        this.bytes = new MemorySegment[staged.chunkCount()];
        this.validity = new MemorySegment[staged.chunkCount()];
        int widthBytes = type.isFixedWidth() ? type.widthBytes() : Integer.BYTES;
        boolean nulls = false;
        for (int chunk = 0; chunk < data.length; chunk++) {
            Batch batch = staged.chunkBatch(chunk);
            if (columnIndex >= batch.schema().columnCount()) {
                nulls = true;
                continue;
            }
            ColumnBuffer column = batch.column(columnIndex);
            int firstRow = staged.chunkFirstRow(chunk);
            data[chunk] = column.data().asSlice((long) firstRow * widthBytes);
            bytes[chunk] = column.bytes();
            MemorySegment bitmap = column.validity();
            validity[chunk] = bitmap == null ? null : bitmap.asSlice(firstRow >>> 3);
            nulls |= bitmap != null;
        }
        this.mayHaveNulls = nulls;
    }

    /** Puts the staged rows from a place on into a vector, from row {@code at} on. */
    void fill(int from, int count, Vector into, int at) {
        GatherKernel.Range range = new GatherKernel.Range(from, count, at);
        switch (type.vectorKind()) {
            case LONGS -> fillLongs(range, into.longs());
            case DOUBLES -> {
                if (type == ColumnType.FLOAT) {
                    GatherKernel.floats(data, rows, range, into.doubles());
                } else {
                    GatherKernel.doubles(data, rows, range, into.doubles());
                }
            }
            case CODES -> GatherKernel.codes(data, rows, range, into.codes());
            case WIDE -> GatherKernel.wide(data, rows, range, into.wordsPerValue(), into.longs());
            case BYTES -> fillTexts(range, into);
        }
        if (mayHaveNulls) {
            fillNulls(range, into);
        }
    }

    private void fillLongs(GatherKernel.Range range, long[] into) {
        switch (type.widthBytes()) {
            case 8 -> GatherKernel.longs(data, rows, range, into);
            case 4 -> GatherKernel.ints(data, rows, range, into);
            case 2 -> GatherKernel.shorts(data, rows, range, into);
            default -> GatherKernel.bytes(data, rows, range, into);
        }
    }

    private void fillTexts(GatherKernel.Range range, Vector into) {
        int[] offsets = into.offsets();
        int end = offsets[range.at()];
        for (int index = 0; index < range.count(); index++) {
            int reference = rows.references()[range.from() + index];
            MemorySegment ends = data[rows.chunk(reference)];
            MemorySegment texts = bytes[rows.chunk(reference)];
            if (ends != null && texts != null) {
                long offset = (long) rows.row(reference) << 2;
                int start = ends.get(INT, offset);
                int lengthBytes = ends.get(INT, offset + Integer.BYTES) - start;
                int newEnd = Math.addExact(end, lengthBytes);
                MemorySegment.copy(
                        texts,
                        ValueLayout.JAVA_BYTE,
                        start,
                        into.reserveBytes(newEnd),
                        end,
                        lengthBytes);
                end = newEnd;
            }
            offsets[range.at() + index + 1] = end;
        }
    }

    private void fillNulls(GatherKernel.Range range, Vector into) {
        for (int index = 0; index < range.count(); index++) {
            int reference = rows.references()[range.from() + index];
            int chunk = rows.chunk(reference);
            MemorySegment bitmap = validity[chunk];
            boolean isNull =
                    bitmap == null ? data[chunk] == null : !isSet(bitmap, rows.row(reference));
            if (isNull) {
                into.setNull(range.at() + index);
            }
        }
    }

    private static boolean isSet(MemorySegment bitmap, int row) {
        return (bitmap.get(LONG, (long) (row >>> 6) << 3) & 1L << row) != 0;
    }
}
