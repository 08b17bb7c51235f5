package dev.tidemark.core.column;

import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.column.kernel.RunCopy;
import dev.tidemark.core.column.kernel.ValidityBits;
import dev.tidemark.core.type.ColumnType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** Reads a column of a frozen batch, whose plain values are copied out. */
public final class BatchColumnReader implements ColumnReader {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

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
        gatherValues(firstRow, offsets, count, into);
        if (column.validity() != null) {
            for (int index = 0; index < count; index++) {
                if (column.isNull((int) firstRow + offsets[index])) {
                    into.setNull(index);
                }
            }
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
        ColumnType type = column.type();
        RunCopy.Run run = new RunCopy.Run(row, count, 0);
        switch (type.vectorKind()) {
            case LONGS -> RunCopy.integers(data, type.widthBytes(), run, into.longs());
            case WIDE -> RunCopy.wide(data, into.wordsPerValue(), run, into.longs());
            case CODES -> RunCopy.codes(data, run, into.codes());
            case DOUBLES -> {
                if (type == ColumnType.FLOAT) {
                    RunCopy.floats(data, run, into.doubles());
                } else {
                    RunCopy.doubles(data, run, into.doubles());
                }
            }
            case BYTES -> readBytes(data, run, into);
        }
    }

    private void gatherValues(long firstRow, int[] offsets, int count, Vector into) {
        MemorySegment data = column.data();
        switch (column.type().vectorKind()) {
            case LONGS -> {
                long[] longs = into.longs();
                for (int index = 0; index < count; index++) {
                    longs[index] = column.longAt((int) firstRow + offsets[index]);
                }
            }
            case DOUBLES -> {
                double[] doubles = into.doubles();
                for (int index = 0; index < count; index++) {
                    doubles[index] = column.doubleAt((int) firstRow + offsets[index]);
                }
            }
            case CODES -> {
                int[] codes = into.codes();
                for (int index = 0; index < count; index++) {
                    codes[index] = data.get(INT, (firstRow + offsets[index]) << 2);
                }
            }
            case WIDE -> {
                int widthBytes = column.type().widthBytes();
                int words = widthBytes / Long.BYTES;
                for (int index = 0; index < count; index++) {
                    long start = (firstRow + offsets[index]) * widthBytes;
                    MemorySegment.copy(data, LONG, start, into.longs(), index * words, words);
                }
            }
            case BYTES -> {
                for (int index = 0; index < count; index++) {
                    gatherBytes(data, firstRow + offsets[index], index, into);
                }
            }
        }
    }

    private void gatherBytes(MemorySegment data, long row, int index, Vector into) {
        int start = data.get(INT, row << 2);
        int lengthBytes = data.get(INT, (row + 1) << 2) - start;
        int at = into.offsets()[index];
        byte[] bytes = into.reserveBytes(at + lengthBytes);
        MemorySegment source = column.bytes();
        if (source != null) {
            MemorySegment.copy(source, ValueLayout.JAVA_BYTE, start, bytes, at, lengthBytes);
        }
        into.offsets()[index + 1] = at + lengthBytes;
    }

    private void readBytes(MemorySegment data, RunCopy.Run run, Vector into) {
        int[] offsets = into.offsets();
        offsets[0] = 0;
        int start = RunCopy.ends(data, run, offsets);
        int lengthBytes = offsets[run.count()];
        byte[] bytes = into.reserveBytes(lengthBytes);
        MemorySegment source = column.bytes();
        if (source != null) {
            MemorySegment.copy(source, ValueLayout.JAVA_BYTE, start, bytes, 0, lengthBytes);
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
