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
     * One value of a vector packed at {@code offset}, without unpacking the others.
     *
     * @param row 0 to {@code rowCount - 1}
     */
    public long valueAt(MemorySegment source, long offset, int row) {
        return reference + divisor * packedAt(source, offset, row);
    }

    private long packedAt(MemorySegment source, long offset, int row) {
        if (width == 0) {
            return 0;
        }
        int laneBits = laneBits(width);
        // Shifts and masks instead of divisions: all lane widths are powers of two.
        int lanesLog = VECTOR_ROWS_LOG - Integer.numberOfTrailingZeros(laneBits);
        int lane = row & ((1 << lanesLog) - 1);
        int bit = (row >>> lanesLog) * width;
        int shift = bit & (laneBits - 1);
        long at = offset + (long) (bit >>> (VECTOR_ROWS_LOG - lanesLog)) * WORD_ROW_BYTES;
        long number = laneWord(source, at, lane, laneBits) >>> shift;
        if (shift + width > laneBits) {
            long above = laneWord(source, at + WORD_ROW_BYTES, lane, laneBits);
            number |= above << (laneBits - shift);
        }
        return number & (-1L >>> (Long.SIZE - width));
    }

    private static long laneWord(MemorySegment source, long at, int lane, int laneBits) {
        return switch (laneBits) {
            case Short.SIZE -> source.get(SHORT, at + lane * 2L) & 0xFFFFL;
            case Integer.SIZE -> source.get(INT, at + lane * 4L) & 0xFFFF_FFFFL;
            default -> source.get(LONG, at + lane * 8L);
        };
    }
}
