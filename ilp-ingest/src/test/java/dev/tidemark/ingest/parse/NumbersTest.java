package dev.tidemark.ingest.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.type.ColumnType;
import dev.tidemark.ingest.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers against what the JDK makes of them. */
class NumbersTest {
    private final Random random = SeededRandom.create(NumbersTest.class);

    @Test
    void digitsOfEveryLengthAreRead() {
        DigitReader reader = new DigitReader();
        for (int length = 0; length <= 19; length++) {
            for (int round = 0; round < 200; round++) {
                String digits = randomDigits(length);
                char after = "i ,.\n\0\u00ff:/-".charAt(random.nextInt(10));
                byte[] text = bytes(digits + after + "98765432109876543210");
                assertEquals(length, reader.read(text, 0));
                assertEquals(length, reader.count());
                assertEquals(digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits), reader.value());
            }
        }
    }

    @Test
    void tooManyDigitsAreToldFromNineteen() {
        DigitReader reader = new DigitReader();
        for (int length = 20; length < 30; length++) {
            reader.read(bytes("1".repeat(length)), 0);
            assertTrue(reader.count() > DigitReader.MAX_DIGITS);
        }
    }

    @Test
    void everyByteThatIsNoDigitIsMarkedAndNothingElse() {
        for (int round = 0; round < 100_000; round++) {
            long word = random.nextLong();
            long others = DigitReader.othersIn(word);
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                long character = word >>> shift & 0xFF;
                boolean digit = character >= '0' && character <= '9';
                assertEquals(digit ? 0 : 0x80, others >>> shift & 0xFF, () -> "in " + word);
            }
        }
    }

    @Test
    void doublesHaveTheBitsOfTheJdk() {
        int decided = 0;
        for (int round = 0; round < 200_000; round++) {
            long digits = random.nextLong() >>> (1 + random.nextInt(63));
            int exponent = random.nextInt(120) - 60;
            double value = DecimalToDouble.convert(digits, exponent);
            if (!Double.isNaN(value)) {
                decided++;
                assertSameBits(digits + "e" + exponent, value);
            }
        }
        assertTrue(decided > 80_000, "only " + decided + " were decided");
    }

    @Test
    void doublesHalfwayBetweenTwoAreRoundedToEven() {
        for (int round = 0; round < 50_000; round++) {
            // 54 significant bits with the last one set lie exactly between two doubles.
            long halfway = (((1L << 53) | (random.nextLong() >>> 11)) << 1) | 1;
            for (long digits = halfway - 1; digits <= halfway + 1; digits++) {
                for (int exponent = -4; exponent <= 4; exponent++) {
                    double value = DecimalToDouble.convert(digits, exponent);
                    assertFalse(Double.isNaN(value));
                    assertSameBits(digits + "e" + exponent, value);
                }
            }
        }
    }

    @Test
    void carefulNumbersHaveTheBitsOfTheJdk() {
        NumberText numbers = new NumberText();
        for (int round = 0; round < 50_000; round++) {
            double original = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(original)) {
                String text = Double.toString(original);
                assertTrue(numbers.readDouble(bytes(text), 0, text.length()));
                assertSameBits(text, numbers.decimal());
            }
        }
    }

    @Test
    void timesAreConvertedAndOverflowIsTold() {
        assertEquals(1, TimestampUnit.NANOSECONDS.ticks(1_999, ColumnType.TIMESTAMP));
        assertEquals(-2, TimestampUnit.NANOSECONDS.ticks(-1_001, ColumnType.TIMESTAMP));
        assertEquals(1_999, TimestampUnit.NANOSECONDS.ticks(1_999, ColumnType.TIMESTAMP_NS));
        assertEquals(7_200_000_000L, TimestampUnit.HOURS.ticks(2, ColumnType.TIMESTAMP));
        assertEquals(5_000, TimestampUnit.SECONDS.ticks(5, ColumnType.DATE));
        assertEquals(
                TimestampUnit.OUT_OF_RANGE,
                TimestampUnit.SECONDS.ticks(Long.MAX_VALUE / 1_000_000 + 1, ColumnType.TIMESTAMP));
        assertEquals(
                Long.MAX_VALUE / 1_000_000 * 1_000_000,
                TimestampUnit.SECONDS.ticks(Long.MAX_VALUE / 1_000_000, ColumnType.TIMESTAMP));
    }

    private static void assertSameBits(String text, double value) {
        assertEquals(
                Double.doubleToRawLongBits(Double.parseDouble(text)),
                Double.doubleToRawLongBits(value),
                text);
    }

    private String randomDigits(int length) {
        StringBuilder digits = new StringBuilder();
        for (int index = 0; index < length; index++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    private static byte[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return Arrays.copyOf(bytes, bytes.length + 32);
    }
}
