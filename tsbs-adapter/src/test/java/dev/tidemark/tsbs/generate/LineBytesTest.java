package dev.tidemark.tsbs.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidemark.tsbs.Seeds;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LineBytesTest {

    private static final long SEED = Seeds.seed("LineBytesTest");

    private final LineBytes line = new LineBytes(64);

    private String made(Consumer<LineBytes> append) {
        line.clear();
        append.accept(line);
        return new String(line.array(), 0, line.length(), StandardCharsets.US_ASCII);
    }

    @Test
    void integersAreSpeltAsTheLibraryDoes() {
        long[] borders = {0, Long.MAX_VALUE, Long.MIN_VALUE};
        for (long border : borders) {
            assertIntegersAround(border);
        }
        for (long power = 1; power <= 1_000_000_000_000_000_000L / 10; power *= 10) {
            assertIntegersAround(power);
            assertIntegersAround(-power);
        }
        assertIntegersAround(1_000_000_000_000_000_000L);
        Random random = new Random(SEED);
        for (int round = 0; round < 10_000; round++) {
            long value = random.nextLong() >> random.nextInt(64);
            assertEquals(Long.toString(value), made(l -> l.appendInteger(value)));
            assertEquals(Long.toString(value), made(l -> l.appendTimestamp(value)));
            assertEquals(Long.toString(value), made(l -> l.appendTimestamp(value)));
        }
    }

    private void assertIntegersAround(long middle) {
        for (long value = middle - 2, count = 0; count < 5; value++, count++) {
            long number = value;
            assertEquals(Long.toString(number), made(l -> l.appendInteger(number)));
        }
    }

    @Test
    void decimalsHaveNoNeedlessZeros() {
        assertEquals("0", made(l -> l.appendDecimal(0, 5)));
        assertEquals("0.00001", made(l -> l.appendDecimal(1, 5)));
        assertEquals("12.3", made(l -> l.appendDecimal(1_230_000, 5)));
        assertEquals("25", made(l -> l.appendDecimal(250, 1)));
        Random random = new Random(SEED);
        for (int round = 0; round < 10_000; round++) {
            long unscaled = random.nextLong() >>> (1 + random.nextInt(63));
            int scale = random.nextInt(19);
            BigDecimal expected = BigDecimal.valueOf(unscaled, scale);
            String text = unscaled == 0 ? "0" : expected.stripTrailingZeros().toPlainString();
            if (expected.stripTrailingZeros().scale() < 0) {
                text = expected.toBigInteger().toString();
            }
            assertEquals(text, made(l -> l.appendDecimal(unscaled, scale)));
        }
    }
}
