package dev.tidemark.merge.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidemark.merge.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PermuteKernelTest {
    @Test
    void permutesEveryLength() {
        Random random = Seeds.random("permutesEveryLength");
        for (int count = 0; count <= 130; count++) {
            char[] order = order(random, count);
            long[] longs = random.longs(count).toArray();
            double[] doubles = random.doubles(count).toArray();
            int[] codes = random.ints(count).toArray();
            long[] intoLongs = new long[count];
            double[] intoDoubles = new double[count];
            int[] intoCodes = new int[count];
            PermuteKernel.permute(longs, order, count, intoLongs);
            PermuteKernel.permute(doubles, order, count, intoDoubles);
            PermuteKernel.permute(codes, order, count, intoCodes);
            for (int row = 0; row < count; row++) {
                assertEquals(longs[order[row]], intoLongs[row]);
                assertEquals(doubles[order[row]], intoDoubles[row]);
                assertEquals(codes[order[row]], intoCodes[row]);
            }
        }
    }

    @Test
    void permutesWideValuesOfEveryLength() {
        Random random = Seeds.random("permutesWideValuesOfEveryLength");
        for (int count = 0; count <= 130; count++) {
            for (int words : new int[] {2, 4}) {
                char[] order = order(random, count);
                long[] from = random.longs((long) count * words).toArray();
                long[] into = new long[count * words];
                PermuteKernel.permuteWide(from, order, count, words, into);
                for (int row = 0; row < count; row++) {
                    int source = order[row] * words;
                    assertArrayEquals(
                            Arrays.copyOfRange(from, source, source + words),
                            Arrays.copyOfRange(into, row * words, (row + 1) * words));
                }
            }
        }
    }

    @Test
    void permutesBitsOfEveryLength() {
        Random random = Seeds.random("permutesBitsOfEveryLength");
        for (int count = 0; count <= 130; count++) {
            char[] order = order(random, count);
            long[] from = random.longs(3).toArray();
            long[] into = new long[3];
            PermuteKernel.permuteBits(from, order, count, into);
            for (int row = 0; row < 192; row++) {
                long expected = row < count ? bit(from, order[row]) : 0;
                assertEquals(expected, bit(into, row), "row " + row + " of " + count);
            }
        }
    }

    @Test
    void permutesTextsOfEveryLength() {
        Random random = Seeds.random("permutesTextsOfEveryLength");
        for (int count = 0; count <= 130; count++) {
            char[] order = order(random, count);
            int[] offsets = new int[count + 1];
            for (int row = 0; row < count; row++) {
                offsets[row + 1] = offsets[row] + random.nextInt(20);
            }
            byte[] bytes = new byte[offsets[count]];
            random.nextBytes(bytes);
            int[] intoOffsets = new int[count + 1];
            byte[] intoBytes = new byte[offsets[count]];
            PermuteKernel.permuteTexts(offsets, bytes, order, count, intoOffsets, intoBytes);
            for (int row = 0; row < count; row++) {
                int source = order[row];
                assertArrayEquals(
                        Arrays.copyOfRange(bytes, offsets[source], offsets[source + 1]),
                        Arrays.copyOfRange(intoBytes, intoOffsets[row], intoOffsets[row + 1]));
            }
        }
    }

    private static long bit(long[] words, int row) {
        return words[row >>> 6] >>> row & 1;
    }

    private static char[] order(Random random, int count) {
        List<Integer> places = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(places, random);
        char[] order = new char[count];
        for (int row = 0; row < count; row++) {
            order[row] = (char) (int) places.get(row);
        }
        return order;
    }
}
