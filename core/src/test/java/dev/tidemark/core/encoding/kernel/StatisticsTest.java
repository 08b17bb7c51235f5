package dev.tidemark.core.encoding.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidemark.core.encoding.Randomness;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private final Random random = Randomness.random();

    @Test
    void commonDivisorIsThatOfAllDifferences() {
        Statistics statistics = new Statistics(IntegerKernel.best());
        for (int round = 0; round < 500; round++) {
            long step = random.nextLong(1, round < 250 ? 20 : 1_000_000);
            long base = random.nextLong() >> 2;
            long[] values = new long[1 + random.nextInt(round % 3 == 0 ? 130 : 20)];
            BigInteger expected = BigInteger.ZERO;
            for (int index = 0; index < values.length; index++) {
                values[index] = base + step * random.nextLong(-20, 20);
            }
            if (round % 5 == 0) { // steps of which only the last is no multiple of the others
                values[values.length - 1] += step / 2;
            }
            for (long value : values) {
                expected = expected.gcd(BigInteger.valueOf(value - values[0]));
            }
            statistics.measure(values, 0, values.length);
            assertEquals(
                    expected.longValueExact(),
                    statistics.commonDivisor(values, 0, values.length, statistics.minimum(), 0));
            // Every other one divides all differences, or nearly.
            long known = random.nextLong(1, round % 2 == 0 ? 3 : 1_000) * step;
            assertEquals(
                    expected.gcd(BigInteger.valueOf(known)).longValueExact(),
                    statistics.commonDivisor(
                            values, 0, values.length, statistics.minimum(), known));
        }
    }

    @Test
    void inverseDividesMultiples() {
        for (int round = 0; round < 1_000; round++) {
            long odd = random.nextLong() >>> random.nextInt(63) | 1;
            assertEquals(1, odd * Statistics.inverse(odd));
        }
    }
}
