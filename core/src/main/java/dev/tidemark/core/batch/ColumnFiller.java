package dev.tidemark.core.batch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Fills a column of a batch {@linkplain Batch#ofRows of a known number of rows}, from the first row
 * on, many at a time. Every call but the last takes a multiple of 64 rows. For the thread that
 * fills the batch.
 */
public final class ColumnFiller {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private final ColumnBuffer column;
    private final int widthBytes;
    private int row;

    public ColumnFiller(ColumnBuffer column) {
        this.column = column;
        this.widthBytes = column.type().widthBytes();
    }

    /**
     * Appends BOOLEAN, BYTE, SHORT, INT, LONG, DATE or timestamp cells, or words of wide ones.
     *
     * @param values as many words as a cell has, one cell after another
     * @param validity one bit a row, 1 = the row has a value; null if all have
     */
    public void appendLongs(long[] values, long @Nullable [] validity, int count) {
        if (widthBytes > Long.BYTES) {
            int words = count * (widthBytes / Long.BYTES);
            MemorySegment.copy(values, 0, column.data(), LONG, (long) row * widthBytes, words);
        } else {
            column.putIntegers(values, 0, row, count);
        }
        endFixed(validity, count);
    }

    /** Appends FLOAT or DOUBLE cells; see {@link #appendLongs}. */
    public void appendDoubles(double[] values, long @Nullable [] validity, int count) {
        MemorySegment data = column.data();
        if (widthBytes == Double.BYTES) {
            MemorySegment.copy(values, 0, data, DOUBLE, (long) row << 3, count);
        } else {
            for (int index = 0; index < count; index++) {
                data.set(FLOAT, (long) (row + index) << 2, (float) values[index]);
            }
        }
        endFixed(validity, count);
    }

    /** Appends SYMBOL cells; see {@link #appendLongs}. */
    public void appendCodes(int[] codes, long @Nullable [] validity, int count) {
        MemorySegment.copy(codes, 0, column.data(), INT, (long) row << 2, count);
        endFixed(validity, count);
    }

    /**
     * Appends cells of variable width; see {@link #appendLongs}.
     *
     * @param bytes the values, one after another from 0 on; a row without a value has none
     * @param ends where they begin and end: one more than rows, ascending
     */
    public void appendBytes(byte[] bytes, int[] ends, long @Nullable [] validity, int count) {
        int start = column.bytesLength();
        int lengthBytes = ends[count];
        MemorySegment target = column.reserve(lengthBytes);
        MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, start, lengthBytes);
        for (int index = 1; index <= count; index++) {
            column.data().set(INT, (long) (row + index) << 2, start + ends[index]);
        }
        end(validity, count);
    }

    /** NULL rows hold zero. */
    private void endFixed(long @Nullable [] validity, int count) {
        if (validity != null) {
            int cellBytes = column.widthBytes();
            for (int index = 0; index < count; index++) {
                if ((validity[index >>> 6] & 1L << (index & 63)) == 0) {
                    column.data()
                            .asSlice((long) (row + index) * cellBytes, cellBytes)
                            .fill((byte) 0);
                }
            }
        }
        end(validity, count);
    }

    private void end(long @Nullable [] validity, int count) {
        column.endRows(row, count, validity);
        row += count;
    }
}
