package dev.tidemark.tsbs.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.tsbs.Seeds;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowOrderTest {

    private static final long SECOND = 1_000_000_000L;

    private static final long SEED = Seeds.seed("RowOrderTest");

    private static Rows rows(long steps, long rowsPerStep) {
        return new Rows(0, 10 * SECOND, rowsPerStep, steps * rowsPerStep, SEED);
    }

    private static long[] all(ArrivalOrder arrivalOrder, Rows rows) {
        RowOrder order = RowOrder.of(arrivalOrder, rows);
        long[] result = LongStream.generate(order::next).limit(rows.count()).toArray();
        assertEquals(RowOrder.END, order.next());
        assertEquals(RowOrder.END, order.next());
        return result;
    }

    @Test
    void everyOrderIsAPermutation() {
        List<ArrivalOrder> orders =
                List.of(
                        new ArrivalOrder.InOrder(),
                        new ArrivalOrder.Jitter(Duration.ofSeconds(30)),
                        new ArrivalOrder.Late(0.1, Duration.ofHours(1), Duration.ofHours(4)),
                        new ArrivalOrder.Late(1, Duration.ZERO, Duration.ofSeconds(1)),
                        new ArrivalOrder.Late(0, Duration.ofHours(1), Duration.ofHours(1)),
                        new ArrivalOrder.Shuffled(),
                        new ArrivalOrder.Reversed(),
                        new ArrivalOrder.OutsideIn(),
                        new ArrivalOrder.InsideOut(),
                        new ArrivalOrder.OddsThenEvens(),
                        new ArrivalOrder.Sawtooth(1),
                        new ArrivalOrder.Sawtooth(7),
                        new ArrivalOrder.Sawtooth(1_000_000));
        Random random = new Random(SEED);
        for (ArrivalOrder order : orders) {
            for (int round = 0; round < 40; round++) {
                int steps = round < 20 ? round + 1 : 1 + random.nextInt(300);
                int rowsPerStep = round < 20 ? 1 : 1 + random.nextInt(9);
                long[] sorted = all(order, rows(steps, rowsPerStep));
                Arrays.sort(sorted);
                assertArrayEquals(
                        LongStream.range(0, (long) steps * rowsPerStep).toArray(),
                        sorted,
                        order + " of " + steps + " x " + rowsPerStep);
            }
        }
    }

    @Test
    void fixedOrdersAreAsDescribed() {
        Rows seven = rows(7, 1);
        assertArrayEquals(
                new long[] {6, 5, 4, 3, 2, 1, 0}, all(new ArrivalOrder.Reversed(), seven));
        assertArrayEquals(
                new long[] {0, 6, 1, 5, 2, 4, 3}, all(new ArrivalOrder.OutsideIn(), seven));
        assertArrayEquals(
                new long[] {3, 4, 2, 5, 1, 6, 0}, all(new ArrivalOrder.InsideOut(), seven));
        assertArrayEquals(
                new long[] {1, 3, 5, 0, 2, 4, 6}, all(new ArrivalOrder.OddsThenEvens(), seven));
        assertArrayEquals(
                new long[] {0, 3, 6, 1, 4, 2, 5}, all(new ArrivalOrder.Sawtooth(3), seven));
    }

    @Test
    void delayedRowsComeByTimeOfArrival() {
        Rows rows = rows(300, 4);
        for (ArrivalOrder order :
                List.of(
                        new ArrivalOrder.Jitter(Duration.ofSeconds(30)),
                        new ArrivalOrder.Late(0.2, Duration.ofSeconds(5), Duration.ofHours(1)))) {
            long key = CounterRandom.bits(SEED, "order".hashCode());
            Delays delays =
                    order instanceof ArrivalOrder.Jitter jitter
                            ? new Delays.Exponential(jitter, key)
                            : new Delays.Occasional((ArrivalOrder.Late) order, key);
            long[] expected =
                    LongStream.range(0, rows.count())
                            .boxed()
                            .sorted(
                                    java.util.Comparator.<Long>comparingLong(row ->
                                                    row / 4 * 10 * SECOND + delays.delayNanos(row))
                                            .thenComparingLong(row -> row))
                            .mapToLong(Long::longValue)
                            .toArray();
            assertArrayEquals(expected, all(order, rows), order.toString());
        }
    }

    @Test
    void delaysKeepTheirBoundsAndMeans() {
        int count = 200_000;
        Delays jitter =
                new Delays.Exponential(new ArrivalOrder.Jitter(Duration.ofSeconds(30)), SEED);
        long[] delays = LongStream.range(0, count).map(jitter::delayNanos).toArray();
        assertTrue(Arrays.stream(delays).allMatch(d -> d >= 0 && d <= 600 * SECOND), "bounds");
        assertEquals(30, Arrays.stream(delays).average().orElseThrow() / SECOND, 0.5);
        long longerThanMean = Arrays.stream(delays).filter(d -> d > 30 * SECOND).count();
        assertEquals(Math.exp(-1), (double) longerThanMean / count, 0.01);

        Delays late =
                new Delays.Occasional(
                        new ArrivalOrder.Late(0.01, Duration.ofHours(1), Duration.ofHours(4)),
                        SEED);
        long[] positive =
                LongStream.range(0, count).map(late::delayNanos).filter(d -> d > 0).toArray();
        assertEquals(0.01, (double) positive.length / count, 0.002);
        assertTrue(
                Arrays.stream(positive).allMatch(d -> d >= 3600 * SECOND && d <= 14_400 * SECOND),
                "bounds");
        assertEquals(9000, Arrays.stream(positive).average().orElseThrow() / SECOND, 400);
    }

    @Test
    void shufflingLeavesNoOrder() {
        int count = 100_000;
        RandomPermutation permutation = new RandomPermutation(count, SEED);
        int rising = 0;
        double displacement = 0;
        int[] quarters = new int[16];
        for (int index = 0; index < count; index++) {
            long value = permutation.applyAsLong(index);
            rising += index > 0 && value > permutation.applyAsLong(index - 1) ? 1 : 0;
            displacement += Math.abs(value - index);
            quarters[(int) (4L * index / count * 4 + 4 * value / count)]++;
        }
        assertEquals(0.5, (double) rising / count, 0.05);
        assertEquals(1.0 / 3, displacement / count / count, 0.02);
        for (int quarter : quarters) {
            assertEquals(1.0 / 16, (double) quarter / count, 0.005);
        }
    }

    @Test
    void delayHeapRefusesMoreThanItsBound() {
        DelayHeap heap = new DelayHeap(1500);
        for (int row = 0; row < 1500; row++) {
            heap.add(-row, row);
        }
        IllegalStateException full =
                assertThrows(IllegalStateException.class, () -> heap.add(1, 1));
        assertTrue(full.toString().contains("more than 1500 rows"), full.toString());
        assertEquals(1499, heap.removeFirst());
    }
}
