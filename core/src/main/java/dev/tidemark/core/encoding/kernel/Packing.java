package dev.tidemark.core.encoding.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

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
    private static final int WORD_ROW_BYTES_LOG = Integer.numberOfTrailingZeros(WORD_ROW_BYTES);
    private static final int SHORT_LOG = 4;
    private static final int INT_LOG = 5;
    private static final int LONG_LOG = 6;
    private static final int VECTOR_ROWS_LOG =
            Integer.numberOfTrailingZeros(PackingKernel.VECTOR_ROWS);

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
        return reference + divisor * numberAt(source, offset, row, width, LONG_LOG);
    }

    /** As {@link #longAt} for a vector of ints; the divisor must be 1. */
    public int intAt(MemorySegment source, long offset, int row) {
        return (int) (reference + numberAt(source, offset, row, width, INT_LOG));
    }

    /** The packed number of a value of a vector of longs; for callers that keep no packing. */
    public static long numberAt(MemorySegment source, long offset, int row, int width) {
        return numberAt(source, offset, row, width, LONG_LOG);
    }

    /** Shifts and masks instead of divisions: all sizes are powers of two. */
    private static long numberAt(
            MemorySegment source, long offset, int row, int width, int columnBitsLog) {
        if (width == 0) {
            return 0;
        }
        int laneBitsLog =
                width <= Short.SIZE ? SHORT_LOG : width <= Integer.SIZE ? INT_LOG : LONG_LOG;
        int columnsLog = VECTOR_ROWS_LOG - columnBitsLog;
        int lanesPerColumnLog = columnBitsLog - laneBitsLog;
        int column = row & ((1 << columnsLog) - 1);
        int laneOfColumn = row >>> columnsLog & ((1 << lanesPerColumnLog) - 1);
        int lane = (column << lanesPerColumnLog) + laneOfColumn;
        int bit = (row >>> (columnsLog + lanesPerColumnLog)) * width;
        int shift = bit & ((1 << laneBitsLog) - 1);
        long at =
                offset
                        + ((long) (bit >>> laneBitsLog) << WORD_ROW_BYTES_LOG)
                        + ((long) lane << laneBitsLog) / Byte.SIZE;
        // What lies within one word is read as the low and the high part of it: no branch.
        int highWord = (shift + width - 1) >>> laneBitsLog;
        long highAt = at + ((long) highWord << WORD_ROW_BYTES_LOG);
        long low;
        long high;
        if (laneBitsLog == SHORT_LOG) {
            low = source.get(SHORT, at) & 0xFFFFL;
            high = source.get(SHORT, highAt);
        } else if (laneBitsLog == INT_LOG) {
            low = source.get(INT, at) & 0xFFFF_FFFFL;
            high = source.get(INT, highAt);
        } else {
            low = source.get(LONG, at);
            high = source.get(LONG, highAt);
        }
        long number = low >>> shift | high << ((1 << laneBitsLog) - shift);
        return number & (-1L >>> -width);
    }
}
