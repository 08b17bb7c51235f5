package dev.tidemark.merge.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.tidemark.merge.Seeds;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MergeKernelTest {
    @Test
    void mergesNumbersOfEveryLength() {
        Random random = Seeds.random("mergesNumbersOfEveryLength");
        for (int first = 0; first <= 130; first++) {
            for (int second : new int[] {0, 1, 2, 63, 64, 65, 130}) {
                int low = random.nextInt(3);
                int middle = low + first;
                int high = middle + second;
                long[] from = numbers(random, high + 2);
                Arrays.setAll(from, index -> from[index] & Long.MAX_VALUE);
                Arrays.sort(from, low, middle);
                Arrays.sort(from, middle, high);
                long[] into = new long[high + 2];
                Arrays.fill(into, -99);
                MergeKernel.mergeNumbers(from, low, middle, high, into);
                long[] expected = new long[high + 2];
                Arrays.fill(expected, -99);
                System.arraycopy(from, low, expected, low, high - low);
                Arrays.sort(expected, low, high);
                assertArrayEquals(expected, into);
            }
        }
    }

    @Test
    void mergesLabelledRowsOfEveryLengthTiesInOrder() {
        Random random = Seeds.random("mergesLabelledRowsOfEveryLengthTiesInOrder");
        for (int first = 0; first <= 130; first++) {
            for (int second : new int[] {0, 1, 2, 63, 64, 65, 130}) {
                long[] earlier = numbers(random, first);
                Arrays.sort(earlier);
                long[] later = numbers(random, second);
                Arrays.sort(later);
                byte[] labels = new byte[second];
                random.nextBytes(labels);
                int count = first + second;
                LabelledRows into = new LabelledRows(new long[count], new byte[count], count);
                MergeKernel.mergeLabelled(
                        earlier, (byte) 7, new LabelledRows(later, labels, second), into);
                // A stable sort of both, one after the other, is the model.
                long[] both = Arrays.copyOf(earlier, first + second);
                System.arraycopy(later, 0, both, first, second);
                int[] order =
                        IntStream.range(0, both.length)
                                .boxed()
                                .sorted(Comparator.comparingLong(row -> both[row]))
                                .mapToInt(Integer::intValue)
                                .toArray();
                for (int place = 0; place < order.length; place++) {
                    int row = order[place];
                    byte label = row < earlier.length ? 7 : labels[row - earlier.length];
                    assertArrayEquals(
                            new long[] {both[row], label},
                            new long[] {into.timestamps()[place], into.labels()[place]});
                }
            }
        }
    }

    private static long[] numbers(Random random, int count) {
        int range = 1 + random.nextInt(100);
        return random.longs(count)
                .map(number -> number % 11 == 0 ? extreme(number) : number % range)
                .toArray();
    }

    private static long extreme(long number) {
        return number < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
