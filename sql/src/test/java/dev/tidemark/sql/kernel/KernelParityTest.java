package dev.tidemark.sql.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidemark.sql.Seeds;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Vector kernels against their scalar twins, for every length from 0 to 130 and boundary values.
 */
class KernelParityTest {
    private static final int MAX_LENGTH = 130;
    private static final long[] LONGS = {
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        -1,
        0,
        1,
        42,
        1L << 40,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE
    };
    private static final double[] DOUBLES = {
        Double.NEGATIVE_INFINITY,
        -1.5,
        -0.0,
        0.0,
        Double.MIN_VALUE,
        90,
        Double.POSITIVE_INFINITY,
        Double.NaN
    };

    private final Random random = Seeds.random("KernelParityTest");

    @Test
    void longsInRange() {
        for (int length = 0; length <= MAX_LENGTH; length++) {
            long[] values = longs();
            long low = LONGS[random.nextInt(LONGS.length)];
            long high = LONGS[random.nextInt(LONGS.length)];
            long[] bits = new long[3];
            long[] expected = new long[3];
            Selections.inRange(values, length, low, high, bits);
            Selections.inRangeScalar(values, 0, length, low, high, expected);
            assertArrayEquals(expected, bits, "length " + length);
            int[] indexes = new int[MAX_LENGTH];
            int found = Selections.indexes(bits, length, indexes);
            int count = length;
            assertArrayEquals(
                    IntStream.range(0, count)
                            .filter(index -> values[index] >= low && values[index] <= high)
                            .toArray(),
                    Arrays.copyOf(indexes, found));
        }
    }

    @Test
    void doublesInRange() {
        for (int length = 0; length <= MAX_LENGTH; length++) {
            double[] values =
                    random.ints(192, 0, DOUBLES.length)
                            .mapToDouble(index -> DOUBLES[index])
                            .toArray();
            double low = DOUBLES[random.nextInt(DOUBLES.length)];
            double high = DOUBLES[random.nextInt(DOUBLES.length)];
            long[] bits = new long[3];
            long[] expected = new long[3];
            Selections.inRange(values, length, low, high, bits);
            Selections.inRangeScalar(values, 0, length, low, high, expected);
            assertArrayEquals(expected, bits, "length " + length);
        }
    }

    @Test
    void equalCodes() {
        for (int length = 0; length <= MAX_LENGTH; length++) {
            int[] codes = random.ints(192, 0, 5).toArray();
            int code = random.nextInt(5);
            long[] bits = new long[3];
            long[] expected = new long[3];
            Selections.addEqual(codes, length, code, bits);
            Selections.addEqualScalar(codes, 0, length, code, expected);
            assertArrayEquals(expected, bits, "length " + length);
            byte[] wanted = new byte[5];
            wanted[code] = 1;
            long[] inSet = new long[3];
            Selections.inSet(codes, length, wanted, inSet);
            assertArrayEquals(expected, inSet, "length " + length);
        }
    }

    @Test
    void sums() {
        for (int length = 0; length <= MAX_LENGTH; length++) {
            long[] values = longs();
            assertEquals(
                    Reductions.sumScalar(values, 0, length),
                    Reductions.sum(values, length),
                    "length " + length);
        }
    }

    @Test
    void fits() {
        for (int length = 0; length <= MAX_LENGTH; length++) {
            for (long limit : new long[] {1, 64, 1L << 41, Long.MAX_VALUE / 1024}) {
                long[] values = longs();
                if (random.nextBoolean()) {
                    Arrays.setAll(values, index -> values[index] >> 40);
                }
                assertEquals(
                        Reductions.fitsScalar(values, length, limit),
                        Reductions.fits(values, length, limit),
                        "length " + length);
            }
        }
    }

    @Test
    void extremes() {
        for (int length = 1; length <= MAX_LENGTH; length++) {
            long[] values = longs();
            LongStream part = Arrays.stream(values, 0, length);
            assertEquals(part.min().orElseThrow(), Reductions.minimum(values, length));
            assertEquals(
                    Arrays.stream(values, 0, length).max().orElseThrow(),
                    Reductions.maximum(values, length));
        }
    }

    private long[] longs() {
        return random.ints(192, 0, LONGS.length).mapToLong(index -> LONGS[index]).toArray();
    }
}
