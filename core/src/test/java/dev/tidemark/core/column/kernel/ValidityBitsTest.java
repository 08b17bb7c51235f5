package dev.tidemark.core.column.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.tidemark.core.encoding.Randomness;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
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
}
