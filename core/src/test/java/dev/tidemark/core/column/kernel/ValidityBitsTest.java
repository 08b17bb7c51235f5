package dev.tidemark.core.column.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.tidemark.core.encoding.Randomness;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ranges of bits against single bits, at every length and from any bit to any bit. */
class ValidityBitsTest {
    private static final int MAX_COUNT = 130;

    private final Random random = Randomness.random();

    @Test
    void rangesOfEveryLengthAreCopiedAndCleared() {
        for (int count = 0; count <= MAX_COUNT; count++) {
            for (int round = 0; round < 50; round++) {
                check(random.nextInt(130), random.nextInt(130), count);
            }
            check(0, 0, count);
            check(64, 64, count);
        }
    }

    private void check(int from, int to, int count) {
        // As long as it must be: a bit beyond is not there to be read.
        long[] source = random.longs((from + count + 63) >>> 6).toArray();
        long[] target = random.longs((to + count + 63) >>> 6).toArray();
        long[] copied = target.clone();
        long[] cleared = target.clone();
        for (int bit = 0; bit < count; bit++) {
            long mask = 1L << (to + bit);
            boolean isSet = (source[(from + bit) >>> 6] >>> (from + bit) & 1) != 0;
            copied[(to + bit) >>> 6] &= ~mask;
            copied[(to + bit) >>> 6] |= isSet ? mask : 0;
            cleared[(to + bit) >>> 6] &= ~mask;
        }
        long[] fromArray = target.clone();
        ValidityBits.copy(source, from, fromArray, to, count);
        assertArrayEquals(copied, fromArray);
        long[] fromMemory = target.clone();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bitmap = arena.allocateFrom(ValueLayout.JAVA_LONG, source);
            ValidityBits.copy(bitmap, from, fromMemory, to, count);
        }
        assertArrayEquals(copied, fromMemory);
        long[] emptied = target.clone();
        ValidityBits.clear(emptied, to, count);
        assertArrayEquals(cleared, emptied);
    }

    @Test
    void bitsOfEveryCountAreGathered() {
        int rows = 200;
        for (int count = 0; count <= MAX_COUNT; count++) {
            int from = random.nextInt(5);
            int at = random.nextInt(130);
            int first = random.nextInt(100) - 50;
            int[] numbers = random.ints(from + count, first, first + rows).toArray();
            Picks picks = new Picks(numbers, from, count, at, first);
            long[] source = random.longs((rows + 63) >>> 6).toArray();
            long[] target = random.longs((at + count + 63) >>> 6).toArray();
            long[] expected = target.clone();
            for (int index = 0; index < count; index++) {
                int row = numbers[from + index] - first;
                boolean isSet = (source[row >>> 6] >>> row & 1) != 0;
                long mask = 1L << (at + index);
                expected[(at + index) >>> 6] &= ~mask;
                expected[(at + index) >>> 6] |= isSet ? mask : 0;
            }
            long[] fromArray = target.clone();
            ValidityBits.gather(source, picks, fromArray);
            assertArrayEquals(expected, fromArray);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment bitmap = arena.allocateFrom(ValueLayout.JAVA_LONG, source);
                ValidityBits.gather(bitmap, picks, target);
            }
            assertArrayEquals(expected, target);
        }
    }

    @Test
    void nullsAreClearedAtTheirPlaces() {
        for (int count = 0; count <= MAX_COUNT; count++) {
            Run run = new Run(random.nextInt(130), count, random.nextInt(5));
            int[] places =
                    IntStream.range(0, run.at() + count)
                            .map(index -> 100 + (index * 37) % 311)
                            .toArray();
            Slots slots = new Slots(places, 100 + random.nextInt(50), random.nextInt(200));
            long[] source = random.longs((run.row() + count + 63) >>> 6).toArray();
            for (boolean allNull : new boolean[] {false, true}) {
                long[] target = random.longs((slots.count() + 63) >>> 6).toArray();
                long[] expected = target.clone();
                for (int index = 0; index < count; index++) {
                    int row = run.row() + index;
                    int place = places[run.at() + index] - slots.first();
                    boolean isNull = allNull || (source[row >>> 6] >>> row & 1) == 0;
                    if (isNull && place >= 0 && place < slots.count()) {
                        expected[place >>> 6] &= ~(1L << place);
                    }
                }
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment bitmap = arena.allocateFrom(ValueLayout.JAVA_LONG, source);
                    ValidityBits.clearNulls(allNull ? null : bitmap, run, slots, target);
                }
                assertArrayEquals(expected, target);
            }
        }
    }
}
