package dev.tidemark.pgwire.row;

/**
 * Floating-point numbers as PostgreSQL writes them: the fewest digits that lead back to the same
 * number; with an exponent of at least two digits where the plain form would be long ({@code
 * 1e+20}, {@code 1.5e-07}); {@code NaN}, {@code Infinity}, {@code -Infinity}. Belongs to one
 * thread.
 */
final class RealText {
    /** Bytes of the longest text: sign, 17 digits and a point, exponent. */
    static final int MAX_BYTES = 32;

    private static final byte[] NAN = {'N', 'a', 'N'};
    private static final byte[] INFINITY = {'I', 'n', 'f', 'i', 'n', 'i', 't', 'y'};

    /** Decimal exponents of the first digit from which on numbers have an exponent. */
    private static final int DOUBLE_EXPONENT_LIMIT = 15;

    private static final int FLOAT_EXPONENT_LIMIT = 6;
    private static final int LEAST_PLAIN_EXPONENT = -4;

    /** Doubles below this and without fraction are integers that a long holds exactly. */
    private static final double SMALL_WHOLE_LIMIT = 1e15;

    private final ShortestDecimal decimal = new ShortestDecimal();

    /** Writes a number of 64 bits; returns the end of its text. */
    int write(double value, byte[] target, int start) {
        int at =
                writeSign(
                        Double.doubleToRawLongBits(value) < 0, Double.isNaN(value), target, start);
        double magnitude = Math.abs(value);
        if (magnitude < SMALL_WHOLE_LIMIT && magnitude == (long) magnitude) {
            int end = at + DigitText.lengthOfLong((long) magnitude);
            DigitText.writeLong((long) magnitude, target, end);
            return end;
        }
        if (!(magnitude <= Double.MAX_VALUE)) {
            return writeSpecial(Double.isNaN(magnitude), target, at);
        }
        long bits = Double.doubleToRawLongBits(magnitude);
        long fraction = bits & ((1L << 52) - 1);
        int exponent = (int) (bits >>> 52);
        if (exponent == 0) {
            decimal.find(fraction, -1_074, false);
        } else {
            decimal.find(fraction | 1L << 52, exponent - 1_075, fraction == 0 && exponent > 1);
        }
        return writeDecimal(DOUBLE_EXPONENT_LIMIT, target, at);
    }

    /** Writes a number of 32 bits; returns the end of its text. */
    int write(float value, byte[] target, int start) {
        int at = writeSign(Float.floatToRawIntBits(value) < 0, Float.isNaN(value), target, start);
        float magnitude = Math.abs(value);
        if (magnitude == 0) {
            target[at] = '0';
            return at + 1;
        }
        if (!(magnitude <= Float.MAX_VALUE)) {
            return writeSpecial(Float.isNaN(magnitude), target, at);
        }
        int bits = Float.floatToRawIntBits(magnitude);
        int fraction = bits & ((1 << 23) - 1);
        int exponent = bits >>> 23;
        if (exponent == 0) {
            decimal.find(fraction, -149, false);
        } else {
            decimal.find(fraction | 1 << 23, exponent - 150, fraction == 0 && exponent > 1);
        }
        return writeDecimal(FLOAT_EXPONENT_LIMIT, target, at);
    }

    private static int writeSign(boolean isNegative, boolean isNan, byte[] target, int at) {
        if (isNegative && !isNan) {
            target[at] = '-';
            return at + 1;
        }
        return at;
    }

    private static int writeSpecial(boolean isNan, byte[] target, int at) {
        byte[] text = isNan ? NAN : INFINITY;
        System.arraycopy(text, 0, target, at, text.length);
        return at + text.length;
    }

    /** Writes the decimal that was found. */
    private int writeDecimal(int exponentLimit, byte[] target, int start) {
        long digits = decimal.digits();
        int exponent = decimal.exponent();
        int count = DigitText.lengthOfLong(digits);
        int leading = exponent + count - 1;
        if (leading < LEAST_PLAIN_EXPONENT || leading >= exponentLimit) {
            return writeScientific(digits, count, leading, target, start);
        }
        if (exponent >= 0) {
            int at = DigitText.writeDigits(digits, count, target, start);
            return DigitText.writeDigits(0, exponent, target, at);
        }
        if (leading < 0) {
            target[start] = '0';
            target[start + 1] = '.';
            return DigitText.writeDigits(digits, -exponent, target, start + 2);
        }
        return writeWithPoint(digits, count, leading + 1, target, start);
    }

    private static int writeScientific(
            long digits, int count, int leading, byte[] target, int start) {
        int at =
                count == 1
                        ? DigitText.writeDigits(digits, 1, target, start)
                        : writeWithPoint(digits, count, 1, target, start);
        target[at++] = 'e';
        target[at++] = (byte) (leading < 0 ? '-' : '+');
        int magnitude = Math.abs(leading);
        return DigitText.writeDigits(magnitude, magnitude < 100 ? 2 : 3, target, at);
    }

    /** Writes all digits one place too far to the right, then moves those before the point. */
    private static int writeWithPoint(
            long digits, int count, int before, byte[] target, int start) {
        int end = DigitText.writeDigits(digits, count, target, start + 1);
        System.arraycopy(target, start + 1, target, start, before);
        target[start + before] = '.';
        return end;
    }
}
