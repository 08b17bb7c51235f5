package dev.tidemark.core.encoding.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How one vector is packed: value = {@code reference + divisor * packed number}, wrapping.
 *
 * @param rowCount values in the vector, 1 to 1,024
 * @param width bits of a packed number, 0 to 64; at 0 nothing is stored and every value is {@code
 *     reference}
 * @param reference what packed number 0 stands for
 * @param divisor what a step of 1 stands for
 */
public record Packing(int rowCount, int width, long reference, long divisor) {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int WORD_ROW_BYTES = PackingKernel.WORD_ROW_BYTES;
    private static final int COLUMNS_32 = PackingKernel.VECTOR_ROWS / Integer.SIZE;
    private static final int COLUMNS_64 = PackingKernel.VECTOR_ROWS / Long.SIZE;

    /** Shifts that divide a row by the number of columns, or of lanes: rows are never negative. */
    private static final int BY_COLUMNS_32 = Integer.numberOfTrailingZeros(COLUMNS_32);

    private static final int BY_COLUMNS_64 = Integer.numberOfTrailingZeros(COLUMNS_64);
    private static final int BY_LANES_16 = BY_COLUMNS_64 + 2;
    private static final int BY_LANES_32 = BY_COLUMNS_64 + 1;

    /** Bits needed for the unsigned numbers 0 to {@code maximum}; 0 to 64. */
    public static int widthOf(long maximum) {
        return Long.SIZE - Long.numberOfLeadingZeros(maximum);
    }

    /** Bytes that {@code rowCount} values take at that width; a multiple of 128. */
    public static int lengthBytes(int rowCount, int width) {
        if (width == 0) {
            return 0;
        }
        int laneBits = laneBits(width);
        int laneRows = laneRows(rowCount, laneBits);
        return (laneRows * width + laneBits - 1) / laneBits * WORD_ROW_BYTES;
    }

    /** Bits of a lane: 16, 32 or 64. */
    static int laneBits(int width) {
        return width <= Short.SIZE ? Short.SIZE : width <= Integer.SIZE ? Integer.SIZE : Long.SIZE;
    }

    private static int laneRows(int rowCount, int laneBits) {
        int lanes = PackingKernel.VECTOR_ROWS / laneBits;
        return (rowCount + lanes - 1) / lanes;
    }

    /** Bytes that this vector takes. */
    public int lengthBytes() {
        return lengthBytes(rowCount, width);
    }

    /** Values in each lane. */
    int laneRows() {
        return laneRows(rowCount, laneBits(width));
    }

    /**
     * One value of a vector of longs packed at {@code offset}, without unpacking the others.
     *
     * @param row 0 to {@code rowCount - 1}
     */
    public long longAt(MemorySegment source, long offset, int row) {
        return width == 0 ? reference : reference + divisor * numberAt(source, offset, row, width);
    }

    /** As {@link #longAt} for a vector of ints; the divisor must be 1. */
    public int intAt(MemorySegment source, long offset, int row) {
        return (int) (width == 0 ? reference : reference + intNumberAt(source, offset, row, width));
    }

    /**
     * Some values of a vector of longs.
     *
     * @param rows of which {@code count} are read, each 0 to {@code rowCount - 1}
     * @param out receives the values from index {@code to} on
     */
    public void longsAt(
            MemorySegment source, long offset, int[] rows, int count, long[] out, int to) {
        if (width == 0) {
            Arrays.fill(out, to, to + count, reference);
            return;
        }
        for (int index = 0; index < count; index++) {
            out[to + index] = reference + divisor * numberAt(source, offset, rows[index], width);
        }
    }

    /** As {@link #longsAt} for a vector of ints; the divisor must be 1. */
    public void intsAt(
            MemorySegment source, long offset, int[] rows, int count, int[] out, int to) {
        int base = (int) reference;
        if (width == 0) {
            Arrays.fill(out, to, to + count, base);
            return;
        }
        for (int index = 0; index < count; index++) {
            out[to + index] = base + intNumberAt(source, offset, rows[index], width);
        }
    }

    /**
     * The packed number of a value of a vector of longs; for callers that keep no packing.
     *
     * @param width 1 to 64
     */
    public static long numberAt(MemorySegment source, long offset, int row, int width) {
        long at = offset + (long) (row & (COLUMNS_64 - 1)) * Long.BYTES;
        if (width <= Short.SIZE) {
            at += (long) (row >>> BY_COLUMNS_64 & 3) * Short.BYTES;
            return numberIn16(source, at, (row >>> BY_LANES_16) * width, width);
        } else if (width <= Integer.SIZE) {
            at += (long) (row >>> BY_COLUMNS_64 & 1) * Integer.BYTES;
            return numberIn32(source, at, (row >>> BY_LANES_32) * width, width);
        }
        return numberIn64(source, at, (row >>> BY_COLUMNS_64) * width, width);
    }

    /**
     * As {@link #numberAt} for a vector of ints, whose columns have 32 bits.
     *
     * @param width 1 to 32
     */
    public static int intNumberAt(MemorySegment source, long offset, int row, int width) {
        long at = offset + (long) (row & (COLUMNS_32 - 1)) * Integer.BYTES;
        if (width <= Short.SIZE) {
            at += (long) (row >>> BY_COLUMNS_32 & 1) * Short.BYTES;
            return (int) numberIn16(source, at, (row >>> BY_LANES_16) * width, width);
        }
        return (int) numberIn32(source, at, (row >>> BY_LANES_32) * width, width);
    }

    /**
     * The number from a bit on of the lane of 16 bits whose first word is at {@code at}. What lies
     * within one word is read as the low and the high part of it: no branch.
     */
    private static long numberIn16(MemorySegment source, long at, int bit, int width) {
        int shift = bit & (Short.SIZE - 1);
        long lowAt = at + (long) (bit >>> 4) * WORD_ROW_BYTES;
        long highAt = at + (long) ((bit + width - 1) >>> 4) * WORD_ROW_BYTES;
        long low = source.get(SHORT, lowAt) & 0xFFFFL;
        long high = source.get(SHORT, highAt);
        return (low >>> shift | high << (Short.SIZE - shift)) & (-1L >>> -width);
    }

    /** As {@link #numberIn16}, of a lane of 32 bits. */
    private static long numberIn32(MemorySegment source, long at, int bit, int width) {
        int shift = bit & (Integer.SIZE - 1);
        long lowAt = at + (long) (bit >>> 5) * WORD_ROW_BYTES;
        long highAt = at + (long) ((bit + width - 1) >>> 5) * WORD_ROW_BYTES;
        long low = source.get(INT, lowAt) & 0xFFFF_FFFFL;
        long high = source.get(INT, highAt);
        return (low >>> shift | high << (Integer.SIZE - shift)) & (-1L >>> -width);
    }

    /** As {@link #numberIn16}, of a lane of 64 bits. */
    private static long numberIn64(MemorySegment source, long at, int bit, int width) {
        int shift = bit & (Long.SIZE - 1);
        long lowAt = at + (long) (bit >>> 6) * WORD_ROW_BYTES;
        long highAt = at + (long) ((bit + width - 1) >>> 6) * WORD_ROW_BYTES;
        long low = source.get(LONG, lowAt);
        long high = source.get(LONG, highAt);
        return (low >>> shift | high << -shift) & (-1L >>> -width);
    }
}
