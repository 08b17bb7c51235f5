package dev.tidemark.core.encoding;

/**
 * Conversions between floats and doubles that keep the payload of a NaN, which the language's own
 * conversions need not.
 */
final class SingleBits {
    private static final int LOST_BITS = 29;
    private static final int SIGN_AND_EXPONENT = 0xFF80_0000;
    private static final int QUIET = 0x0040_0000;

    private SingleBits() {}

    /** The double of the same value as the float of these bits. */
    static double widen(int bits) {
        float value = Float.intBitsToFloat(bits);
        if (!Float.isNaN(value)) {
            return value;
        }
        long mantissa = (long) (bits & ~SIGN_AND_EXPONENT) << LOST_BITS;
        return Double.longBitsToDouble(
                (long) (bits & Integer.MIN_VALUE) << Integer.SIZE
                        | 0x7FF0_0000_0000_0000L
                        | mantissa);
    }

    /** The float next to a value, widened again. */
    static double round(double value) {
        return Double.isNaN(value) ? widen(narrow(value)) : (float) value;
    }

    /** The bits of the float next to a value; of a NaN, what of its payload a float can hold. */
    static int narrow(double value) {
        if (!Double.isNaN(value)) {
            return Float.floatToRawIntBits((float) value);
        }
        long bits = Double.doubleToRawLongBits(value);
        int sign = (int) (bits >>> Integer.SIZE) & Integer.MIN_VALUE;
        int mantissa = (int) (bits >>> LOST_BITS) & ~SIGN_AND_EXPONENT;
        return sign | 0x7F80_0000 | (mantissa == 0 ? QUIET : mantissa);
    }
}
