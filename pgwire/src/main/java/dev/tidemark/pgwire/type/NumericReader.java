package dev.tidemark.pgwire.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads a numeric in binary; the package documentation has its layout. */
final class NumericReader {
    private static final int HEADER_BYTES = 4 * Short.BYTES;
    private static final int BASE = 10_000;
    private static final int DECIMALS_PER_DIGIT = 4;
    private static final int NEGATIVE = 0x4000;
    private static final int NOT_A_NUMBER = 0xC000;

    /** More digits than any number of the engine can use. */
    private static final int MAX_DIGITS = 256;

    private NumericReader() {}

    /**
     * The number, or empty for NaN.
     *
     * @throws InvalidValueException if the bytes are no numeric, or one of absurd size
     */
    static Optional<BigDecimal> read(ByteBuffer bytes) {
        if (bytes.remaining() < HEADER_BYTES) {
            throw new InvalidValueException("a numeric has at least 8 bytes");
        }
        int count = bytes.getShort();
        int weight = bytes.getShort();
        int sign = Short.toUnsignedInt(bytes.getShort());
        int decimals = bytes.getShort();
        if (count < 0 || bytes.remaining() != count * Short.BYTES || decimals < 0) {
            throw new InvalidValueException("the numeric's digits and their count differ");
        }
        if (count > MAX_DIGITS || Math.abs(weight) > MAX_DIGITS) {
            throw new InvalidValueException("the numeric has too many digits");
        }
        if (sign == NOT_A_NUMBER) {
            return Optional.empty();
        }
        if (sign != 0 && sign != NEGATIVE) {
            throw new InvalidValueException("the numeric is infinite");
        }
        BigInteger digits = BigInteger.ZERO;
        for (int index = 0; index < count; index++) {
            int digit = bytes.getShort();
            if (digit < 0 || digit >= BASE) {
                throw new InvalidValueException("the numeric has the digit " + digit);
            }
            digits = digits.multiply(BigInteger.valueOf(BASE)).add(BigInteger.valueOf(digit));
        }
        int scale = (count - 1 - weight) * DECIMALS_PER_DIGIT;
        BigDecimal value = new BigDecimal(sign == NEGATIVE ? digits.negate() : digits, scale);
        return Optional.of(value);
    }
}
