package dev.tidemark.core.encoding;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Validity bitmaps: bit {@code i % 64} of word {@code i / 64} is set if value {@code i} exists. */
final class Validity {
    private Validity() {}

    static boolean isPresent(long[] validity, int index) {
        return (validity[index >>> 6] >>> index & 1) != 0;
    }

    static int countNulls(long @Nullable [] validity, int from, int count) {
        if (validity == null) {
            return 0;
        }
        int present = 0;
        for (int row = 0; row < count; row += Long.SIZE) {
            present += Long.bitCount(bits(validity, from + row, Math.min(Long.SIZE, count - row)));
        }
        return count - present;
    }

    /** Writes the bits {@code [from, from + count)} as a bitmap that begins at bit 0. */
    static void write(
            long[] validity, int from, int count, MemorySegment target, long targetOffset) {
        long at = targetOffset;
        for (int row = 0; row < count; row += Long.SIZE) {
            long word = bits(validity, from + row, Math.min(Long.SIZE, count - row));
            target.set(BlockLayout.LONG, at, word);
            at += Long.BYTES;
        }
    }

    /** Up to 64 bits from any bit on, the first one lowest; the others are 0. */
    private static long bits(long[] validity, int from, int count) {
        int word = from >>> 6;
        long bits = validity[word] >>> from;
        if ((from & 63) + count > Long.SIZE) {
            bits |= validity[word + 1] << -from;
        }
        return bits & (-1L >>> (Long.SIZE - count));
    }

    /** Sets the first {@code count} bits and clears the rest of the last word touched. */
    static void fillPresent(long[] out, int count) {
        for (int row = 0; row < count; row += Long.SIZE) {
            int bits = Math.min(Long.SIZE, count - row);
            out[row >>> 6] = -1L >>> (Long.SIZE - bits);
        }
    }

    /** Sets the bits {@code [from, to)}. */
    static void setRange(long[] out, int from, int to) {
        int row = from;
        while (row < to) {
            int end = Math.min(to, (row | 63) + 1);
            out[row >>> 6] |= (-1L >>> (Long.SIZE - (end - row))) << row;
            row = end;
        }
    }
}
