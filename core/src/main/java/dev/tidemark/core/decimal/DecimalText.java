package dev.tidemark.core.decimal;

import dev.tidemark.core.type.ColumnType;
import java.nio.charset.StandardCharsets;

/**
 * Decimals as text, both ways. Keeps its buffer and registers, so nothing is allocated per value;
 * for one thread.
 */
public final class DecimalText {
    /** Not a number: no digits, or something else besides. */
    public static final int INVALID = -1;

    /** More digits before the point, or in all, than {@link ColumnType#MAX_PRECISION}. */
    public static final int TOO_LARGE = -2;

    /** More digits behind the point than {@link ColumnType#MAX_PRECISION}. */
    public static final int TOO_PRECISE = -3;

    private static final int GROUP_DIGITS = 9;
    private static final int GROUP_BASE = 1_000_000_000;

    /** Larger exponents are too large for any number of digits that fits. */
    private static final int MAX_EXPONENT = 100_000;

    /** A sign, all digits of the largest magnitude of 256 bits, a point and a zero before it. */
    private static final int BUFFER_BYTES = 88;

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Int256 rest = new Int256();

    /** Where the text that was formatted last begins in {@link #bytes()}; it ends at the end. */
    private int start = BUFFER_BYTES;

    /**
     * Reads a number: digits with an optional sign, point and exponent. Zeros at the end of what
     * stands behind the point count as digits as long as they fit.
     *
     * @param into gets the unscaled value
     * @return the scale, 0 to 76, or one of the constants above
     */
    public static int parse(byte[] text, int from, int to, Int256 into) {
        boolean negative = from < to && text[from] == '-';
        int at = from < to && (negative || text[from] == '+') ? from + 1 : from;
        into.set(0);
        int digits = 0;
        int significant = 0;
        int scale = 0;
        boolean pointSeen = false;
        int pendingZeros = 0;
        for (; at < to; at++) {
            int digit = text[at] - '0';
            if (text[at] == '.' && !pointSeen) {
                pointSeen = true;
            } else if (digit >= 0 && digit <= 9) {
                digits++;
                if (digit == 0) {
                    // Taken in when a digit follows: zeros that end the number may be any number.
                    pendingZeros++;
                } else {
                    significant = into.isZero() ? 1 : significant + pendingZeros + 1;
                    if (significant > ColumnType.MAX_PRECISION) {
                        return pointSeen ? TOO_PRECISE : TOO_LARGE;
                    }
                    into.scaleUp(into.isZero() ? 0 : pendingZeros);
                    into.multiplyAndAdd(10, digit);
                    pendingZeros = 0;
                }
                scale += pointSeen ? 1 : 0;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return INVALID;
        }
        int exponent = 0;
        if (at < to && (text[at] == 'e' || text[at] == 'E')) {
            exponent = parseExponent(text, at + 1, to);
            if (exponent == Integer.MIN_VALUE) {
                return INVALID;
            }
        } else if (at < to) {
            return INVALID;
        }
        // The value is now into * 10^pendingZeros / 10^(scale - exponent).
        return finish(into, negative, significant, pendingZeros, scale - exponent);
    }

    private static int finish(
            Int256 into, boolean negative, int significant, int pendingZeros, int scale) {
        if (into.isZero()) {
            return Math.clamp(scale, 0, ColumnType.MAX_PRECISION);
        }
        int behindPoint = scale - pendingZeros;
        if (behindPoint > ColumnType.MAX_PRECISION) {
            return TOO_PRECISE;
        }
        if (significant - behindPoint > ColumnType.MAX_PRECISION) {
            return TOO_LARGE;
        }
        // As many of the zeros as the scale asks for, and all that stand before the point.
        int wanted = Math.max(scale, 0);
        int beforePoint = Math.max(significant - behindPoint, 0);
        int room = ColumnType.MAX_PRECISION - beforePoint;
        int resultScale = Math.max(Math.min(wanted, room), Math.max(behindPoint, 0));
        into.scaleUp(resultScale - behindPoint);
        if (negative) {
            into.negate();
        }
        return resultScale;
    }

    private static int parseExponent(byte[] text, int from, int to) {
        boolean negative = from < to && text[from] == '-';
        int at = from < to && (negative || text[from] == '+') ? from + 1 : from;
        if (at == to) {
            return Integer.MIN_VALUE;
        }
        int exponent = 0;
        for (; at < to; at++) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9) {
                return Integer.MIN_VALUE;
            }
            exponent = Math.min(exponent * 10 + digit, MAX_EXPONENT);
        }
        return negative ? -exponent : exponent;
    }

    /**
     * Writes a value with all digits of its scale, as {@code -0.050}, into {@link #bytes()}.
     *
     * @return the length in bytes
     */
    public int format(Int256 unscaled, int scale) {
        rest.set(unscaled);
        boolean negative = rest.isNegative();
        if (negative) {
            rest.negate();
        }
        int at = BUFFER_BYTES;
        int written = 0;
        while (!rest.isZero() || written <= scale) {
            int group = rest.divideMagnitude(GROUP_BASE);
            for (int digit = 0; digit < GROUP_DIGITS; digit++) {
                boolean isLast = group == 0 && rest.isZero() && written > scale;
                if (isLast) {
                    break;
                }
                if (written == scale && scale > 0) {
                    buffer[--at] = '.';
                }
                buffer[--at] = (byte) ('0' + group % 10);
                group /= 10;
                written++;
            }
        }
        if (negative) {
            buffer[--at] = '-';
        }
        start = at;
        return BUFFER_BYTES - at;
    }

    /** The buffer that holds the last text from {@link #start()} to its end; all ASCII. */
    public byte[] bytes() {
        return buffer;
    }

    public int start() {
        return start;
    }

    /** The text that was formatted last. */
    @Override
    public String toString() {
        return new String(buffer, start, BUFFER_BYTES - start, StandardCharsets.ISO_8859_1);
    }
}
