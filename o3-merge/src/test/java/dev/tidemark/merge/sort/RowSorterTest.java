package dev.tidemark.merge.sort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.merge.Seeds;
import dev.tidemark.merge.sort.RowSorter.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowSorterTest {
    private final RowSorter sorter = new RowSorter();

    @Test
    void sortsNothingAndOneRow() {
        assertEquals(Method.ALREADY_SORTED, check(new long[0]));
        assertEquals(Method.ALREADY_SORTED, check(new long[] {Long.MIN_VALUE}));
    }

    @Test
    void keepsRowsThatAreInOrder() {
        assertEquals(Method.ALREADY_SORTED, check(new long[] {-5, -5, 0, 0, 7}));
        assertEquals(Method.ALREADY_SORTED, check(new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE}));
    }

    @Test
    void mergesSequencesThatTakeTurns() {
        // Three connections in blocks of 100 rows, with ties between them.
        long[] timestamps = rows(3_000, row -> (row / 300) * 100 + row % 100);
        assertEquals(Method.MERGED, check(timestamps));
        assertEquals(Method.MERGED, check(rows(4_000, row -> row % 1_000)));
        assertEquals(Method.MERGED, check(new long[] {2, 1}));
        assertEquals(Method.MERGED, check(new long[] {4, 3, 2, 1}));
    }

    /** Each sends in order, in batches, at its own pace: one falls behind and catches up. */
    @Test
    void mergesConnectionsOfAnyPace() {
        Random random = Seeds.random("mergesConnectionsOfAnyPace");
        for (int round = 0; round < 100; round++) {
            int connections = 2 + random.nextInt(AscendingRuns.MAX_CHAINS - 1);
            int rowsPerTime = 1 + random.nextInt(100);
            int batchRows = 1 + random.nextInt(500);
            long[] sent = new long[connections];
            long[] timestamps = new long[100 * batchRows];
            int next = 0;
            while (next < timestamps.length) {
                int connection = random.nextInt(connections);
                int count =
                        Math.min(
                                timestamps.length - next,
                                batchRows / 2 + 1 + random.nextInt(batchRows));
                for (int row = 0; row < count; row++) {
                    timestamps[next++] = sent[connection]++ / rowsPerTime;
                }
            }
            Method method = check(timestamps);
            assertTrue(batchRows < 256 || method == Method.MERGED, "batches of " + batchRows);
        }
    }

    /** Stretches that are too short are merged row by row, also if only some are. */
    @Test
    void mergesSequencesThatAlternateRowByRow() {
        int half = 20_000;
        assertEquals(Method.MERGED, check(rows(2 * half, row -> row % half * 2 + row / half)));
        assertEquals(Method.MERGED, check(rows(2 * half, row -> row % half * 2 - row / half)));
        assertEquals(
                Method.MERGED,
                check(
                        rows(
                                2 * half,
                                row ->
                                        row % half < half / 2
                                                ? row % half / 100
                                                : row % half * 2 + row / half)));
    }

    @Test
    void sortsFiveSequencesByDigits() {
        assertEquals(Method.RADIX, check(rows(5_000, row -> row % 1_000)));
        assertEquals(Method.RADIX, check(new long[] {5, 4, 3, 2, 1}));
    }

    @Test
    void sortsTheWholeRangeOfTimestamps() {
        long[] extremes = {Long.MAX_VALUE, 0, -1, Long.MAX_VALUE, 1, 0, -2, Long.MIN_VALUE};
        assertEquals(Method.RADIX_AGAIN, check(extremes));
        Random random = Seeds.random("sortsTheWholeRangeOfTimestamps");
        assertEquals(Method.RADIX_AGAIN, check(rows(10_000, _ -> random.nextLong())));
    }

    @Test
    void packsKeysUpToTheirLastBit() {
        Random random = Seeds.random("packsKeysUpToTheirLastBit");
        // 1,024 rows need 10 bits, which leaves 53 for the timestamps.
        for (int bits = 50; bits <= 56; bits++) {
            long largest = (1L << bits) - 1;
            long[] timestamps = rows(1_024, _ -> random.nextLong() & largest);
            timestamps[17] = 0;
            timestamps[99] = largest;
            assertEquals(bits <= 53 ? Method.RADIX : Method.RADIX_AGAIN, check(timestamps));
        }
    }

    @Test
    void sortsLikeAStableSort() {
        Random random = Seeds.random("sortsLikeAStableSort");
        for (int round = 0; round < 400; round++) {
            int count = random.nextInt(1 << random.nextInt(14)) + 1;
            long base = random.nextLong() >> random.nextInt(64);
            long range = 1 + (random.nextLong() >>> (1 + random.nextInt(62)));
            long step = random.nextBoolean() ? 1 : 1L << random.nextInt(30);
            int jitter = 1 + random.nextInt(50);
            long[] timestamps =
                    switch (random.nextInt(5)) {
                        case 0 -> rows(count, _ -> base + random.nextLong(range) * step);
                        case 1 -> rows(count, row -> base + (row + random.nextInt(jitter)) * step);
                        case 2 -> rows(count, row -> base - row * step);
                        case 3 -> rows(count, row -> base + row % 1_000 * step);
                        default ->
                                rows(count, row -> base + row / 7 * step * (row % 5 == 0 ? 1 : 2));
                    };
            check(timestamps);
        }
    }

    @Test
    void sortsMoreRowsThanTheCacheHolds() {
        Random random = Seeds.random("sortsMoreRowsThanTheCacheHolds");
        int count = 80_000;
        long day = 86_400_000_000L;
        long outlier = 1L << 40;
        assertEquals(Method.RADIX, check(rows(count, _ -> random.nextLong(day))));
        assertEquals(Method.RADIX, check(rows(count, row -> row == 7 ? outlier : -row / 3)));
        // Most rows lie close together: the uppermost bits part hardly any of them.
        assertEquals(
                Method.RADIX,
                check(rows(count, row -> row % 100 == 0 ? random.nextLong(day) : row * 31L % 997)));
        assertEquals(
                Method.RADIX_AGAIN, check(rows(count, row -> row % 3 << 62 | random.nextInt(500))));
    }

    @Test
    void countsRowsOfFewTimes() {
        Random random = Seeds.random("countsRowsOfFewTimes");
        assertEquals(Method.COUNTED, check(rows(80_000, _ -> random.nextInt(20))));
        assertEquals(Method.COUNTED, check(rows(80_000, _ -> random.nextInt(2))));
        long far = Long.MIN_VALUE + 7;
        assertEquals(
                Method.COUNTED, check(rows(65_537, row -> far + (row * 31 % 4_096) * 10_000_000L)));
        // 13 bits are too many, and so are those of a row that is off the others.
        assertEquals(Method.RADIX, check(rows(65_537, row -> row * 31 % 4_097)));
        assertEquals(
                Method.RADIX,
                check(rows(80_000, row -> row * 31 % 1_000 * 10_000_000L + (row == 77 ? 1 : 0))));
        // Nearly all rows are in one part, which no cache holds.
        assertEquals(
                Method.COUNTED,
                check(rows(200_000, row -> row % 50 == 0 ? random.nextInt(3_000) : row % 3)));
        int[] names = IntStream.range(0, 70_000).map(row -> 7 + row * 60_000).toArray();
        assertEquals(
                Method.COUNTED,
                check(rows(70_000, _ -> random.nextInt(300) * 86_400_000_000_000L), names));
    }

    @Test
    void partsOfManyRowsAreSortedLikeAStableSort() {
        Random random = Seeds.random("partsOfManyRowsAreSortedLikeAStableSort");
        for (int round = 0; round < 12; round++) {
            int count = 65_530 + random.nextInt(20_000);
            long base = random.nextLong() >> 2;
            long step = 1 + (random.nextLong() >>> (24 + random.nextInt(39)));
            int times = 2 + random.nextInt(1 << (1 + random.nextInt(16)));
            int stray = random.nextInt(3) == 0 ? random.nextInt(count) : -1;
            check(rows(count, row -> base + random.nextInt(times) * step + (row == stray ? 1 : 0)));
        }
    }

    @Test
    void sortsMultiplesAndWhatOnlySeemsSo() {
        Random random = Seeds.random("sortsMultiplesAndWhatOnlySeemsSo");
        for (int round = 0; round < 60; round++) {
            long step = 1 + (random.nextLong() >>> (20 + random.nextInt(40)));
            long base = random.nextLong() >> 2;
            int stray = random.nextInt(2) == 0 ? -1 : random.nextInt(3_000);
            check(rows(3_000, row -> base + random.nextInt(1_000) * step + (row == stray ? 1 : 0)));
        }
    }

    @Test
    void movesNamesOfAnyWidth() {
        Random random = Seeds.random("movesNamesOfAnyWidth");
        long[] timestamps = rows(5_000, _ -> random.nextInt(1_000));
        int[] names = IntStream.range(0, 5_000).map(row -> 7 + row * 800_000).toArray();
        assertEquals(Method.RADIX, check(timestamps, names));
        // Names of 32 bits leave 31 for the timestamps.
        assertEquals(
                Method.RADIX_AGAIN,
                check(rows(5_000, row -> timestamps[(int) row] << 22 | row), names));
    }

    private Method check(long[] timestamps) {
        return check(timestamps, IntStream.range(0, timestamps.length).toArray());
    }

    private Method check(long[] timestamps, int[] names) {
        int[] expectedOrder =
                IntStream.range(0, timestamps.length)
                        .boxed()
                        .sorted(Comparator.comparingLong(row -> timestamps[row]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        long[] expected = timestamps.clone();
        Arrays.sort(expected);
        // Longer arrays than rows: what lies behind them must stay untouched.
        long[] sorted = Arrays.copyOf(timestamps, timestamps.length + 3);
        sorted[timestamps.length] = -77;
        int[] order = Arrays.copyOf(names, timestamps.length + 3);
        order[timestamps.length] = -77;
        Method method = sorter.sort(sorted, timestamps.length, order);
        assertArrayEquals(expected, Arrays.copyOf(sorted, timestamps.length));
        int[] expectedNames = IntStream.of(expectedOrder).map(row -> names[row]).toArray();
        assertArrayEquals(expectedNames, Arrays.copyOf(order, timestamps.length));
        assertEquals(-77, sorted[timestamps.length]);
        assertEquals(-77, order[timestamps.length]);
        return method;
    }

    private static long[] rows(int count, LongUnaryOperator timestamp) {
        return LongStream.range(0, count).map(timestamp).toArray();
    }
}
