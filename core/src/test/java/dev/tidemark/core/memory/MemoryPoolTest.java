package dev.tidemark.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.encoding.Randomness;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Buffers that are in use keep what was written to them, whatever happens to the others. */
class MemoryPoolTest {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private final Random random = Randomness.random();

    @Test
    void buffersNeverOverlap() {
        try (MemoryPool pool = new MemoryPool(1L << 26)) {
            List<MemorySegment> used = new ArrayList<>();
            Map<MemorySegment, Long> marks = new IdentityHashMap<>();
            for (int step = 0; step < 3_000; step++) {
                switch (random.nextInt(10)) {
                    case 0 -> pool.trim();
                    case 1, 2, 3, 4 -> {
                        if (!used.isEmpty()) {
                            MemorySegment buffer = used.remove(random.nextInt(used.size()));
                            check(buffer, marks.remove(buffer));
                            pool.release(buffer);
                        }
                    }
                    default -> {
                        long lengthBytes = 1L + random.nextInt(1 << random.nextInt(1, 23));
                        MemorySegment buffer = pool.acquire(lengthBytes);
                        assertTrue(buffer.byteSize() >= lengthBytes);
                        assertEquals(0, buffer.address() % 64);
                        mark(buffer, step);
                        used.add(buffer);
                        marks.put(buffer, (long) step);
                    }
                }
                if (used.size() > 60) {
                    MemorySegment buffer = used.removeFirst();
                    check(buffer, marks.remove(buffer));
                    pool.release(buffer);
                }
            }
            marks.forEach(MemoryPoolTest::check);
            used.forEach(pool::release);
            assertEquals(0, pool.usedBytes());
        }
    }

    @Test
    void whatIsFreeIsUsedAgain() {
        try (MemoryPool pool = new MemoryPool(1L << 26)) {
            MemorySegment first = pool.acquire(1 << 16);
            first.set(LONG, 0, 7);
            pool.release(first);
            MemorySegment again = pool.acquire(1 << 16);
            assertEquals(first.address(), again.address());
            assertEquals(7, again.get(LONG, 0));
        }
    }

    @Test
    void onlyWhatWasFreeAllTheTimeIsGivenBack() {
        try (MemoryPool pool = new MemoryPool(1L << 26)) {
            MemorySegment cold = pool.acquire(1 << 16);
            MemorySegment warm = pool.acquire(1 << 16);
            cold.set(LONG, 8, 1);
            warm.set(LONG, 8, 2);
            pool.release(cold);
            pool.release(warm);
            pool.trim();
            assertEquals(1, cold.get(LONG, 8));
            assertEquals(warm.address(), pool.acquire(1 << 16).address());
            pool.release(warm);
            pool.trim();
            assertEquals(2, warm.get(LONG, 8));
            if (System.getProperty("os.name").equals("Linux")) {
                assertEquals(0, cold.get(LONG, 8));
            }
            assertEquals(warm.address(), pool.acquire(1 << 16).address());
            assertEquals(cold.address(), pool.acquire(1 << 16).address());
        }
    }

    @Test
    void theLimitIsToldWhenItIsPassed() throws InterruptedException {
        try (MemoryPool pool = new MemoryPool(1 << 16)) {
            MemorySegment within = pool.acquire(1 << 16);
            assertFalse(pool.isOverLimit());
            MemorySegment beyond = pool.acquire(1 << 10);
            assertTrue(pool.isOverLimit());
            assertFalse(pool.awaitBelowLimit(1));
            pool.release(beyond);
            assertTrue(pool.awaitBelowLimit(1));
            pool.release(within);
        }
    }

    private static void mark(MemorySegment buffer, long mark) {
        buffer.set(LONG, 0, mark);
        buffer.set(LONG, buffer.byteSize() - Long.BYTES, ~mark);
    }

    private static void check(MemorySegment buffer, long mark) {
        assertEquals(mark, buffer.get(LONG, 0));
        assertEquals(~mark, buffer.get(LONG, buffer.byteSize() - Long.BYTES));
    }
}
