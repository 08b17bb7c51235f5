package dev.tidemark.core.decimal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.encoding.Randomness;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** 256-bit arithmetic against BigInteger, on random numbers of every length and the borders. */
class Int256Test {
    private static final BigInteger MAXIMUM = BigInteger.TWO.pow(255).subtract(BigInteger.ONE);
    private static final BigInteger MINIMUM = BigInteger.TWO.pow(255).negate();
    private static final int ROUNDS = 20_000;

    private final Random random = Randomness.random();

    @Test
    void wordsAndBytesComeBack() {
        for (int round = 0; round < ROUNDS; round++) {
            BigInteger value = number(255);
            Int256 register = new Int256().set(value);
            assertEquals(value, register.toBigInteger());
            long[] words = new long[6];
            register.store(words, 1, 4);
            assertEquals(value, new Int256().set(words, 1, 4).toBigInteger());
            byte[] bytes = value.toByteArray();
            assertEquals(value, new Int256().setBigEndian(bytes, 0, bytes.length).toBigInteger());
            if (value.bitLength() < 128) {
                register.store(words, 0, 2);
                assertEquals(value, new Int256().set(words, 0, 2).toBigInteger());
            }
            assertEquals(value.bitLength() < 64, register.isLong());
        }
        assertTrue(new Int256().setBigEndian(new byte[0], 0, 0).isZero());
    }

    @Test
    void sumsProductsAndOrder() {
        for (int round = 0; round < ROUNDS; round++) {
            BigInteger left = number(255);
            BigInteger right = number(255);
            check(left.add(right), () -> new Int256().set(left).add(new Int256().set(right)));
            check(left.negate(), () -> new Int256().set(left).negate());
            BigInteger factor = number(1 + random.nextInt(128));
            BigInteger other = number(1 + random.nextInt(128));
            check(
                    factor.multiply(other),
                    () -> new Int256().set(factor).multiply(new Int256().set(other)));
            assertEquals(
                    left.compareTo(right),
                    new Int256().set(left).compareTo(new Int256().set(right)));
            assertEquals(left.signum() < 0, new Int256().set(left).isNegative());
        }
    }

    @Test
    void powersOfTen() {
        for (int round = 0; round < ROUNDS; round++) {
            BigInteger value = number(255);
            int digits = random.nextInt(80);
            check(
                    value.multiply(BigInteger.TEN.pow(digits)),
                    () -> new Int256().set(value).scaleUp(digits));
            if (value.equals(MINIMUM)) {
                continue;
            }
            BigDecimal exact = new BigDecimal(value, digits);
            Int256 register = new Int256().set(value);
            boolean lossless = register.scaleDown(digits);
            assertEquals(
                    exact.setScale(0, RoundingMode.HALF_UP).toBigInteger(),
                    register.toBigInteger());
            assertEquals(exact.stripTrailingZeros().scale() <= 0, lossless, exact::toString);
            int precision = 1 + random.nextInt(76);
            boolean fits = value.abs().compareTo(BigInteger.TEN.pow(precision)) < 0;
            assertEquals(fits, new Int256().set(value).fits(precision));
        }
        for (int precision = 1; precision <= 76; precision++) {
            BigInteger limit = BigInteger.TEN.pow(precision);
            for (BigInteger value : List.of(limit, limit.negate())) {
                assertFalse(new Int256().set(value).fits(precision));
                BigInteger inside = value.subtract(BigInteger.valueOf(value.signum()));
                assertTrue(new Int256().set(inside).fits(precision));
            }
        }
    }

    @Test
    void theNearestDouble() {
        for (int round = 0; round < ROUNDS; round++) {
            BigInteger value = number(255);
            int scale = random.nextInt(77);
            assertEquals(
                    new BigDecimal(value, scale).doubleValue(),
                    new Int256().set(value).toDouble(scale));
        }
    }

    /** Compares with the exact result, or expects a failure where that does not fit. */
    private static void check(BigInteger expected, Supplier<Int256> operation) {
        if (expected.bitLength() > 255) {
            assertThrows(ArithmeticException.class, operation::get);
        } else if (!expected.equals(MINIMUM)) {
            assertEquals(expected, operation.get().toBigInteger());
        }
    }

    /** A number of up to that many bits, near a power of two or of ten now and then. */
    private BigInteger number(int bits) {
        BigInteger value =
                switch (random.nextInt(8)) {
                    case 0 -> BigInteger.ONE.shiftLeft(random.nextInt(bits)).subtract(near());
                    case 1 -> BigInteger.TEN.pow(random.nextInt(77)).add(near());
                    case 2 -> MAXIMUM.subtract(near());
                    default -> new BigInteger(1 + random.nextInt(bits), random);
                };
        BigInteger signed = random.nextBoolean() ? value.negate() : value;
        return signed.bitLength() > bits ? signed.shiftRight(signed.bitLength() - bits) : signed;
    }

    private BigInteger near() {
        return BigInteger.valueOf(random.nextInt(3));
    }
}
