package dev.tidemark.merge.apply;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.kernel.RunCopy;
import dev.tidemark.core.column.kernel.ValidityBits;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.merge.kernel.GatherKernel;
import dev.tidemark.merge.kernel.RowReferences;
import dev.tidemark.merge.kernel.ScatterKernel;
import dev.tidemark.merge.sort.RowGroups;
import dev.tidemark.merge.sort.StagedRows;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;
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

    /** Rows of the largest copy of a column: 64 MiB of numbers for each worker. */
    private static final int MAX_COPIED_ROWS = 1 << 23;

    /** Rows copied for each that is wanted, beyond which gathering directly is faster. */
    private static final int MAX_COPIED_ROWS_PER_ROW = 4;

    private final ColumnType type;
    private final RowReferences rows;
    private final @Nullable MemorySegment[] data;
    private final @Nullable MemorySegment[] bytes;
    private final @Nullable MemorySegment[] validity;
    private final int[] chunkStarts;
    private final @Nullable RowGroups groups;
    private final boolean mayHaveNulls;
    private final TextLimit textLimit;

    StagedColumn(StagedRows staged, int columnIndex, ColumnType type) {
        this(staged, columnIndex, type, TextLimit.STANDARD);
    }

    StagedColumn(StagedRows staged, int columnIndex, ColumnType type, TextLimit textLimit) {
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
        boolean mayCopy =
                switch (type.vectorKind()) {
                    case LONGS, DOUBLES, CODES ->
                            !rows.areInRuns() && copiedRows() <= MAX_COPIED_ROWS;
                    case WIDE, BYTES -> false;
                };
        this.groups = mayCopy ? staged.groups() : null;
    }

    /**
     * Whether {@code count} rows should be gathered from a {@linkplain #copyGrouped copy} of all:
     * worth its cost for many rows in no order, possible if it is not too large.
     */
    boolean wantsCopy(long count) {
        return groups != null && copiedRows() <= count * MAX_COPIED_ROWS_PER_ROW;
    }

    /** The limit of a block of texts. */
    TextLimit textLimit() {
        return textLimit;
    }

    /** Rows that a copy needs room for. */
    int copiedRows() {
        return chunkStarts[data.length];
    }

    /** Copies all rows into a vector, {@linkplain RowGroups grouped}. */
    void copyGrouped(Vector into) {
        into.setHasNulls(false);
        int[] places = grouped().places();
        for (int chunk = 0; chunk < data.length; chunk++) {
            scatter(chunk, places, into);
        }
    }

    private void scatter(int chunk, int[] places, Vector into) {
        MemorySegment values = data[chunk];
        int start = chunkStarts[chunk];
        RunCopy.Run run = new RunCopy.Run(/* row= */ 0, chunkStarts[chunk + 1] - start, start);
        switch (type.vectorKind()) {
            case LONGS ->
                    ScatterKernel.integers(values, type.widthBytes(), run, places, into.longs());
            case DOUBLES -> {
                if (type == ColumnType.FLOAT) {
                    ScatterKernel.floats(values, run, places, into.doubles());
                } else {
                    ScatterKernel.doubles(values, run, places, into.doubles());
                }
            }
            case CODES -> ScatterKernel.codes(values, run, places, into.codes());
            case WIDE, BYTES -> throw new IllegalStateException(type + " is never copied");
        }
        if (values == null || validity[chunk] != null) {
            int reference = chunk << rows.chunkBits();
            for (int row = 0; row < run.count(); row++) {
                fillNull(reference + row, into, places[run.at() + row]);
            }
        }
    }

    /** Like {@link #fill}, from a copy of the column. */
    void fillFrom(Vector copy, BlockRecipe.Staged source, Vector into, int at) {
        GatherKernel.Range range = new GatherKernel.Range(source.from(), source.rowCount(), at);
        int[] sources = grouped().sources();
        switch (type.vectorKind()) {
            case LONGS -> GatherKernel.places(copy.longs(), sources, range, into.longs());
            case DOUBLES -> GatherKernel.places(copy.doubles(), sources, range, into.doubles());
            case CODES -> GatherKernel.places(copy.codes(), sources, range, into.codes());
            case WIDE, BYTES -> throw new IllegalStateException(type + " is never copied");
        }
        if (copy.hasNulls()) {
            for (int index = 0; index < range.count(); index++) {
                if (copy.isNull(sources[range.from() + index])) {
                    into.setNull(at + index);
                }
            }
        }
    }

    private RowGroups grouped() {
        return Objects.requireNonNull(groups, "rows in runs are not copied");
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
        int chunk = rows.chunk(reference);
        MemorySegment bitmap = validity[chunk];
        boolean isNull = bitmap == null ? data[chunk] == null : !isSet(bitmap, rows.row(reference));
        if (isNull) {
            into.setNull(at);
        }
    }

    private static boolean isSet(MemorySegment bitmap, int row) {
        return (bitmap.get(LONG, (long) (row >>> 6) << 3) & 1L << row) != 0;
    }
}
