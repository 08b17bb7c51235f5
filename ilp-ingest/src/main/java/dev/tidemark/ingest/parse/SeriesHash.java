package dev.tidemark.ingest.parse;

/** A hash of text: two chains of multiplications side by side. */
final class SeriesHash {
    /** Texts of this length on are read in pairs of words, the last of which may overlap. */
    static final int PAIR_BYTES = 2 * Long.BYTES;

    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private SeriesHash() {}

    static int of(byte[] text, int from, int lengthBytes) {
        long first = lengthBytes;
        long second = FACTOR;
        if (lengthBytes < PAIR_BYTES) {
            for (int index = 0; index < lengthBytes; index++) {
                first = mix(first, text[from + index]);
            }
            return fold(first, second);
        }
        int last = from + lengthBytes - PAIR_BYTES;
        for (int position = from; position < last; position += PAIR_BYTES) {
            first = mix(first, LittleEndian.longAt(text, position));
            second = mix(second, LittleEndian.longAt(text, position + Long.BYTES));
        }
        first = mix(first, LittleEndian.longAt(text, last));
        second = mix(second, LittleEndian.longAt(text, last + Long.BYTES));
        return fold(first, second);
    }

    private static int fold(long first, long second) {
        long mixed = mix(first, second);
        return (int) (mixed ^ (mixed >>> 32));
    }

    private static long mix(long hash, long word) {
        long product = (hash ^ word) * FACTOR;
        return product ^ (product >>> 32);
    }
}
