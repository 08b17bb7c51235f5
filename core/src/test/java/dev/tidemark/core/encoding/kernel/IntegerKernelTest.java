package dev.tidemark.core.encoding.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.encoding.Randomness;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Both twins against naive loops, at every length and from any index. */
class IntegerKernelTest {
    private static final int STRIDE = PackingKernel.DELTA_STRIDE;

    private final Random random = Randomness.random();
    private final IntegerKernel[] twins = {new ScalarIntegerKernel(), new VectorIntegerKernel()};

    @Test
    void extremesAndSumOfEveryLength() {
        for (int length = 1; length <= 130; length++) {
            for (int round = 0; round < 8; round++) {
                int from = random.nextInt(9);
                long[] values = random.longs(from + length + 5).toArray();
                values[0] = Long.MIN_VALUE; // not in the range, unless it begins here
                values[from + random.nextInt(length)] = Long.MIN_VALUE + round % 2;
                values[from + random.nextInt(length)] = Long.MAX_VALUE - round % 3;
                long[] range = Arrays.copyOfRange(values, from, from + length);
                for (IntegerKernel twin : twins) {
                    Statistics statistics = new Statistics(twin);
                    statistics.measure(values, from, from + length);
                    assertEquals(Arrays.stream(range).min().orElseThrow(), statistics.minimum());
                    assertEquals(Arrays.stream(range).max().orElseThrow(), statistics.maximum());
                    assertEquals(Arrays.stream(range).sum(), statistics.sum(), "wrapping sum");
                }
            }
        }
    }

    @Test
    void extremesOfCodesOfEveryLength() {
        for (int length = 1; length <= 130; length++) {
            for (int round = 0; round < 8; round++) {
                int from = random.nextInt(9);
                int[] codes = random.ints(from + length + 5).toArray();
                codes[0] = Integer.MIN_VALUE; // not in the range, unless it begins here
                codes[from + random.nextInt(length)] = Integer.MIN_VALUE + round % 2;
                codes[from + random.nextInt(length)] = Integer.MAX_VALUE - round % 3;
                int[] range = Arrays.copyOfRange(codes, from, from + length);
                for (IntegerKernel twin : twins) {
                    Statistics statistics = new Statistics(twin);
                    statistics.measure(codes, from, from + length);
                    assertEquals(Arrays.stream(range).min().orElseThrow(), statistics.minimum());
                    assertEquals(Arrays.stream(range).max().orElseThrow(), statistics.maximum());
                }
            }
        }
    }

    @Test
    void differencesOfEveryLength() {
        for (int length = STRIDE + 1; length <= STRIDE + 130; length++) {
            int from = random.nextInt(9);
            long divisor = length % 3 == 0 ? 1 : random.nextLong(1, 1L << random.nextInt(1, 40));
            long bound = (1L << 61) / divisor;
            long[] values =
                    random.longs(from + length, -bound, bound).map(x -> 7 + x * divisor).toArray();
            long[] expected = new long[length + 3];
            long minimum = Long.MAX_VALUE;
            long maximum = Long.MIN_VALUE;
            for (int row = STRIDE; row < length; row++) {
                expected[row] = (values[from + row] - values[from + row - STRIDE]) / divisor;
                minimum = Math.min(minimum, expected[row]);
                maximum = Math.max(maximum, expected[row]);
            }
            for (IntegerKernel twin : twins) {
                Statistics statistics = new Statistics(twin);
                long[] quotients = new long[length + 3];
                statistics.measureDifferences(values, from, length, divisor, quotients);
                assertArrayEquals(expected, quotients);
                assertEquals(minimum, statistics.minimum());
                assertEquals(maximum, statistics.maximum());
            }
        }
    }

    @Test
    void runsOfEveryLength() {
        for (int length = 1; length <= 130; length++) {
            int alike = 1 + random.nextInt(20); // on average
            long[] values = new long[length + 3];
            for (int index = 1; index < values.length; index++) {
                boolean differs = random.nextInt(alike) == 0;
                values[index] = differs ? random.nextLong(3) << 62 : values[index - 1];
            }
            int[] codes = Arrays.stream(values).mapToInt(value -> (int) (value >>> 32)).toArray();
            char[] expected = new char[length + 2];
            int runCount = 0;
            for (int row = 1; row <= length; row++) {
                if (row == length || values[3 + row] != values[3 + row - 1]) {
                    expected[2 + runCount++] = (char) row;
                }
            }
            for (IntegerKernel twin : twins) {
                char[] ends = new char[length + 2];
                assertEquals(runCount, twin.findRuns(values, 3, length, ends, 2));
                assertArrayEquals(expected, ends);
                ends = new char[length + 2];
                assertEquals(runCount, twin.findRuns(codes, 3, length, ends, 2));
                assertArrayEquals(expected, ends);
            }
        }
    }

    @Test
    void multiplesAreDividedAtEveryLength() {
        for (int length = 0; length <= 130; length++) {
            for (int round = 0; round < 10; round++) {
                int from = random.nextInt(9);
                long divisor = 1 + (random.nextLong() >>> random.nextInt(1, 63)) / 2;
                long bound = Long.MAX_VALUE / divisor;
                long reference = random.nextLong();
                long[] values = random.longs(from + length + 3).toArray();
                long[] expected = new long[length + 2];
                for (int row = 0; row < length; row++) {
                    expected[row] = random.nextLong(bound + 1 > 0 ? bound + 1 : bound);
                    values[from + row] = reference + divisor * expected[row];
                }
                for (IntegerKernel twin : twins) {
                    long[] quotients = new long[length + 2];
                    twin.divide(values, from, length, reference, divisor, quotients);
                    assertArrayEquals(expected, quotients);
                }
            }
        }
    }

    @Test
    void whatIsNoMultipleIsFoundAtEveryPlace() {
        for (int length = 1; length <= 130; length++) {
            for (int round = 0; round < 10; round++) {
                int from = random.nextInt(9);
                long divisor = 2 + (random.nextLong() >>> random.nextInt(2, 63)) / 2;
                long least = random.nextLong() >> 2;
                long[] values = new long[from + length + 3];
                Arrays.fill(values, least + 1); // no multiple, but not in the range either
                for (int row = 0; row < length; row++) {
                    values[from + row] = least + random.nextLong((1L << 62) / divisor) * divisor;
                }
                long[] broken = values.clone();
                broken[from + random.nextInt(length)] += random.nextLong(1, divisor);
                for (IntegerKernel twin : twins) {
                    int to = from + length;
                    assertTrue(twin.areMultiples(values, from, to, least, divisor));
                    assertFalse(twin.areMultiples(broken, from, to, least, divisor));
                }
            }
        }
    }
}
