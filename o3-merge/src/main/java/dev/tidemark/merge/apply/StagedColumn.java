package dev.tidemark.merge.apply;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.kernel.RunCopy;
import dev.tidemark.core.column.kernel.ValidityBits;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.merge.kernel.GatherKernel;
import dev.tidemark.merge.kernel.RowReferences;
import dev.tidemark.merge.sort.StagedRows;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
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

    private final int columnIndex;
    private final ColumnType type;
    private final RowReferences rows;
    private final @Nullable MemorySegment[] data;
    private final @Nullable MemorySegment[] bytes;
    private final @Nullable MemorySegment[] validity;
    private final int[] chunkStarts;
    private final boolean mayHaveNulls;
    private final TextLimit textLimit;

    StagedColumn(StagedRows staged, int columnIndex, ColumnType type) {
        this(staged, columnIndex, type, TextLimit.STANDARD);
    }

    StagedColumn(StagedRows staged, int columnIndex, ColumnType type, TextLimit textLimit) {
        this.columnIndex = columnIndex;
        this.textLimit = textLimit;
        this.type = type;
        this.rows = staged.references();
        this.data = new MemorySegment[staged.chunkCount()];
        this.bytes = new MemorySegment[staged.chunkCount()];
        this.validity = new MemorySegment[staged.chunkCount()];
        this.chunkStarts = new int[staged.chunkCount() + 1];
        int widthBytes = type.isFixedWidth() ? type.widthBytes() : Integer.BYTES;
        boolean nulls = false;
        for (int chunk = 0; chunk < data.length; chunk++) {
            Batch batch = staged.chunkBatch(chunk);
            int rest = batch.rowCount() - staged.chunkFirstRow(chunk);
            chunkStarts[chunk + 1] = chunkStarts[chunk] + Math.min(rest, rows.chunkRows());
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

    /** Index in the table's schema. */
    int columnIndex() {
        return columnIndex;
    }

    ColumnType type() {
        return type;
    }

    /** The limit of a block of texts. */
    TextLimit textLimit() {
        return textLimit;
    }

    int chunkCount() {
        return data.length;
    }

    /** All rows of a chunk; they go where the rows of all chunks lie in the order of arrival. */
    RunCopy.Run rowsOf(int chunk) {
        int start = chunkStarts[chunk];
        return new RunCopy.Run(/* row= */ 0, chunkStarts[chunk + 1] - start, start);
    }

    /** The rows of all chunks. */
    int rowCount() {
        return chunkStarts[data.length];
    }

    /** Values of a chunk, or the ends of its texts; null if all are NULL. */
    @Nullable MemorySegment data(int chunk) {
        return data[chunk];
    }

    /** Texts of a chunk, or null. */
    @Nullable MemorySegment texts(int chunk) {
        return bytes[chunk];
    }

    boolean mayHaveNulls(int chunk) {
        return data[chunk] == null || validity[chunk] != null;
    }

    boolean isNull(int chunk, int row) {
        MemorySegment bitmap = validity[chunk];
        return bitmap == null ? data[chunk] == null : !isSet(bitmap, row);
    }

    /** Puts staged rows into a vector, from row {@code at} on. */
    void fill(BlockRecipe.Staged source, Vector into, int at) {
        int from = source.from();
        int count = source.rowCount();
        if (rows.areInRuns()) {
            int done = 0;
            while (done < count) {
                int length = rows.runLength(from + done, count - done);
                copyRun(rows.references()[from + done], length, into, at + done);
                done += length;
            }
        } else {
            gather(new GatherKernel.Range(from, count, at), into);
        }
    }

    private void copyRun(int reference, int count, Vector into, int at) {
        int chunk = rows.chunk(reference);
        MemorySegment values = data[chunk];
        RunCopy.Run run = new RunCopy.Run(rows.row(reference), count, at);
        switch (type.vectorKind()) {
            case LONGS -> RunCopy.integers(values, type.widthBytes(), run, into.longs());
            case DOUBLES -> {
                if (type == ColumnType.FLOAT) {
                    RunCopy.floats(values, run, into.doubles());
                } else {
                    RunCopy.doubles(values, run, into.doubles());
                }
            }
            case CODES -> RunCopy.codes(values, run, into.codes());
            case WIDE -> RunCopy.wide(values, into.wordsPerValue(), run, into.longs());
            case BYTES -> copyTexts(values, bytes[chunk], run, into);
        }
        MemorySegment bitmap = validity[chunk];
        if (bitmap != null) {
            ValidityBits.copy(bitmap, run.row(), into.admitNulls(), at, count);
        } else if (values == null) {
            ValidityBits.clear(into.admitNulls(), at, count);
        }
    }

    private void copyTexts(
            @Nullable MemorySegment ends,
            @Nullable MemorySegment texts,
            RunCopy.Run run,
            Vector into) {
        int[] offsets = into.offsets();
        int end = offsets[run.at()];
        if (ends == null || texts == null) {
            Arrays.fill(offsets, run.at() + 1, run.at() + run.count() + 1, end);
            return;
        }
        int lengthBytes =
                ends.get(INT, (run.row() + run.count()) * 4L) - ends.get(INT, run.row() * 4L);
        byte[] target = into.reserveBytes(textLimit.end(end, lengthBytes));
        int start = RunCopy.ends(ends, run, offsets);
        MemorySegment.copy(texts, ValueLayout.JAVA_BYTE, start, target, end, lengthBytes);
    }

    private void gather(GatherKernel.Range range, Vector into) {
        switch (type.vectorKind()) {
            case LONGS -> gatherIntegers(range, into.longs());
            case DOUBLES -> {
                if (type == ColumnType.FLOAT) {
                    GatherKernel.floats(data, rows, range, into.doubles());
                } else {
                    GatherKernel.doubles(data, rows, range, into.doubles());
                }
            }
            case CODES -> GatherKernel.codes(data, rows, range, into.codes());
            case WIDE -> GatherKernel.wide(data, rows, range, into.wordsPerValue(), into.longs());
            case BYTES -> gatherTexts(range, into);
        }
        if (mayHaveNulls) {
            for (int index = 0; index < range.count(); index++) {
                int reference = rows.references()[range.from() + index];
                fillNull(reference, into, range.at() + index);
            }
        }
    }

    private void gatherIntegers(GatherKernel.Range range, long[] into) {
        switch (type.widthBytes()) {
            case 8 -> GatherKernel.longs(data, rows, range, into);
            case 4 -> GatherKernel.ints(data, rows, range, into);
            case 2 -> GatherKernel.shorts(data, rows, range, into);
            default -> GatherKernel.bytes(data, rows, range, into);
        }
    }

    private void gatherTexts(GatherKernel.Range range, Vector into) {
        for (int index = 0; index < range.count(); index++) {
            int reference = rows.references()[range.from() + index];
            int chunk = rows.chunk(reference);
            copyTexts(
                    data[chunk],
                    bytes[chunk],
                    new RunCopy.Run(rows.row(reference), 1, range.at() + index),
                    into);
        }
    }

    private void fillNull(int reference, Vector into, int at) {
        if (isNull(rows.chunk(reference), rows.row(reference))) {
            into.setNull(at);
        }
    }

    private static boolean isSet(MemorySegment bitmap, int row) {
        return (bitmap.get(LONG, (long) (row >>> 6) << 3) & 1L << row) != 0;
    }
}
