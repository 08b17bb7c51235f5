package dev.tidemark.tsbs.line;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Finds line ends, eight bytes at a time. */
final class LineEnds {

    private static final byte LINE_END = '\n';
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    private static final long PATTERN = LINE_END * ONES;

    private LineEnds() {}

    /**
     * Finds the first line end in part of a buffer, whose position and limit stay as they are.
     *
     * @param buffer a buffer in little-endian order
     * @param from index of the first byte to look at
     * @param to index after the last byte to look at
     * @return its index, or -1 if there is none
     */
    static int indexOf(ByteBuffer buffer, int from, int to) {
        assert buffer.order() == ByteOrder.LITTLE_ENDIAN;
        int index = from;
        for (; index <= to - Long.BYTES; index += Long.BYTES) {
            long difference = buffer.getLong(index) ^ PATTERN;
            // The lowest top bit set stands for the first byte that is zero; higher ones may not.
            long zeros = (difference - ONES) & ~difference & TOPS;
            if (zeros != 0) {
                return index + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        for (; index < to; index++) {
            if (buffer.get(index) == LINE_END) {
                return index;
            }
        }
        return -1;
    }
}
