package dev.tidemark.core.column;

/** Ranges of validity bitmaps: one bit a row in 64-bit words, least significant first. */
final class ValidityBits {
    private ValidityBits() {}

    /** Copies {@code count} bits; what lies beside them in the target stays. */
    static void copy(long[] source, int sourceFrom, long[] target, int targetFrom, int count) {
        int done = 0;
        while (done < count) {
            int to = targetFrom + done;
            int bits = Math.min(count - done, Long.SIZE - (to & 63));
            put(target, to, bits, bitsAt(source, sourceFrom + done, bits));
            done += bits;
        }
    }

    /** Clears {@code count} bits. */
    static void clear(long[] target, int from, int count) {
        int done = 0;
        while (done < count) {
            int to = from + done;
            int bits = Math.min(count - done, Long.SIZE - (to & 63));
            put(target, to, bits, 0L);
            done += bits;
        }
    }

    /** The bits from an index on, in the low end of a word; what is above them is arbitrary. */
    private static long bitsAt(long[] source, int index, int bits) {
        int word = index >>> 6;
        int shift = index & 63;
        long low = source[word] >>> shift;
        return shift + bits > Long.SIZE ? low | (source[word + 1] << -shift) : low;
    }

    /** Puts the low bits of a value at an index, all into one word. */
    private static void put(long[] target, int index, int bits, long value) {
        int shift = index & 63;
        long mask = (bits == Long.SIZE ? -1L : (1L << bits) - 1) << shift;
        int word = index >>> 6;
        target[word] = (target[word] & ~mask) | ((value << shift) & mask);
    }
}
