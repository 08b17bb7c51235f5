package dev.tidemark.core.encoding.kernel;

/**
 * How decimal floating point numbers become doubles: a whole number is divided by a power of ten,
 * and rounded to a float if the column holds floats.
 *
 * <p>The quotient is computed by multiplying with the rounded inverse and correcting the result by
 * its exact remainder (Markstein, "Computation of elementary functions on the IBM RISC System/6000
 * processor", 1990): as exact as a division, and several times as fast. Fused multiplication makes
 * all steps the same on every machine.
 *
 * @param digits after the decimal point, 0 to {@link #MAXIMUM_DIGITS}
 * @param isSingle whether values are floats
 */
public record DecimalForm(int digits, boolean isSingle) {
    public static final int MAXIMUM_DIGITS = 18;

    /**
     * Whole numbers are at most so far from 0, so that doubles count them and their differences.
     */
    public static final double MAXIMUM_NUMBER = 0x1p51 - 1;

    /** Bits of the greatest difference of two whole numbers. */
    public static final int MAXIMUM_WIDTH = 52;

    private static final double[] POWERS = new double[MAXIMUM_DIGITS + 1];
    private static final double[] INVERSES = new double[MAXIMUM_DIGITS + 1];

    static {
        double power = 1;
        for (int digits = 0; digits <= MAXIMUM_DIGITS; digits++) {
            POWERS[digits] = power;
            INVERSES[digits] = 1 / power;
            power *= 10; // exact up to 10^22
        }
    }

    double power() {
        return POWERS[digits];
    }

    double inverse() {
        return INVERSES[digits];
    }

    /** The value of a whole number that is at most {@link #MAXIMUM_NUMBER} away from 0. */
    public double decode(long number) {
        return decode((double) number);
    }

    /** The value of a whole number. */
    double decode(double number) {
        double value = divide(number, digits);
        return isSingle ? (float) value : value;
    }

    /**
     * A whole number divided by a power of ten, not rounded to a float.
     *
     * @param number at most {@link #MAXIMUM_NUMBER} away from 0
     */
    public static double divide(double number, int digits) {
        double inverse = INVERSES[digits];
        double near = number * inverse;
        return Math.fma(Math.fma(near, -POWERS[digits], number), inverse, near);
    }

    /** The whole number that is next to a value; one of several if the value is no such number. */
    double nearest(double value) {
        return Math.rint(value * power());
    }

    /** Whether a value comes back, to the bit, if it is stored as its nearest whole number. */
    public boolean isExact(double value) {
        double number = nearest(value);
        return Math.abs(number) <= MAXIMUM_NUMBER
                && Double.doubleToRawLongBits(decode(number)) == Double.doubleToRawLongBits(value);
    }
}
