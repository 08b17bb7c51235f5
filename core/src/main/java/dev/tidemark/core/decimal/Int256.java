package dev.tidemark.core.decimal;

import dev.tidemark.core.type.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A signed 256-bit number that changes in place: a register for the unscaled values of decimals.
 *
 * <p>Operations throw {@link ArithmeticException} where the result does not fit; the register's
 * value is undefined then. Two's complement, words from the least significant one. Belongs to one
 * thread.
 */
public final class Int256 implements Comparable<Int256> {
    /** 64-bit words of a value. */
    public static final int WORDS = 4;

    /** Digits of the greatest power of ten that a positive int holds. */
    private static final int INT_DIGITS = 9;

    private static final int HALF_BASE = 5;

    /** A double holds whole numbers up to this, and powers of ten up to 10^22, exactly. */
    private static final long EXACT_DOUBLE_LIMIT = 1L << 53;

    private static final int EXACT_DOUBLE_POWER = 22;

    private static final int[] INT_POWERS = new int[INT_DIGITS + 1];
    private static final double[] DOUBLE_POWERS = new double[EXACT_DOUBLE_POWER + 1];

    /** 10^0 to 10^76. */
    private static final Int256[] POWERS = new Int256[ColumnType.MAX_PRECISION + 1];

    static {
        INT_POWERS[0] = 1;
        for (int digits = 1; digits <= INT_DIGITS; digits++) {
            INT_POWERS[digits] = INT_POWERS[digits - 1] * 10;
        }
        DOUBLE_POWERS[0] = 1;
        for (int digits = 1; digits <= EXACT_DOUBLE_POWER; digits++) {
            DOUBLE_POWERS[digits] = DOUBLE_POWERS[digits - 1] * 10;
        }
        BigInteger power = BigInteger.ONE;
        for (int digits = 0; digits < POWERS.length; digits++) {
            POWERS[digits] = new Int256();
            POWERS[digits].set(power);
            power = power.multiply(BigInteger.TEN);
        }
    }

    private long word0;
    private long word1;
    private long word2;
    private long word3;

    /** Sets the register. */
    public Int256 set(long value) {
        word0 = value;
        extend(value, 1);
        return this;
    }

    /** Sets the register to another's value. */
    public Int256 set(Int256 other) {
        word0 = other.word0;
        word1 = other.word1;
        word2 = other.word2;
        word3 = other.word3;
        return this;
    }

    /** Sets the register to the two or four words from {@code words[at]} on. */
    public Int256 set(long[] words, int at, int count) {
        word0 = words[at];
        word1 = words[at + 1];
        if (count == WORDS) {
            word2 = words[at + 2];
            word3 = words[at + 3];
        } else {
            extend(word1, 2);
        }
        return this;
    }

    /** Sets the register. */
    public Int256 set(BigInteger value) {
        if (value.bitLength() >= WORDS * Long.SIZE) {
            throw overflow();
        }
        word0 = value.longValue();
        word1 = value.shiftRight(Long.SIZE).longValue();
        word2 = value.shiftRight(2 * Long.SIZE).longValue();
        word3 = value.shiftRight(3 * Long.SIZE).longValue();
        return this;
    }

    /** Sets the register to two's complement in {@code count} bytes, the highest first. */
    public Int256 setBigEndian(byte[] bytes, int at, int count) {
        set(count > 0 && bytes[at] < 0 ? -1 : 0);
        for (int index = 0; index < count; index++) {
            word3 = (word3 << Byte.SIZE) | (word2 >>> (Long.SIZE - Byte.SIZE));
            word2 = (word2 << Byte.SIZE) | (word1 >>> (Long.SIZE - Byte.SIZE));
            word1 = (word1 << Byte.SIZE) | (word0 >>> (Long.SIZE - Byte.SIZE));
            word0 = (word0 << Byte.SIZE) | (bytes[at + index] & 0xFF);
        }
        return this;
    }

    /** Writes the lowest {@code count} words, 1 to 4; a value that fits its type loses nothing. */
    public void store(long[] words, int at, int count) {
        for (int word = 0; word < count; word++) {
            words[at + word] = word(word);
        }
    }

    /** A word; word 0 is the least significant. */
    public long word(int index) {
        return switch (index) {
            case 0 -> word0;
            case 1 -> word1;
            case 2 -> word2;
            case 3 -> word3;
            default -> throw new IndexOutOfBoundsException(index);
        };
    }

