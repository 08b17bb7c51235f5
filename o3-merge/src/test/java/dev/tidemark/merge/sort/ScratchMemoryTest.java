package dev.tidemark.merge.sort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.merge.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScratchMemoryTest {
    private static final int LENGTH = 1_000;

    @Test
    void nothingIsLentTwiceAndAllIsLongEnough() {
        Random random = Seeds.random("nothingIsLentTwiceAndAllIsLongEnough");
        ScratchMemory memory = new ScratchMemory(1 << 16);
        for (int round = 0; round < 100; round++) {
            Set<Object> lent = Collections.newSetFromMap(new IdentityHashMap<>());
            for (int step = 0; step < 30; step++) {
                int length = random.nextInt(1 << random.nextInt(12));
                Object piece =
                        switch (random.nextInt(4)) {
                            case 0 -> atLeast(length, memory.longs(length));
                            case 1 -> atLeast(length, memory.ints(length));
                            case 2 -> atLeast(length, memory.bytes(length));
                            default -> {
                                Vector vector = memory.vector(ColumnType.DOUBLE, length);
                                assertTrue(vector.capacity() >= length);
                                yield vector;
                            }
                        };
                assertTrue(lent.add(piece));
                if (random.nextInt(3) == 0) {
                    Object any = lent.iterator().next();
                    memory.giveBack(any);
                    lent.remove(any);
                }
            }
            memory.takeBackAll();
            assertTrue(memory.freeBytes() <= 1 << 16);
        }
    }

    @Test
    void isUsedAgainForAboutTheSameLength() {
        ScratchMemory memory = new ScratchMemory();
        long[] first = memory.longs(LENGTH);
        long[] second = memory.longs(LENGTH);
        memory.takeBackAll();
        assertEquals(Set.of(first, second), Set.of(memory.longs(LENGTH), memory.longs(LENGTH - 9)));
        assertNotSame(first, memory.longs(LENGTH));
    }

    @Test
    void theShortestThatIsLongEnoughIsTaken() {
        ScratchMemory memory = new ScratchMemory();
        List<int[]> lent = new ArrayList<>();
        for (int length : new int[] {512, 4_096, 2_048, 1_024}) {
            lent.add(memory.ints(length));
        }
        lent.forEach(memory::giveBack);
        assertSame(lent.get(2), memory.ints(1_025));
        assertSame(lent.get(3), memory.ints(1_024));
        assertSame(lent.get(1), memory.ints(1_024));
    }

    @Test
    void whatIsTooShortMakesWayForWhatIsLonger() {
        ScratchMemory memory = new ScratchMemory();
        for (int length = 1; length <= 1 << 16; length += 1 + length / 10) {
            memory.giveBack(memory.bytes(length));
        }
        assertTrue(memory.freeBytes() < 1 << 17, () -> memory.freeBytes() + " bytes");
    }

    @Test
    void whatSmallRoundsDoNotNeedIsLetGo() {
        ScratchMemory memory = new ScratchMemory();
        assertTrue(memory.longs(100 * LENGTH).length > 0);
        memory.takeBackAll();
        for (int round = 0; round < ScratchMemory.MAX_IDLE_ROUNDS; round++) {
            assertTrue(memory.freeBytes() >= 100 * LENGTH * Long.BYTES);
            assertTrue(memory.longs(LENGTH).length < 2 * LENGTH);
            memory.takeBackAll();
        }
        assertTrue(memory.freeBytes() < 2 * LENGTH * Long.BYTES);
    }

    @Test
    void whatIsBeyondTheLimitIsLetGo() {
        ScratchMemory memory = new ScratchMemory(LENGTH * Long.BYTES);
        Vector vector = memory.vector(ColumnType.VARCHAR, 10);
        assertEquals(LENGTH * Long.BYTES, vector.reserveBytes(LENGTH * Long.BYTES).length);
        memory.takeBackAll();
        assertEquals(0, memory.freeBytes());
    }

    @Test
    void vectorsForgetTheirDictionaries() {
        ScratchMemory memory = new ScratchMemory();
        Vector vector = memory.vector(ColumnType.SYMBOL, LENGTH);
        vector.setDictionary(new SymbolDictionary());
        memory.takeBackAll();
        assertSame(vector, memory.vector(ColumnType.SYMBOL, LENGTH));
        assertNull(vector.dictionary());
    }

    @Test
    void onlyWhatWasLentIsTakenBack() {
        ScratchMemory memory = new ScratchMemory();
        int[] lent = memory.ints(LENGTH);
        memory.giveBack(lent);
        assertThrows(IllegalArgumentException.class, () -> memory.giveBack(lent));
    }

    private static long[] atLeast(int length, long[] array) {
        assertTrue(array.length >= length);
        return array;
    }

    private static int[] atLeast(int length, int[] array) {
        assertTrue(array.length >= length);
        return array;
    }

    private static byte[] atLeast(int length, byte[] array) {
        assertTrue(array.length >= length);
        return array;
    }
}
