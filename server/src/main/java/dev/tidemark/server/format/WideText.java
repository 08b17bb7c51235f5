package dev.tidemark.server.format;

import dev.tidemark.core.column.Vector;

/** Values of several words as text. */
final class WideText {
    private static final int DIGITS_PER_WORD = 16;
    private static final int BITS_PER_DIGIT = 4;

    private WideText() {}

    /** Appends a UUID: 8, 4, 4, 4 and 12 hexadecimal digits. */
    static void appendUuid(TextBytes out, Vector vector, int row) {
        long low = vector.longs()[row * 2];
        long high = vector.longs()[row * 2 + 1];
        out.putHexadecimal(high >>> 32, 8);
        out.put('-');
        out.putHexadecimal(high >>> 16, 4);
        out.put('-');
        out.putHexadecimal(high, 4);
        out.put('-');
        out.putHexadecimal(low >>> 48, 4);
        out.put('-');
        out.putHexadecimal(low, 12);
    }

    /** Appends a 256-bit number in hexadecimal without zeros in front. */
    static void appendLong256(TextBytes out, Vector vector, int row) {
        out.put("0x");
        int words = vector.wordsPerValue();
        int word = words - 1;
        while (word > 0 && vector.longs()[row * words + word] == 0) {
            word--;
        }
        long first = vector.longs()[row * words + word];
        int bits = Long.SIZE - Long.numberOfLeadingZeros(first);
        out.putHexadecimal(first, Math.max(1, (bits + BITS_PER_DIGIT - 1) / BITS_PER_DIGIT));
        while (word > 0) {
            word--;
            out.putHexadecimal(vector.longs()[row * words + word], DIGITS_PER_WORD);
        }
    }
}
