package dev.tidemark.tsbs.generate;

/** One line in the making: a byte array that is filled from the left and reused for the next. */
final class LineBytes {

    private static final int TIMESTAMP_CAPACITY = 20;
    private static final byte[] TENS = new byte[100];
    private static final byte[] ONES = new byte[100];

    static {
        for (int i = 0; i < 100; i++) {
            TENS[i] = (byte) ('0' + i / 10);
            ONES[i] = (byte) ('0' + i % 10);
        }
    }

    private final byte[] bytes;
    private final byte[] timestamp = new byte[TIMESTAMP_CAPACITY];
    private int length;
    private int timestampLength;
    private long timestampNanos;

    /**
     * @param capacity the longest line that will be made, in bytes
     */
    LineBytes(int capacity) {
        bytes = new byte[capacity];
    }

    /** The array behind; the line is its first {@link #length()} bytes. */
    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    void append(byte[] template) {
        System.arraycopy(template, 0, bytes, length, template.length);
        length += template.length;
    }

    void append(byte[] source, int from, int to) {
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
    }

    void append(char ascii) {
        bytes[length++] = (byte) ascii;
    }

    /** Replaces a byte that is already there. */
    void set(int index, char ascii) {
        bytes[index] = (byte) ascii;
    }

    /** Appends a whole number in decimal digits. */
    void appendInteger(long value) {
        if (value >= 0 && value < 10) {
            bytes[length++] = ONES[(int) value];
            return;
        }
        if (value >= 10 && value < 100) {
            bytes[length] = TENS[(int) value];
            bytes[length + 1] = ONES[(int) value];
            length += 2;
            return;
        }
        if (value < 0) {
            bytes[length++] = '-';
        }
        int digits = digits(value);
        // Works on the negative side, which has room for Long.MIN_VALUE.
        long rest = value < 0 ? value : -value;
        int end = length + digits;
        int index = end;
        while (rest <= -100) {
            long quotient = rest / 100;
            int pair = (int) (quotient * 100 - rest);
            rest = quotient;
            bytes[--index] = ONES[pair];
            bytes[--index] = TENS[pair];
        }
        int pair = (int) -rest;
        bytes[--index] = ONES[pair];
        if (pair >= 10) {
            bytes[--index] = TENS[pair];
        }
        length = end;
    }

    /**
     * Appends a decimal fraction without needless zeros.
     *
     * @param unscaled the digits as a whole number, at least 0
     * @param scale how many of them stand behind the point, 0 to 18
     */
    void appendDecimal(long unscaled, int scale) {
        long digits = unscaled;
        int places = scale;
        while (places > 0 && digits % 10 == 0) {
            digits /= 10;
            places--;
        }
        if (places == 0) {
            appendInteger(digits);
            return;
        }
        long power = 1;
        for (int i = 0; i < places; i++) {
            power *= 10;
        }
        appendInteger(digits / power);
        append('.');
        long fraction = digits % power;
        for (int index = length + places - 1; index >= length; index--) {
            bytes[index] = ONES[(int) (fraction % 10)];
            fraction /= 10;
        }
        length += places;
    }

    /** Appends a timestamp; the digits of the latest one are kept, for it mostly comes again. */
    void appendTimestamp(long nanos) {
        if (timestampLength > 0 && nanos == timestampNanos) {
            append(timestamp, 0, timestampLength);
            return;
        }
        int from = length;
        appendInteger(nanos);
        timestampNanos = nanos;
        timestampLength = length - from;
        System.arraycopy(bytes, from, timestamp, 0, timestampLength);
    }

    private static int digits(long value) {
        long bound = -10;
        long rest = value < 0 ? value : -value;
        for (int digits = 1; digits < 19; digits++) {
            if (rest > bound) {
                return digits;
            }
            bound *= 10;
        }
        return 19;
    }
}
