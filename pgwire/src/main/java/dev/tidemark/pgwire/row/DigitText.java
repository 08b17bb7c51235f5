package dev.tidemark.pgwire.row;

/** Digits as ASCII. */
final class DigitText {
    /** Bytes of the longest integer, with its sign. */
    static final int MAX_LONG_BYTES = 20;

    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private DigitText() {}

    /** Bytes that {@link #writeLong} writes. */
    static int lengthOfLong(long value) {
        int sign = value < 0 ? 1 : 0;
        // Counted with negative numbers, of which there is one more.
        long negative = value < 0 ? value : -value;
        int digits = 1;
        for (long bound = -10; digits < MAX_LONG_BYTES - 1 && negative <= bound; bound *= 10) {
            digits++;
        }
        return sign + digits;
    }

    /**
     * Writes an integer without leading zeros.
     *
     * @param end where it ends, which is {@link #lengthOfLong} after its start
     */
    static void writeLong(long value, byte[] target, int end) {
        long negative = value < 0 ? value : -value;
        int at = end;
        do {
            long rest = negative / 10;
            target[--at] = (byte) ('0' + (rest * 10 - negative));
            negative = rest;
        } while (negative != 0);
        if (value < 0) {
            target[--at] = '-';
        }
    }

    /** Writes the last digits of a number that is not negative; returns their end. */
    static int writeDigits(long value, int digits, byte[] target, int at) {
        long rest = value;
        for (int index = at + digits - 1; index >= at; index--) {
            target[index] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + digits;
    }

    /** Writes the last hexadecimal digits of a number; returns their end. */
    static int writeHex(long value, int digits, byte[] target, int at) {
        long rest = value;
        for (int index = at + digits - 1; index >= at; index--) {
            target[index] = HEX[(int) (rest & 0xF)];
            rest >>>= 4;
        }
        return at + digits;
    }
}
