package dev.tidemark.core.column;

import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.column.kernel.MoveKernel;
import dev.tidemark.core.column.kernel.Picks;
import dev.tidemark.core.column.kernel.Run;
import dev.tidemark.core.column.kernel.ValidityBits;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** Reads a column of a frozen batch, whose plain values are copied out. */
public final class BatchColumnReader implements ColumnReader {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final MoveKernel MOVES = MoveKernel.best();

    private final ColumnBuffer column;
    private final @Nullable SymbolDictionary dictionary;

    public BatchColumnReader(ColumnBuffer column, @Nullable SymbolDictionary dictionary) {
        this.column = column;
        this.dictionary = dictionary;
    }

    @Override
    public void read(long row, int count, Vector into) {
        readValues((int) row, count, into);
        readValidity((int) row, count, into);
        into.setLength(count);
        into.setDictionary(dictionary);
    }

    /** Takes the offsets in any order. */
    @Override
    public void readSelected(long firstRow, int[] offsets, int count, Vector into) {
        VectorCopy.clear(into);
        Picks picks = new Picks(offsets, 0, count, 0, -(int) firstRow);
        gatherValues(picks, into);
        MemorySegment bitmap = column.validity();
        if (bitmap != null) {
            ValidityBits.gather(bitmap, picks, into.admitNulls());
        }
        into.setLength(count);
        into.setDictionary(dictionary);
    }

    @Override
    public boolean mayHaveNullsAround(long row) {
        return column.validity() != null;
    }

    private void readValues(int row, int count, Vector into) {
        MemorySegment data = column.data();
        int widthBytes = column.widthBytes();
        Run run = new Run(row, count, 0);
        switch (column.type().vectorKind()) {
            case LONGS, WIDE -> MOVES.copy(data, widthBytes, run, into.longs());
            case CODES -> MOVES.copy(data, run, /* shift= */ 0, into.codes());
            case DOUBLES -> MOVES.copy(data, widthBytes, run, into.doubles());
            case BYTES -> readTexts(data, run, into);
        }
    }

    private void readTexts(MemorySegment data, Run run, Vector into) {
        int start = data.get(INT, run.row() * 4L);
        int lengthBytes = data.get(INT, (run.row() + run.count()) * 4L) - start;
        MOVES.copy(data, new Run(run.row(), run.count() + 1, 0), -start, into.offsets());
        byte[] bytes = into.reserveBytes(lengthBytes);
        MemorySegment texts = column.bytes();
        if (texts != null) {
            MemorySegment.copy(texts, ValueLayout.JAVA_BYTE, start, bytes, 0, lengthBytes);
        }
    }

    private void gatherValues(Picks picks, Vector into) {
        MemorySegment data = column.data();
        int widthBytes = column.widthBytes();
        switch (column.type().vectorKind()) {
            case LONGS, WIDE -> MOVES.gather(data, widthBytes, picks, into.longs());
            case CODES -> MOVES.gather(data, picks, into.codes());
            case DOUBLES -> MOVES.gather(data, widthBytes, picks, into.doubles());
            case BYTES -> gatherTexts(data, picks, into);
        }
    }

    private void gatherTexts(MemorySegment data, Picks picks, Vector into) {
        int[] offsets = into.offsets();
        byte[] bytes = into.reserveBytes(Math.toIntExact(MOVES.gatherEnds(data, picks, offsets)));
        MemorySegment texts = column.bytes();
        if (texts != null) {
            MOVES.gatherTexts(data, texts, picks, offsets, bytes);
        }
    }

    private void readValidity(int row, int count, Vector into) {
        MemorySegment bitmap = column.validity();
        into.setHasNulls(bitmap != null);
        if (bitmap != null) {
            ValidityBits.copy(bitmap, row, into.validity(), 0, count);
        }
    }
}
