package dev.tidemark.core.decimal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.encoding.Randomness;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {
    private static final int ROUNDS = 20_000;

    private final Random random = Randomness.random();
    private final Int256 value = new Int256();

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "-0.0, 0, 1",
        "123.45, 12345, 2",
        "+.5, 5, 1",
        "5., 5, 0",
        "007.10, 710, 2",
        "1e3, 1000, 0",
        "1.5E-3, 15, 4",
        "-12.50e1, -1250, 1",
        "0.000e5, 0, 0",
        "0e-400, 0, 76",
        "1e75, 1000000000000000000000000000000000000000000000000000000000000000000000000000, 0",
        "1e-76, 1, 76",
    })
    void numbers(String text, BigInteger unscaled, int scale) {
        assertEquals(scale, parse(text));
        assertEquals(unscaled, value.toBigInteger());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+",
                ".",
                "-.",
                "e5",
                "1e",
                "1e+",
                "1..2",
                "1.2.3",
                "0x10",
                "1 ",
                " 1",
                "--1",
                "1e5.0",
                "NaN",
                "Infinity",
                "1d",
                "1,5"
            })
    void whatIsNoNumber(String text) {
        assertEquals(DecimalText.INVALID, parse(text));
    }

    @Test
    void limits() {
        assertEquals(0, parse("9".repeat(76)));
        assertEquals(DecimalText.TOO_LARGE, parse("9".repeat(77)));
        assertEquals(DecimalText.TOO_LARGE, parse("1e76"));
        assertEquals(DecimalText.TOO_LARGE, parse("1e2147483648"));
        assertEquals(DecimalText.TOO_PRECISE, parse("1e-77"));
        assertEquals(DecimalText.TOO_PRECISE, parse("0." + "1".repeat(77)));
        assertEquals(76, parse("0." + "1".repeat(76)));
        assertEquals(76, parse("0.1" + "0".repeat(500)));
        assertEquals(75, parse("1.1" + "0".repeat(500)));
        assertEquals(BigInteger.TEN.pow(74).multiply(BigInteger.valueOf(11)), value.toBigInteger());
        assertEquals(0, parse("0".repeat(500) + "1"));
    }

    @Test
    void formattedNumbersAreThoseOfBigDecimal() {
        DecimalText text = new DecimalText();
        for (int round = 0; round < ROUNDS; round++) {
            BigInteger unscaled = new BigInteger(random.nextInt(256), random);
            if (random.nextBoolean()) {
                unscaled = unscaled.negate();
            }
            int scale = random.nextInt(77);
            text.format(value.set(unscaled), scale);
            assertEquals(new BigDecimal(unscaled, scale).toPlainString(), text.toString());
        }
    }

    @Test
    void whatIsFormattedIsReadAgain() {
        DecimalText text = new DecimalText();
        for (int round = 0; round < ROUNDS; round++) {
            BigInteger unscaled = new BigInteger(random.nextInt(253), random);
            int scale = random.nextInt(77);
            String written = new BigDecimal(unscaled, scale).toString();
            int found = parse(written);
            if (found < 0) {
                assertTrue(new BigDecimal(unscaled, scale).precision() > 76, written);
                continue;
            }
            BigDecimal read = new BigDecimal(value.toBigInteger(), found);
            assertEquals(0, read.compareTo(new BigDecimal(unscaled, scale)), written);
            text.format(value, found);
            assertEquals(read.toPlainString(), text.toString());
        }
    }

    private int parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return DecimalText.parse(bytes, 0, bytes.length, value);
    }
}
