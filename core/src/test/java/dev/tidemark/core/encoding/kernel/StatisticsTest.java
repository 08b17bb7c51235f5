package dev.tidemark.core.encoding.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidemark.core.encoding.Randomness;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private final Random random = Randomness.random();

    @Test
    void extremesOfEveryLength() {
        Statistics statistics = new Statistics();
        long[] values = random.longs(200).toArray();
        values[40] = Long.MIN_VALUE;
        values[90] = Long.MAX_VALUE;
        for (int from = 0; from < 60; from += 7) {
            for (int to = from + 1; to <= from + 130; to++) {
                statistics.measure(values, from, to);
                long minimum = values[from];
                long maximum = values[from];
                for (int index = from; index < to; index++) {
                    minimum = Math.min(minimum, values[index]);
                    maximum = Math.max(maximum, values[index]);
                }
                assertEquals(minimum, statistics.minimum());
                assertEquals(maximum, statistics.maximum());
                assertEquals(
                        Arrays.stream(values, from, to).sum(), statistics.sum(), "wrapping sum");
            }
        }
    }

    @Test
    void runsOfEveryLength() {
        for (int length = 1; length <= 130; length++) {
            long[] values = random.longs(length + 3, 0, 3).map(low -> low << 62).toArray();
            int runs = 1;
            for (int index = 4; index < values.length; index++) {
                runs += values[index] == values[index - 1] ? 0 : 1;
            }
            assertEquals(runs, Statistics.countRuns(values, 3, values.length));
        }
    }

    @Test
    void extremesOfDifferences() {
        Statistics statistics = new Statistics();
        long[] values = random.longs(200, -(1L << 61), 1L << 61).toArray();
        for (int to = 17; to <= 147; to++) {
            statistics.measureDeltas(values, 0, to);
            long minimum = Long.MAX_VALUE;
            long maximum = Long.MIN_VALUE;
            for (int index = 16; index < to; index++) {
                minimum = Math.min(minimum, values[index] - values[index - 16]);
                maximum = Math.max(maximum, values[index] - values[index - 16]);
            }
            assertEquals(minimum, statistics.minimum());
            assertEquals(maximum, statistics.maximum());
        }
    }

    @Test
    void commonDivisorIsThatOfAllDifferences() {
        Statistics statistics = new Statistics();
        for (int round = 0; round < 500; round++) {
            long step = random.nextLong(1, round < 250 ? 20 : 1_000_000);
            long base = random.nextLong() >> 2;
            long[] values = new long[1 + random.nextInt(20)];
            BigInteger expected = BigInteger.ZERO;
            for (int index = 0; index < values.length; index++) {
                values[index] = base + step * random.nextLong(-20, 20);
                expected = expected.gcd(BigInteger.valueOf(values[index] - values[0]));
            }
            statistics.measure(values, 0, values.length);
            assertEquals(
                    expected.longValueExact(),
                    statistics.commonDivisor(values, 0, values.length, 0));
            // Every other one divides all differences, or nearly.
            long known = random.nextLong(1, round % 2 == 0 ? 3 : 1_000) * step;
            assertEquals(
                    expected.gcd(BigInteger.valueOf(known)).longValueExact(),
                    statistics.commonDivisor(values, 0, values.length, known));
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
