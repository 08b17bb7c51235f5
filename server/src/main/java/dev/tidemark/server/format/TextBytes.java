package dev.tidemark.server.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** UTF-8 text under construction in a heap array, which grows as needed and is used again. */
public final class TextBytes {
    private static final int FIRST_CAPACITY_BYTES = 1 << 10;
    private static final int MOST_LONG_BYTES = 20;
    private static final int HEXADECIMAL_DIGITS_PER_LONG = 16;
    private static final byte[] DIGITS = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    /** The numbers 00 to 99 in two digits each. */
    private static final byte[] DIGIT_PAIRS = digitPairs();

    private byte[] bytes = new byte[FIRST_CAPACITY_BYTES];
    private int length;

    /** Bytes written since the last {@link #clear()}. */
    public int length() {
        return length;
    }

    /** The bytes, from index 0 to {@link #length()}; replaced when more room is needed. */
    public byte[] array() {
        return bytes;
    }

    /** Forgets what was written; keeps the memory. */
    public void clear() {
        length = 0;
    }

    /** Forgets what was written beyond a length. */
    public void truncate(int newLength) {
        length = newLength;
    }

    /** Appends one ASCII character. */
    public void put(char character) {
        reserve(1);
        bytes[length++] = (byte) character;
    }

    /** Appends bytes that are UTF-8 already. */
    public void put(byte[] source, int offset, int lengthBytes) {
        reserve(lengthBytes);
        System.arraycopy(source, offset, bytes, length, lengthBytes);
        length += lengthBytes;
    }

    /** Appends bytes that are UTF-8 already. */
    public void put(byte[] source) {
        put(source, 0, source.length);
    }

    /** Appends any text. */
    public void put(String text) {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends a whole number. */
    public void putLong(long value) {
        reserve(MOST_LONG_BYTES);
        long rest = value;
        if (rest < 0) {
            bytes[length++] = '-';
            if (rest == Long.MIN_VALUE) {
                // Has no positive twin.
                bytes[length++] = '9';
                rest = -223_372_036_854_775_808L;
            }
            rest = -rest;
        }
        putPositive(rest);
    }

    /** Appends a number that is not negative in a given number of digits, zeros in front. */
    public void putPadded(long value, int digits) {
        reserve(digits);
        long rest = value;
        for (int place = length + digits - 1; place >= length; place--) {
            bytes[place] = DIGITS[(int) (rest % 10)];
            rest /= 10;
        }
        length += digits;
    }

    /** Appends the lowest digits of a number in hexadecimal, at most 16. */
    public void putHexadecimal(long value, int digits) {
        reserve(HEXADECIMAL_DIGITS_PER_LONG);
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            bytes[length++] = DIGITS[(int) (value >>> shift) & 0xF];
        }
    }

    private void putPositive(long value) {
        int end = length + digitCount(value);
        int place = end;
        long rest = value;
        while (rest >= 100) {
            long hundreds = rest / 100;
            int pair = (int) (rest - hundreds * 100) * 2;
            bytes[--place] = DIGIT_PAIRS[pair + 1];
            bytes[--place] = DIGIT_PAIRS[pair];
            rest = hundreds;
        }
        if (rest >= 10) {
            bytes[--place] = DIGIT_PAIRS[(int) rest * 2 + 1];
            bytes[--place] = DIGIT_PAIRS[(int) rest * 2];
        } else {
            bytes[--place] = (byte) ('0' + rest);
        }
        length = end;
    }

    private static int digitCount(long value) {
        int digits = 1;
        long bound = 10;
        while (digits < 19 && value >= bound) {
            digits++;
            bound *= 10;
        }
        return digits;
    }

    private void reserve(int moreBytes) {
        if (bytes.length - length < moreBytes) {
            bytes = Arrays.copyOf(bytes, Math.max(length + moreBytes, bytes.length * 2));
        }
    }

    private static byte[] digitPairs() {
        byte[] pairs = new byte[200];
        for (int number = 0; number < 100; number++) {
            pairs[number * 2] = (byte) ('0' + number / 10);
            pairs[number * 2 + 1] = (byte) ('0' + number % 10);
        }
        return pairs;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
