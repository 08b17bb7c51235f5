package dev.tidemark.ingest.parse;

/**
 * Reads runs of decimal digits, eight at a time within a 64-bit register. May read up to 24 bytes
 * from where it starts, whatever they hold.
 */
final class DigitReader {
    /** More digits than this may exceed 64 bits. */
    static final int MAX_DIGITS = 19;

    private static final long ZEROS = 0x3030303030303030L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = ~HIGH_BITS;
    private static final long BELOW_TEN = 0x7676767676767676L;

    /** The bytes of a third word that belong to a text of nineteen digits. */
    private static final long LAST_OF_NINETEEN = 0xFFFFFFL;

    /** Digits in a word of 64 bits. */
    static final int WORD_DIGITS = 8;

    private static final long[] POWERS_OF_TEN = {
        1L, 10L, 100L, 1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L, 100_000_000L
    };

    private long value;
    private int count;

    /** What the last call read, unsigned if it has 19 digits. */
    long value() {
        return value;
    }

    /** Digits that the last call read; more than {@link #MAX_DIGITS} means too many to tell. */
    int count() {
        return count;
    }

    /**
     * Reads the digits that start at {@code position}, perhaps none, and returns where they end.
     */
    int read(byte[] line, int position) {
        long word = LittleEndian.longAt(line, position);
        int digits = digitsIn(word);
        value = numberOf(word, digits);
        count = digits;
        if (digits < WORD_DIGITS) {
            return position + digits;
        }
        return readMore(line, position);
    }

    private int readMore(byte[] line, int position) {
        long total = value;
        int digits = WORD_DIGITS;
        for (int words = 1; words < 3; words++) {
            long word = LittleEndian.longAt(line, position + digits);
            int more = digitsIn(word);
            if (digits + more > MAX_DIGITS) {
                count = MAX_DIGITS + 1;
                return position + digits + more;
            }
            total = total * POWERS_OF_TEN[more] + numberOf(word, more);
            digits += more;
            if (more < WORD_DIGITS) {
                break;
            }
        }
        value = total;
        count = digits;
        return position + digits;
    }

    /** The high bit of every byte of a word that is no digit, and no other bit. */
    static long othersIn(long word) {
        long digits = word ^ ZEROS;
        // A byte above nine gets its high bit; there is no carry from byte to byte.
        return (((digits & LOW_BITS) + BELOW_TEN) | digits) & HIGH_BITS;
    }

    /**
     * Whether text that starts with two words and the three lowest bytes of a third is nineteen
     * digits.
     */
    static boolean areNineteenDigits(long first, long second, int third) {
        long last = (third & LAST_OF_NINETEEN) | (ZEROS & ~LAST_OF_NINETEEN);
        return (othersIn(first) | othersIn(second) | othersIn(last)) == 0;
    }

    /** The number that nineteen digits spell, unsigned. */
    static long nineteenDigits(long first, long second, int third) {
        long sixteen = numberOf(first, WORD_DIGITS) * 100_000_000L + numberOf(second, WORD_DIGITS);
        return sixteen * 1_000L + numberOf(third, 3);
    }

    /** How many of a word's bytes, from the lowest, are digits. */
    static int digitsIn(long word) {
        return Long.numberOfTrailingZeros(othersIn(word)) >>> 3;
    }

    /** The number that the lowest {@code digits} bytes of a word spell, most significant first. */
    static long numberOf(long word, int digits) {
        if (digits == 0) {
            return 0;
        }
        long places = (word ^ ZEROS) << (Long.SIZE - (digits << 3));
        long pairs = places * 10 + (places >>> 8);
        long low = (pairs & 0x000000FF000000FFL) * (100 + (1_000_000L << 32));
        long high = ((pairs >>> 16) & 0x000000FF000000FFL) * (1 + (10_000L << 32));
        return (low + high) >>> 32;
    }
}
