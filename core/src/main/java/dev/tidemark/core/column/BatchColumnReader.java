package dev.tidemark.core.column;

import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.type.ColumnType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** Reads a column of a frozen batch, whose plain values are copied out. */
public final class BatchColumnReader implements ColumnReader {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private final ColumnBuffer column;
    private final @Nullable SymbolDictionary dictionary;
    private final int[] positions = new int[Vector.SIZE];
    private @Nullable Vector stretch;

    public BatchColumnReader(ColumnBuffer column, @Nullable SymbolDictionary dictionary) {
        this.column = column;
        this.dictionary = dictionary;
    }

    @Override
    public void read(long row, int count, Vector into) {
        readValues(row, count, into);
        readValidity((int) row, count, into);
        into.setLength(count);
        into.setDictionary(dictionary);
    }

    @Override
    public void readSelected(long firstRow, int[] offsets, int count, Vector into) {
        Vector source = stretch;
        if (source == null) {
            source = new Vector(column.type());
            stretch = source;
        }
        VectorCopy.clear(into);
        int done = 0;
        while (done < count) {
            int from = offsets[done];
            int end = done;
            while (end < count && offsets[end] - from < Vector.SIZE) {
                positions[end - done] = offsets[end] - from;
                end++;
            }
            read(firstRow + from, offsets[end - 1] - from + 1, source);
            VectorCopy.appendSelected(source, positions, 0, end - done, into);
            done = end;
        }
        into.setDictionary(dictionary);
    }

    @Override
    public boolean mayHaveNullsAround(long row) {
        return column.validity() != null;
    }

    private void readValues(long row, int count, Vector into) {
        MemorySegment data = column.data();
        ColumnType type = column.type();
        switch (type.vectorKind()) {
            case LONGS -> readLongs(data, row, count, into.longs());
            case WIDE -> {
                int words = type.widthBytes() / Long.BYTES;
                MemorySegment.copy(
                        data, LONG, row * type.widthBytes(), into.longs(), 0, count * words);
            }
            case CODES -> MemorySegment.copy(data, INT, row << 2, into.codes(), 0, count);
            case DOUBLES -> {
                if (type == ColumnType.DOUBLE) {
                    MemorySegment.copy(
                            data,
                            ValueLayout.JAVA_DOUBLE_UNALIGNED,
                            row << 3,
                            into.doubles(),
                            0,
                            count);
                } else {
                    double[] doubles = into.doubles();
                    for (int index = 0; index < count; index++) {
                        doubles[index] =
                                data.get(ValueLayout.JAVA_FLOAT_UNALIGNED, (row + index) << 2);
                    }
                }
            }
            case BYTES -> readBytes(data, row, count, into);
        }
    }

    private void readLongs(MemorySegment data, long row, int count, long[] longs) {
        switch (column.type().widthBytes()) {
            case 8 -> MemorySegment.copy(data, LONG, row << 3, longs, 0, count);
            case 4 -> {
                for (int index = 0; index < count; index++) {
                    longs[index] = data.get(INT, (row + index) << 2);
                }
            }
            case 2 -> {
                for (int index = 0; index < count; index++) {
                    longs[index] = data.get(SHORT, (row + index) << 1);
                }
            }
            default -> {
                for (int index = 0; index < count; index++) {
                    longs[index] = data.get(ValueLayout.JAVA_BYTE, row + index);
                }
            }
        }
    }

    private void readBytes(MemorySegment data, long row, int count, Vector into) {
        int[] offsets = into.offsets();
        MemorySegment.copy(data, INT, row << 2, offsets, 0, count + 1);
        int start = offsets[0];
        for (int index = 0; index <= count; index++) {
            offsets[index] -= start;
        }
        byte[] bytes = into.reserveBytes(offsets[count]);
        MemorySegment source = column.bytes();
        if (source != null) {
            MemorySegment.copy(source, ValueLayout.JAVA_BYTE, start, bytes, 0, offsets[count]);
        }
    }

    private void readValidity(int row, int count, Vector into) {
        MemorySegment bitmap = column.validity();
        into.setHasNulls(bitmap != null);
        if (bitmap == null) {
            return;
        }
        long[] validity = into.validity();
        int shift = row & 63;
        int firstWord = row >>> 6;
        int lastWord = (row + count - 1) >>> 6;
        int words = (count + 63) >>> 6;
        for (int word = 0; word < words; word++) {
            long low = bitmap.get(LONG, (long) (firstWord + word) << 3) >>> shift;
            boolean more = shift != 0 && firstWord + word < lastWord;
            long high = more ? bitmap.get(LONG, (long) (firstWord + word + 1) << 3) << -shift : 0L;
            validity[word] = low | high;
        }
    }
}
