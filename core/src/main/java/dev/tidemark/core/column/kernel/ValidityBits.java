package dev.tidemark.core.column.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Ranges of validity bitmaps, which may begin at any bit: one bit a row in 64-bit words, least
 * significant first. In the target, what lies beside the range stays.
 *
 * <p>Scalar only: a word is 64 rows already.
 */
public final class ValidityBits {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private ValidityBits() {}

    /** Copies {@code count} bits. */
    public static void copy(
            long[] source, int sourceFrom, long[] target, int targetFrom, int count) {
        int done = 0;
        while (done < count) {
            int to = targetFrom + done;
            int bits = Math.min(count - done, Long.SIZE - (to & 63));
            int from = sourceFrom + done;
            int word = from >>> 6;
            long value = source[word] >>> from;
            if ((from & 63) + bits > Long.SIZE) {
                value |= source[word + 1] << -from;
            }
            put(target, to, bits, value);
            done += bits;
        }
    }

    /** Copies {@code count} bits of a bitmap in native memory. */
    public static void copy(
            MemorySegment source, int sourceFrom, long[] target, int targetFrom, int count) {
        int done = 0;
        while (done < count) {
            int to = targetFrom + done;
            int bits = Math.min(count - done, Long.SIZE - (to & 63));
            int from = sourceFrom + done;
            long at = (long) (from >>> 6) << 3;
            long value = source.get(LONG, at) >>> from;
            if ((from & 63) + bits > Long.SIZE) {
                value |= source.get(LONG, at + Long.BYTES) << -from;
            }
            put(target, to, bits, value);
            done += bits;
        }
    }

    /** Clears {@code count} bits. */
    public static void clear(long[] target, int from, int count) {
        int done = 0;
        while (done < count) {
            int to = from + done;
            int bits = Math.min(count - done, Long.SIZE - (to & 63));
            put(target, to, bits, 0L);
            done += bits;
        }
    }

    /** Puts the low bits of a value at an index, all into one word. */
    private static void put(long[] target, int index, int bits, long value) {
        long mask = (-1L >>> (Long.SIZE - bits)) << index;
        int word = index >>> 6;
        target[word] = (target[word] & ~mask) | ((value << index) & mask);
    }
}
