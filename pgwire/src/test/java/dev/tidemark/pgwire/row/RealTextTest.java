package dev.tidemark.pgwire.row;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.pgwire.Seeds;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RealTextTest {
    private final RealText text = new RealText();
    private final byte[] target = new byte[RealText.MAX_BYTES + 1];

    @Test
    void writesWhatPostgresWrites() {
        assertEquals("0", text(0.0));
        assertEquals("-0", text(-0.0));
        assertEquals("1", text(1.0));
        assertEquals("-1.5", text(-1.5));
        assertEquals("0.1", text(0.1));
        assertEquals("0.0001", text(0.0001));
        assertEquals("1e-05", text(0.00001));
        assertEquals("1.5e-07", text(1.5e-7));
        assertEquals("100000", text(100_000));
        assertEquals("100000000000000", text(1e14));
        assertEquals("1e+15", text(1e15));
        assertEquals("123456789012345", text(123_456_789_012_345.0));
        assertEquals("1.23456789012345e+15", text(1_234_567_890_123_450.0));
        assertEquals("12345678901234.5", text(12_345_678_901_234.5));
        assertEquals("1.2345678901234568e+17", text(123_456_789_012_345_680.0));
        assertEquals("1e+100", text(1e100));
        assertEquals("49.333333333333336", text(148.0 / 3));
        assertEquals("0.30000000000000004", text(0.1 + 0.2));
        assertEquals("5e-324", text(Double.MIN_VALUE));
        assertEquals("2.2250738585072014e-308", text(Double.MIN_NORMAL));
        assertEquals("1.7976931348623157e+308", text(Double.MAX_VALUE));
        assertEquals("9e+15", text(9e15));
        assertEquals("NaN", text(Double.NaN));
        assertEquals("Infinity", text(Double.POSITIVE_INFINITY));
        assertEquals("-Infinity", text(Double.NEGATIVE_INFINITY));
    }

    @Test
    void writesFloatsWithFewerDigits() {
        assertEquals("0.1", text(0.1f));
        assertEquals("-0", text(-0.0f));
        assertEquals("123456", text(123_456f));
        assertEquals("1e+06", text(1_000_000f));
        assertEquals("1.234567e+06", text(1_234_567f));
        assertEquals("1e-45", text(Float.MIN_VALUE));
        assertEquals("1.1754944e-38", text(Float.MIN_NORMAL));
        assertEquals("3.4028235e+38", text(Float.MAX_VALUE));
        assertEquals("NaN", text(Float.NaN));
        assertEquals("-Infinity", text(Float.NEGATIVE_INFINITY));
    }

    @Test
    void powersOfTwoAndTenReadBackWithAsFewDigitsAsJavaNeeds() {
        for (int exponent = Double.MIN_EXPONENT - 52; exponent <= Double.MAX_EXPONENT; exponent++) {
            check(Math.scalb(1.0, exponent));
        }
        for (int exponent = -323; exponent <= 308; exponent++) {
            double power = Double.parseDouble("1e" + exponent);
            check(power);
            check(Math.nextUp(power));
            check(Math.nextDown(power));
        }
        for (int exponent = Float.MIN_EXPONENT - 23; exponent <= Float.MAX_EXPONENT; exponent++) {
            check(Math.scalb(1f, exponent));
        }
    }

    @Test
    void randomNumbersReadBackWithAsFewDigitsAsJavaNeeds() {
        SplittableRandom random = Seeds.random("RealTextTest");
        for (int round = 0; round < 50_000; round++) {
            double any = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(any)) {
                check(any);
            }
            check(random.nextInt(1_000_000) / 1_000.0);
            check(random.nextInt(1, 1_000) / (double) random.nextInt(1, 1_000));
            float single = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(single)) {
                check(single);
            }
        }
    }

    private void check(double value) {
        String ours = text(value);
        assertEquals(value, Double.parseDouble(ours), ours);
        checkDigits(ours, Double.toString(value));
    }

    private void check(float value) {
        String ours = text(value);
        assertEquals(value, Float.parseFloat(ours), ours);
        checkDigits(ours, Float.toString(value));
    }

    /** Java always shows two digits, and with two of them comes closer; ours may have one. */
    private static void checkDigits(String ours, String javas) {
        BigDecimal ourNumber = new BigDecimal(ours).stripTrailingZeros();
        BigDecimal javaNumber = new BigDecimal(javas).stripTrailingZeros();
        if (ourNumber.compareTo(javaNumber) != 0) {
            assertEquals(1, ourNumber.precision(), ours + " for " + javas);
            assertEquals(2, javaNumber.precision(), ours + " for " + javas);
        }
        assertTrue(ours.length() <= RealText.MAX_BYTES);
    }

    private String text(double value) {
        return new String(target, 1, text.write(value, target, 1) - 1, StandardCharsets.US_ASCII);
    }

    private String text(float value) {
        return new String(target, 1, text.write(value, target, 1) - 1, StandardCharsets.US_ASCII);
    }
}
