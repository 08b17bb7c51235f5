package dev.tidemark.pgwire.row;

import java.math.BigInteger;

/**
 * Finds the decimal number with the fewest digits that rounds to a given binary one, and of these
 * the closest; after Raffaello Giulietti, "The Schubfach way to render doubles", 2020.
 *
 * <p>All decimals that round to {@code c * 2^q} lie in an interval around it. With the largest k
 * for which the interval is at least {@code 10^k} wide, at most two neighbouring multiples of
 * {@code 10^k}, or one of {@code 10^(k+1)}, come into question. To compare them, the interval's
 * ends and middle are scaled by {@code 10^-k}, approximated from above by 126 bits, and truncated
 * to quarters with a sticky last bit; the paper proves that this decides every case correctly.
 *
 * <p>Holds the number found last; belongs to one thread.
 */
final class ShortestDecimal {
    /** Decimal exponents of the smallest and largest numbers of 64 bits. */
    private static final int MIN_K = -324;

    private static final int MAX_K = 292;

    /** Significant bits of the approximated powers of ten. */
    private static final int POWER_BITS = 126;

    private static final long LOW_63_BITS = Long.MAX_VALUE;

    /** Upper and lower 63 bits of {@code 10^-k}, scaled to 126 bits, for each k. */
    private static final long[] HIGH = new long[MAX_K - MIN_K + 1];

    private static final long[] LOW = new long[MAX_K - MIN_K + 1];

    static {
        for (int k = MIN_K; k <= MAX_K; k++) {
            BigInteger scaled = scaledPower(-k);
            HIGH[k - MIN_K] = scaled.shiftRight(63).longValueExact();
            LOW[k - MIN_K] = scaled.longValue() & LOW_63_BITS;
        }
    }

    private long digits;
    private int exponent;

    /**
     * Finds the decimal of {@code c * 2^q}.
     *
     * @param c mantissa, above 0
     * @param isUneven whether the next smaller number is only half as far as the next larger one
     */
    void find(long c, int q, boolean isUneven) {
        int odd = (int) (c & 1);
        int k = isUneven ? floorLog10ThreeQuarters(q) : floorLog10(q);
        int shift = q + floorLog2OfPowerOf10(-k) + 2;
        long high = HIGH[k - MIN_K];
        long low = LOW[k - MIN_K];
        long middle = 4 * c;
        long scaled = scale(high, low, middle << shift);
        long lower = scale(high, low, (middle - (isUneven ? 1 : 2)) << shift) + odd;
        long upper = scale(high, low, (middle + 2) << shift) - odd;
        long down = scaled >> 2;
        if (down >= 10) {
            long tenDown = 10 * (down / 10);
            boolean isDownWithin = lower <= tenDown << 2;
            boolean isUpWithin = (tenDown + 10) << 2 <= upper;
            if (isDownWithin != isUpWithin) {
                set(isDownWithin ? tenDown : tenDown + 10, k);
                return;
            }
        }
        boolean isDownWithin = lower <= down << 2;
        boolean isUpWithin = (down + 1) << 2 <= upper;
        if (isDownWithin != isUpWithin) {
            set(isDownWithin ? down : down + 1, k);
            return;
        }
        long comparison = scaled - ((2 * down + 1) << 1);
        boolean isDownCloser = comparison < 0 || (comparison == 0 && (down & 1) == 0);
        set(isDownCloser ? down : down + 1, k);
    }

    /** At most 17 digits, the last of which is not zero. */
    long digits() {
        return digits;
    }

    /** The power of ten that the digits are multiplied by. */
    int exponent() {
        return exponent;
    }

    private void set(long newDigits, int newExponent) {
        digits = newDigits;
        exponent = newExponent;
        while (digits % 10 == 0) {
            digits /= 10;
            exponent++;
        }
    }

    /** The upper part of the product with a power, with a last bit that tells of a remainder. */
    private static long scale(long high, long low, long value) {
        long lowUpper = Math.multiplyHigh(low, value);
        long highLower = high * value;
        long highUpper = Math.multiplyHigh(high, value);
        long carry = (highLower >>> 1) + lowUpper;
        long upper = highUpper + (carry >>> 63);
        return upper | (((carry & LOW_63_BITS) + LOW_63_BITS) >>> 63);
    }

    /** {@code 10^e} times a power of two, as a number of 126 bits, rounded up to the next. */
    private static BigInteger scaledPower(int e) {
        int shift = POWER_BITS - 1 - floorLog2OfPowerOf10(e);
        BigInteger power = BigInteger.TEN.pow(Math.abs(e));
        BigInteger scaled;
        if (e >= 0) {
            scaled = shift >= 0 ? power.shiftLeft(shift) : power.shiftRight(-shift);
        } else {
            scaled = BigInteger.ONE.shiftLeft(shift).divide(power);
        }
        return scaled.add(BigInteger.ONE);
    }

    /** The floor of the decimal logarithm of {@code 2^e}, for all exponents of doubles. */
    private static int floorLog10(int e) {
        return (int) ((e * 661_971_961_083L) >> 41);
    }

    /** The floor of the decimal logarithm of {@code 3/4 * 2^e}. */
    private static int floorLog10ThreeQuarters(int e) {
        return (int) ((e * 661_971_961_083L - 274_743_187_321L) >> 41);
    }

    /** The floor of the binary logarithm of {@code 10^e}. */
    private static int floorLog2OfPowerOf10(int e) {
        return (int) ((e * 913_124_641_741L) >> 38);
    }
}
