package dev.tidemark.merge.apply;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.kernel.MoveKernel;
import dev.tidemark.core.column.kernel.Run;
import dev.tidemark.core.column.kernel.ValidityBits;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.merge.sort.NearbyRows;
import dev.tidemark.merge.sort.RowReferences;
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
    private static final MoveKernel MOVES = MoveKernel.best();

    private final int columnIndex;
    private final ColumnType type;
    private final RowReferences rows;
    private final @Nullable MemorySegment[] data;
    private final int[] widths;
    private final @Nullable MemorySegment[] bytes;
    private final @Nullable MemorySegment[] validity;
    private final int[] chunkStarts;
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
        this.widths = new int[staged.chunkCount()];
        this.bytes = new MemorySegment[staged.chunkCount()];
        this.validity = new MemorySegment[staged.chunkCount()];
        this.chunkStarts = new int[staged.chunkCount() + 1];
        for (int chunk = 0; chunk < data.length; chunk++) {
            Batch batch = staged.chunkBatch(chunk);
            int rest = batch.rowCount() - staged.chunkFirstRow(chunk);
            chunkStarts[chunk + 1] = chunkStarts[chunk] + Math.min(rest, rows.chunkRows());
            if (columnIndex >= batch.schema().columnCount()) {
                widths[chunk] = type.widthBytes();
                continue;
            }
            ColumnBuffer column = batch.column(columnIndex);
            int firstRow = staged.chunkFirstRow(chunk);
            widths[chunk] = column.widthBytes();
            data[chunk] = column.data().asSlice((long) firstRow * widths[chunk]);
            bytes[chunk] = column.bytes();
            MemorySegment bitmap = column.validity();
            validity[chunk] = bitmap == null ? null : bitmap.asSlice(firstRow >>> 3);
        }
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
    Run rowsOf(int chunk) {
        int start = chunkStarts[chunk];
        return new Run(/* row= */ 0, chunkStarts[chunk + 1] - start, start);
    }

    /** The rows of all chunks. */
    int rowCount() {
        return chunkStarts[data.length];
    }

    /** Values of a chunk, or the ends of its texts; null if all are NULL. */
    @Nullable MemorySegment data(int chunk) {
        return data[chunk];
    }

    /** Bytes of each value of a chunk. */
    int widthBytes(int chunk) {
        return widths[chunk];
    }

    /** Texts of a chunk, or null. */
    @Nullable MemorySegment texts(int chunk) {
        return bytes[chunk];
    }

    /** Whether a chunk has no NULLs. */
    boolean isValid(int chunk) {
        return data[chunk] != null && validity[chunk] == null;
    }

    /** The validity bitmap of a chunk; null if its rows are all valid, or all NULL. */
    @Nullable MemorySegment validity(int chunk) {
        return validity[chunk];
    }

    /** Puts staged rows into a vector, from row {@code at} on: fast where they lie in runs. */
    void fill(BlockRecipe.Staged source, Vector into, int at) {
        int shift = at - source.from();
        RowReferences.Runs runs = rows.runs(source.from(), source.from() + source.rowCount());
        while (runs.next()) {
            int reference = runs.reference();
            Run run = new Run(rows.row(reference), runs.rowCount(), runs.place() + shift);
            copyRun(rows.chunk(reference), run, into);
        }
    }

    /** Copies spans into a vector, one behind another. */
    void fill(NearbyRows nearby, Vector into) {
        for (int span = 0; span < nearby.spanCount(); span++) {
            int start = nearby.start(span);
            Run run = new Run(nearby.firstRow(span), nearby.start(span + 1) - start, start);
            copyRun(nearby.chunk(span), run, into);
        }
    }

    private void copyRun(int chunk, Run run, Vector into) {
        MemorySegment values = data[chunk];
        switch (type.vectorKind()) {
            case LONGS, WIDE -> MOVES.copy(values, widths[chunk], run, into.longs());
            case DOUBLES -> MOVES.copy(values, widths[chunk], run, into.doubles());
            case CODES -> MOVES.copy(values, run, /* shift= */ 0, into.codes());
            case BYTES -> copyTexts(values, bytes[chunk], run, into);
        }
        MemorySegment bitmap = validity[chunk];
        if (bitmap != null) {
            ValidityBits.copy(bitmap, run.row(), into.admitNulls(), run.at(), run.count());
        } else if (values == null) {
            ValidityBits.clear(into.admitNulls(), run.at(), run.count());
        }
    }

    private void copyTexts(
            @Nullable MemorySegment ends, @Nullable MemorySegment texts, Run run, Vector into) {
        int[] offsets = into.offsets();
        int end = offsets[run.at()];
        Run ofEnds = new Run(run.row() + 1, run.count(), run.at() + 1);
        if (ends == null || texts == null) {
            MOVES.copy(/* chunk= */ (MemorySegment) null, ofEnds, end, offsets);
            return;
        }
        int start = ends.get(INT, run.row() * 4L);
        int lengthBytes = ends.get(INT, (run.row() + run.count()) * 4L) - start;
        byte[] target = into.reserveBytes(textLimit.end(end, lengthBytes));
        MOVES.copy(ends, ofEnds, end - start, offsets);
        MemorySegment.copy(texts, ValueLayout.JAVA_BYTE, start, target, end, lengthBytes);
    }
}
