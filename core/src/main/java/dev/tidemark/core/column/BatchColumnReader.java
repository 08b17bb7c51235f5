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
