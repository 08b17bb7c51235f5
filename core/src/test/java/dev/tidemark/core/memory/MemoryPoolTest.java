package dev.tidemark.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.encoding.Randomness;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Buffers that are in use keep what was written to them, whatever happens to the others. */
class MemoryPoolTest {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private final Random random = Randomness.random();

    @Test
    void buffersNeverOverlap() {
        try (MemoryPool pool = new MemoryPool(1L << 26)) {
            List<Marked> used = new ArrayList<>();
            for (int step = 0; step < 3_000; step++) {
                if (random.nextInt(10) == 0) {
                    pool.trim();
                }
                if (used.size() > 60 || (!used.isEmpty() && random.nextBoolean())) {
                    Marked marked = used.remove(random.nextInt(used.size()));
                    marked.check();
                    pool.release(marked.buffer);
                } else {
                    long lengthBytes = 1L + random.nextInt(1 << random.nextInt(1, 23));
                    Marked marked = new Marked(pool.acquire(lengthBytes), step);
                    assertTrue(marked.buffer.byteSize() >= lengthBytes);
                    assertEquals(0, marked.buffer.address() % 64);
                    marked.write();
                    used.add(marked);
                }
            }
            used.forEach(Marked::check);
            used.forEach(marked -> pool.release(marked.buffer));
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

    /** A buffer, and what stands at its ends. */
    private record Marked(MemorySegment buffer, long mark) {
        void write() {
            buffer.set(LONG, 0, mark);
            buffer.set(LONG, buffer.byteSize() - Long.BYTES, ~mark);
        }

        void check() {
            assertEquals(mark, buffer.get(LONG, 0));
            assertEquals(~mark, buffer.get(LONG, buffer.byteSize() - Long.BYTES));
        }
    }
}