    public boolean isNegative() {
        return word3 < 0;
    }

    public boolean isZero() {
        return (word0 | word1 | word2 | word3) == 0;
    }

    /** Whether {@link #word word(0)} alone is the value. */
    public boolean isLong() {
        long sign = word0 >> 63;
        return word1 == sign && word2 == sign && word3 == sign;
    }

    /** Whether the value has at most that many decimal digits, 1 to 76. */
    public boolean fits(int precision) {
        Int256 limit = POWERS[precision];
        if (isNegative()) {
            // -x < limit, which is limit + x > 0
            long sum0 = word0 + limit.word0;
            long carry = carry(word0, limit.word0, sum0);
            long sum1 = word1 + limit.word1 + carry;
            carry = carry(word1, limit.word1, sum1);
            long sum2 = word2 + limit.word2 + carry;
            carry = carry(word2, limit.word2, sum2);
            long sum3 = word3 + limit.word3 + carry;
            return sum3 >= 0 && (sum0 | sum1 | sum2 | sum3) != 0;
        }
        return compareTo(limit) < 0;
    }

    /** Adds another number. */
    public Int256 add(Int256 other) {
        long sum0 = word0 + other.word0;
        long carry = carry(word0, other.word0, sum0);
        long sum1 = word1 + other.word1 + carry;
        carry = carry(word1, other.word1, sum1);
        long sum2 = word2 + other.word2 + carry;
        carry = carry(word2, other.word2, sum2);
        long sum3 = word3 + other.word3 + carry;
        if (((word3 ^ sum3) & (other.word3 ^ sum3)) < 0) {
            throw overflow();
        }
        word0 = sum0;
        word1 = sum1;
        word2 = sum2;
        word3 = sum3;
        return this;
    }

    /** Changes the sign. */
    public Int256 negate() {
        boolean wasNegative = isNegative();
        boolean wasZero = isZero();
        word0 = -word0;
        long carry = word0 == 0 ? 1 : 0;
        word1 = ~word1 + carry;
        carry = carry != 0 && word1 == 0 ? 1 : 0;
        word2 = ~word2 + carry;
        carry = carry != 0 && word2 == 0 ? 1 : 0;
        word3 = ~word3 + carry;
        if (!wasZero && isNegative() == wasNegative) {
            throw overflow();
        }
        return this;
    }

    /** Multiplies by another number. */
    public Int256 multiply(Int256 other) {
        if (isLong() && other.isLong()) {
            long high = Math.multiplyHigh(word0, other.word0);
            word0 *= other.word0;
            word1 = high;
            extend(high, 2);
            return this;
        }
        return set(toBigInteger().multiply(other.toBigInteger()));
    }

    /** Multiplies by 10 to the power of {@code digits}. */
    public Int256 scaleUp(int digits) {
        boolean negative = isNegative();
        if (negative) {
            negate();
        }
        for (int left = digits; left > 0; left -= INT_DIGITS) {
            multiplyMagnitude(INT_POWERS[Math.min(left, INT_DIGITS)]);
        }
        return negative ? negate() : this;
    }

    /**
     * Divides by 10 to the power of {@code digits} and rounds, halves away from zero.
     *
     * @return whether nothing was lost
     */
    public boolean scaleDown(int digits) {
        if (digits == 0) {
            return true;
        }
        boolean negative = isNegative();
        if (negative) {
            negate();
        }
        boolean exact = true;
        for (int left = digits - 1; left > 0; left -= INT_DIGITS) {
            exact &= divideMagnitude(INT_POWERS[Math.min(left, INT_DIGITS)]) == 0;
        }
        // Whether the rest is a half or more shows in the highest of the digits that go.
        int last = divideMagnitude(10);
        if (last >= HALF_BASE) {
            add(POWERS[0]);
        }
        if (negative) {
            negate();
        }
        return exact && last == 0;
    }

    /** The value as one of a scale is brought to another; see {@link #scaleDown}. */
    public boolean rescale(int fromScale, int toScale) {
        if (toScale >= fromScale) {
            scaleUp(toScale - fromScale);
            return true;
        }
        return scaleDown(fromScale - toScale);
    }

    /** The value divided by {@code 10^scale}, rounded to the nearest double. */
    public double toDouble(int scale) {
        if (isLong() && Math.abs(word0) <= EXACT_DOUBLE_LIMIT && scale <= EXACT_DOUBLE_POWER) {
            return word0 / DOUBLE_POWERS[scale];
        }
        return new BigDecimal(toBigInteger(), scale).doubleValue();
    }

