package dev.tidemark.ingest.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A short text that begins with two digits and is otherwise known, compared with lines eight bytes
 * at a time.
 */
final class ExpectedText {
    /** Bytes that are compared at most. */
    static final int MAX_LENGTH_BYTES = 3 * Long.BYTES;

    private static final byte UPPER_HALF = (byte) 0xF0;

    /** Ten times a first digit plus a second one are the second byte of both times this. */
    private static final int TENS_AND_ONES = (10 << 8) | 1;

    private final long first;
    private final long firstMask;
    private final long second;
    private final long secondMask;
    private final long third;
    private final long thirdMask;

    /**
     * @param ascii the text with zeros for digits, at most {@link #MAX_LENGTH_BYTES}
     */
    ExpectedText(String ascii) {
        byte[] text = ascii.getBytes(StandardCharsets.ISO_8859_1);
        byte[] mask = new byte[MAX_LENGTH_BYTES];
        Arrays.fill(mask, 0, text.length, (byte) -1);
        Arrays.fill(mask, 0, 2, UPPER_HALF);
        text = Arrays.copyOf(text, MAX_LENGTH_BYTES);
        this.first = LittleEndian.longAt(text, 0);
        this.firstMask = LittleEndian.longAt(mask, 0);
        this.second = LittleEndian.longAt(text, Long.BYTES);
        this.secondMask = LittleEndian.longAt(mask, Long.BYTES);
        this.third = LittleEndian.longAt(text, 2 * Long.BYTES);
        this.thirdMask = LittleEndian.longAt(mask, 2 * Long.BYTES);
    }

    /**
     * The first eight bytes of a line without what is expected of them: of digits the numbers are
     * left.
     */
    long digitsAt(byte[] line, int position) {
        return LittleEndian.longAt(line, position) ^ first;
    }

    /**
     * Whether the text stands in the line.
     *
     * @param digits those {@linkplain #digitsAt at the same position}
     */
    boolean isAt(byte[] line, int position, long digits) {
        // What exceeds nine by six reaches the upper half of its byte.
        long wrong = (digits | (digits + 0x0606)) & firstMask;
        wrong |= (LittleEndian.longAt(line, position + Long.BYTES) ^ second) & secondMask;
        wrong |= (LittleEndian.longAt(line, position + 2 * Long.BYTES) ^ third) & thirdMask;
        return wrong == 0;
    }

    /** The number that two digits spell. */
    static long number(long digits) {
        return ((digits * TENS_AND_ONES) >>> 8) & 0xFF;
    }
}
