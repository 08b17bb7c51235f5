package dev.tidemark.merge.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.merge.Seeds;
import dev.tidemark.merge.sort.ScratchMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How the columns of a seal are shared out between threads. */
class ColumnWorkersTest {
    private final ScratchMemory memory = new ScratchMemory();
    private static final ExecutorService POOL = Executors.newFixedThreadPool(3);
    private static final long LARGE = 1L << 20;
    private static final long PATIENCE_SECONDS = 20;

    @AfterAll
    static void stopPool() {
        POOL.shutdown();
    }

    @Test
    void partsOfAUnitTakeTurns() throws IOException {
        Random random = Seeds.random("partsOfAUnitTakeTurns");
        ColumnWorkers workers = new ColumnWorkers(POOL, 4);
        for (int round = 0; round < 50; round++) {
            List<List<Integer>> written = new ArrayList<>();
            List<ColumnWorkers.Unit> units = new ArrayList<>();
            for (int unit = random.nextInt(6); unit >= 0; unit--) {
                List<Integer> parts = new ArrayList<>();
                written.add(parts);
                units.add(
                        new ColumnWorkers.Unit(
                                LARGE,
                                1 + random.nextInt(20),
                                (part, _, turn) -> {
                                    Thread.onSpinWait();
                                    turn.await();
                                    parts.add(part);
                                }));
            }
            workers.run(units, memory);
            for (int unit = 0; unit < units.size(); unit++) {
                assertEquals(
                        IntStream.range(0, units.get(unit).parts()).boxed().toList(),
                        written.get(unit));
            }
        }
    }

    @Test
    void aVeryWideColumnKeepsAllWorkersBusy() throws IOException {
        ColumnWorkers workers = new ColumnWorkers(POOL, 2);
        CountDownLatch bothWorkOnTheWideOne = new CountDownLatch(2);
        AtomicInteger narrow = new AtomicInteger();
        List<ColumnWorkers.Unit> units = new ArrayList<>();
        units.add(
                new ColumnWorkers.Unit(
                        100 * LARGE,
                        50,
                        (_, _, _) -> {
                            // Ends only if another thread works on the same column meanwhile.
                            bothWorkOnTheWideOne.countDown();
                            assertTrue(await(bothWorkOnTheWideOne), "nobody helps");
                        }));
        for (int unit = 0; unit < 5; unit++) {
            units.add(new ColumnWorkers.Unit(1, 1, (_, _, _) -> narrow.incrementAndGet()));
        }
        workers.run(units, memory);
        assertEquals(5, narrow.get());
    }

    @Test
    void littleWorkWakesNobody() throws IOException {
        ColumnWorkers workers = new ColumnWorkers(POOL, 4);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        List<ColumnWorkers.Unit> units = new ArrayList<>();
        for (int unit = 0; unit < 20; unit++) {
            units.add(
                    new ColumnWorkers.Unit(
                            1_000, 3, (_, _, _) -> threads.add(Thread.currentThread())));
        }
        workers.run(units, memory);
        assertEquals(Set.of(Thread.currentThread()), threads);
    }

    @Test
    void aFailureEndsThoseWhoWaitForTheirTurn() {
        ColumnWorkers workers = new ColumnWorkers(POOL, 3);
        CountDownLatch laterPartsHaveBegun = new CountDownLatch(2);
        IOException full = new IOException("disk full");
        ColumnWorkers.Unit unit =
                new ColumnWorkers.Unit(
                        LARGE,
                        30,
                        (part, _, turn) -> {
                            if (part == 0) {
                                assertTrue(await(laterPartsHaveBegun));
                                throw full;
                            }
                            laterPartsHaveBegun.countDown();
                            turn.await();
                        });
        assertSame(full, assertThrows(IOException.class, () -> workers.run(List.of(unit), memory)));
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