    public BigInteger toBigInteger() {
        if (isLong()) {
            return BigInteger.valueOf(word0);
        }
        byte[] bytes = new byte[WORDS * Long.BYTES];
        for (int index = 0; index < bytes.length; index++) {
            int fromLeast = bytes.length - 1 - index;
            bytes[index] =
                    (byte) (word(fromLeast / Long.BYTES) >>> (fromLeast % Long.BYTES * Byte.SIZE));
        }
        return new BigInteger(bytes);
    }

    @Override
    public int compareTo(Int256 other) {
        if (word3 != other.word3) {
            return Long.compare(word3, other.word3);
        }
        if (word2 != other.word2) {
            return Long.compareUnsigned(word2, other.word2);
        }
        return word1 != other.word1
                ? Long.compareUnsigned(word1, other.word1)
                : Long.compareUnsigned(word0, other.word0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Int256 number && compareTo(number) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(word0 ^ word1 * 31 ^ word2 * 37 ^ word3 * 41);
    }

    @Override
    public String toString() {
        return toBigInteger().toString();
    }

    /** Fills the words from one on with the sign of the one before it. */
    private void extend(long highest, int from) {
        long sign = highest >> 63;
        if (from == 1) {
            word1 = sign;
        }
        word2 = sign;
        word3 = sign;
    }

    /** Multiplies a value that is not negative and adds a digit group. */
    void multiplyAndAdd(int factor, int addend) {
        multiplyMagnitude(factor);
        long sum = word0 + addend;
        if (Long.compareUnsigned(sum, word0) < 0 && ++word1 == 0 && ++word2 == 0) {
            word3++;
        }
        word0 = sum;
        if (isNegative()) {
            throw overflow();
        }
    }

    private void multiplyMagnitude(int factor) {
        long carry = Math.unsignedMultiplyHigh(word0, factor);
        word0 *= factor;
        long high = Math.unsignedMultiplyHigh(word1, factor);
        word1 = word1 * factor + carry;
        carry = high + (Long.compareUnsigned(word1, carry) < 0 ? 1 : 0);
        high = Math.unsignedMultiplyHigh(word2, factor);
        word2 = word2 * factor + carry;
        carry = high + (Long.compareUnsigned(word2, carry) < 0 ? 1 : 0);
        high = Math.unsignedMultiplyHigh(word3, factor);
        word3 = word3 * factor + carry;
        boolean carries = high != 0 || Long.compareUnsigned(word3, carry) < 0;
        if (carries || isNegative()) {
            throw overflow();
        }
    }

    /** Divides a value that is not negative and returns the remainder. */
    int divideMagnitude(int divisor) {
        long remainder = 0;
        if (word3 != 0) {
            long quotient = divideWord(word3, remainder, divisor);
            remainder = remainder(word3, remainder, divisor);
            word3 = quotient;
        }
        if ((word2 | remainder) != 0) {
            long quotient = divideWord(word2, remainder, divisor);
            remainder = remainder(word2, remainder, divisor);
            word2 = quotient;
        }
        if ((word1 | remainder) != 0) {
            long quotient = divideWord(word1, remainder, divisor);
            remainder = remainder(word1, remainder, divisor);
            word1 = quotient;
        }
        long quotient = divideWord(word0, remainder, divisor);
        remainder = remainder(word0, remainder, divisor);
        word0 = quotient;
        return (int) remainder;
    }

    /** Divides a word with the remainder of the words above it, in two halves. */
    private static long divideWord(long word, long above, int divisor) {
        long high = (above << Integer.SIZE) | (word >>> Integer.SIZE);
        long low = ((high % divisor) << Integer.SIZE) | (word & 0xFFFF_FFFFL);
        return ((high / divisor) << Integer.SIZE) | (low / divisor);
    }

    private static long remainder(long word, long above, int divisor) {
        long high = (above << Integer.SIZE) | (word >>> Integer.SIZE);
        long low = ((high % divisor) << Integer.SIZE) | (word & 0xFFFF_FFFFL);
        return low % divisor;
    }

    /** The carry of an addition whose carry in is part of the sum. */
    private static long carry(long left, long right, long sum) {
        return ((left & right) | ((left | right) & ~sum)) >>> 63;
    }

    private static ArithmeticException overflow() {
        return new ArithmeticException("a decimal has more than 256 bits");
    }
}
