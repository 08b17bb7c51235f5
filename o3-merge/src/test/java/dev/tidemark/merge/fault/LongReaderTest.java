package dev.tidemark.merge.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.CompactionOptions;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.Durability;
import dev.tidemark.merge.apply.OutOfOrderSealer;
import dev.tidemark.merge.plan.CostModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Readers that take their time. Guards the invariant 5 of {@code dev.tidemark.core.table}: they
 * neither wait nor make wait, see what they saw at first, and hold the files of that alone.
 */
@Timeout(120)
class LongReaderTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(1);
    private static final ExecutorService READERS = Executors.newFixedThreadPool(3);
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    @TempDir private Path folder = Path.of("");

    @AfterAll
    static void stopPools() {
        POOL.shutdown();
        READERS.shutdown();
    }

    @Test
    void aReaderHoldsOnlyTheGenerationThatItReads() throws Exception {
        try (Store store = open()) {
            Scenario scenario = new Scenario(store, () -> 0);
            scenario.create("cpu");
            Table cpu = store.table("cpu").orElseThrow();
            scenario.append("cpu", 0, 1, 60);
            store.checkpoint();
            TableSnapshot reader = cpu.snapshot();
            Set<Long> numbers = numbers(reader);
            for (int round = 0; round < 4; round++) {
                long before = cpu.activity().compactions().count();
                scenario.append("cpu", 1 + round, 2, 20);
                store.checkpoint();
                await(() -> cpu.activity().compactions().count() > before);
            }
            assertEquals(60, numbers.size());
            assertEquals(numbers, numbers(reader));
            // Those between its own and the newest are gone.
            await(() -> generations().size() == 2);
            assertTrue(generations().contains("g1"));
            reader.close();
            await(() -> generations().size() == 1);
            assertFalse(generations().contains("g1"));
        }
    }

    @Test
    void dropsChangesAndCompactionsDoNotDisturbReaders() throws Exception {
        try (Store store = open()) {
            Scenario scenario = new Scenario(store, () -> 0);
            for (int round = 0; round < 8; round++) {
                scenario.create("cpu");
                Table cpu = store.table("cpu").orElseThrow();
                scenario.append("cpu", 0, 1, 150);
                store.checkpoint();
                scenario.append("cpu", 30, 3, 50);
                CountDownLatch reading = new CountDownLatch(3);
                AtomicBoolean dropped = new AtomicBoolean();
                List<CompletableFuture<Void>> readers = new ArrayList<>();
                for (int reader = 0; reader < 3; reader++) {
                    TableSnapshot snapshot = cpu.snapshot();
                    readers.add(
                            CompletableFuture.runAsync(
                                    () -> readAll(snapshot, reading, dropped), READERS));
                }
                reading.await();
                scenario.addColumn("cpu");
                scenario.append("cpu", 10, 7, 40);
                store.checkpoint();
                scenario.append("cpu", 200, 1, 10);
                scenario.drop("cpu");
                dropped.set(true);
                for (CompletableFuture<Void> reader : readers) {
                    reader.get();
                }
                await(() -> tableFolders() == 0);
            }
        }
    }

    /** Reads again and again until the table has been dropped, and once more after that. */
    private static void readAll(
            TableSnapshot snapshot, CountDownLatch reading, AtomicBoolean dropped) {
        try (snapshot) {
            boolean last = false;
            while (!last) {
                last = dropped.get();
                assertEquals(200, numbers(snapshot).size());
                assertEquals(200, snapshot.rowCount());
                assertEquals(4, snapshot.schema().columnCount());
                reading.countDown();
            }
        }
    }

    /** All numbers of a snapshot, from files that may have been mapped never before. */
    private static Set<Long> numbers(TableSnapshot snapshot) {
        Set<Long> numbers = new TreeSet<>();
        Vector vector = new Vector(ColumnType.LONG);
        for (List<RowRun> stream : snapshot.streams()) {
            for (RowRun run : stream) {
                for (long row = 0; row < run.rowCount(); row = run.vectorEnd(row)) {
                    int count = (int) (run.vectorEnd(row) - row);
                    run.reader(1).read(row, count, vector);
                    for (int in = 0; in < count; in++) {
                        assertTrue(numbers.add(vector.longs()[in]));
                    }
                }
            }
        }
        return numbers;
    }

    private Set<String> generations() throws IOException {
        try (Stream<Path> entries = Files.list(folder.resolve("tables/cpu~1/1970-01-01T00"))) {
            return entries.map(each -> each.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private long tableFolders() throws IOException {
        try (Stream<Path> entries = Files.list(folder.resolve("tables"))) {
            return entries.count();
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.call()) {
            assertTrue(System.nanoTime() < deadlineNanos, "nothing happens");
            Thread.sleep(5);
        }
    }

    private Store open() throws IOException {
        return Store.open(
                StoreOptions.of(folder)
                        .withReserve(0)
                        .withCompaction(new CompactionOptions(5, 1L << 30))
                        .withLog(new StoreOptions.Log(1 << 20, 1 << 14, 50, Durability.SYNC)),
                new OutOfOrderSealer(POOL, 1, new CostModel(3, 2, 2, 10, 20, 1 << 20)));
    }
}
