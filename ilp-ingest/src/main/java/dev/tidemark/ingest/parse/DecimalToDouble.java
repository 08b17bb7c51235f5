package dev.tidemark.ingest.parse;

import java.math.BigInteger;

/**
 * The double nearest to {@code digits * 10^exponent}, ties to even: the same bits as {@link
 * Double#parseDouble}, without text.
 *
 * <p>Small numbers need one exact multiplication or division. For others the digits are multiplied
 * by the 128 most significant bits of the power of ten; where that product leaves no doubt about
 * the rounding, it is the answer (the method of Eisel and Lemire). Exponents are limited to those
 * whose powers are exact in 128 bits, or nearly so that the product is always decisive.
 */
final class DecimalToDouble {
    /** What {@link #convert} answers when only the text can tell; a NaN, so never a result. */
    static final double UNDECIDED = Double.NaN;

    private static final int MIN_EXPONENT = -27;
    private static final int MAX_EXPONENT = 55;
    private static final long MAX_EXACT_INTEGER = 1L << 53;
    private static final int SIGNIFICAND_BITS = 52;
    private static final int EXPONENT_BIAS = 1023;
    private static final int MAX_BIASED_EXPONENT = 0x7FF;

    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };
    private static final long[] POWER_HIGH = new long[MAX_EXPONENT - MIN_EXPONENT + 1];
    private static final long[] POWER_LOW = new long[MAX_EXPONENT - MIN_EXPONENT + 1];

    static {
        for (int exponent = MIN_EXPONENT; exponent <= MAX_EXPONENT; exponent++) {
            BigInteger bits = significantBits(exponent);
            POWER_HIGH[exponent - MIN_EXPONENT] = bits.shiftRight(Long.SIZE).longValue();
            POWER_LOW[exponent - MIN_EXPONENT] = bits.longValue();
        }
    }

    private DecimalToDouble() {}

    /**
     * The nearest double.
     *
     * @param digits not negative
     * @return {@link #UNDECIDED} if the number must be read from its text
     */
    static double convert(long digits, int exponent) {
        if (digits <= MAX_EXACT_INTEGER && Math.abs(exponent) < EXACT_POWERS.length) {
            return exponent < 0
                    ? digits / EXACT_POWERS[-exponent]
                    : digits * EXACT_POWERS[exponent];
        }
        if (digits == 0) {
            return 0.0;
        }
        if (exponent < MIN_EXPONENT || exponent > MAX_EXPONENT) {
            return UNDECIDED;
        }
        return convertLong(digits, exponent);
    }

    private static double convertLong(long digits, int exponent) {
        int leadingZeros = Long.numberOfLeadingZeros(digits);
        long normalized = digits << leadingZeros;
        int index = exponent - MIN_EXPONENT;
        long low = normalized * POWER_HIGH[index];
        long high = Math.unsignedMultiplyHigh(normalized, POWER_HIGH[index]);
        if ((high & 0x1FF) == 0x1FF) {
            long correction = Math.unsignedMultiplyHigh(normalized, POWER_LOW[index]);
            low += correction;
            if (Long.compareUnsigned(low, correction) < 0) {
                high++;
            }
        }
        int upperBit = (int) (high >>> (Long.SIZE - 1));
        int shift = upperBit + Long.SIZE - SIGNIFICAND_BITS - 3;
        long significand = high >>> shift;
        // floor(log2(10^exponent)) for every exponent in range.
        int binaryExponent = ((217_706 * exponent) >> 16) + Long.SIZE - 1 + upperBit - leadingZeros;
        boolean halfway =
                Long.compareUnsigned(low, 1) <= 0
                        && exponent >= -4
                        && exponent <= 23
                        && (significand & 3) == 1
                        && significand << shift == high;
        if (halfway) {
            significand &= ~1L;
        }
        significand += significand & 1;
        significand >>>= 1;
        if (significand >= 2L << SIGNIFICAND_BITS) {
            significand = 1L << SIGNIFICAND_BITS;
            binaryExponent++;
        }
        long biased = (long) binaryExponent + EXPONENT_BIAS;
        if (biased <= 0 || biased >= MAX_BIASED_EXPONENT) {
            return UNDECIDED;
        }
        long fraction = significand & ~(1L << SIGNIFICAND_BITS);
        return Double.longBitsToDouble((biased << SIGNIFICAND_BITS) | fraction);
    }

    /** The 128 leading bits of a power of ten, or just above them where it is no integer. */
    private static BigInteger significantBits(int exponent) {
        BigInteger power = BigInteger.valueOf(5).pow(Math.abs(exponent));
        int bits = 2 * Long.SIZE;
        if (exponent >= 0) {
            return power.shiftLeft(bits - power.bitLength());
        }
        BigInteger scale = BigInteger.ONE.shiftLeft(power.bitLength() + bits - 1);
        return scale.divide(power).add(BigInteger.ONE);
    }
}
