package dev.tidemark.merge.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.backup.BackupOptions;
import dev.tidemark.core.catalog.CompactionOptions;
import dev.tidemark.core.catalog.FolderInUseException;
import dev.tidemark.core.catalog.ScrubOptions;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.core.type.Durability;
import dev.tidemark.merge.apply.OutOfOrderSealer;
import dev.tidemark.merge.plan.CostModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store gives back what it took: arenas, mappings, file handles and threads are all back to where
 * they began, and a reader holds no more than the files that it reads.
 */
@Timeout(120)
class LeakTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(1);
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final int ROUNDS = 3;

    @TempDir private Path folder = Path.of("");

    @AfterAll
    static void stopPool() {
        POOL.shutdown();
    }

    @Test
    void everythingIsGivenBack() throws Exception {
        OpenResources before = OpenResources.of(folder);
        assertEquals(List.of(), before.files());
        for (int round = 0; round < ROUNDS; round++) {
            Path data = folder.resolve("data" + round);
            live(data);
            assertEquals(before, OpenResources.of(folder));
            // Once more, with rows to recover and somebody who comes too late.
            try (Store store = open(data)) {
                assertThrows(FolderInUseException.class, () -> open(data));
                Contents.read(store);
                OpenResources during = OpenResources.of(folder);
                assertTrue(during.threads().size() > 3, during::toString);
                assertFalse(during.files().isEmpty());
                assertFalse(during.mappings().isEmpty());
            }
            assertEquals(before, OpenResources.of(folder));
        }
    }

    @Test
    void damageGivesEverythingBackToo() throws Exception {
        Path data = folder.resolve("data");
        live(data);
        OpenResources before = OpenResources.of(folder);
        for (String name : List.of("cpu~1/1970-01-01T00/g1/2.col", "cpu~1/symbols/1.sym")) {
            Path file = data.resolve("tables").resolve(name);
            if (Files.exists(file)) {
                Files.write(file, new byte[1]);
            }
        }
        try (Store store = open(data)) {
            assertTrue(store.damage().size() > 0);
        }
        assertEquals(before, OpenResources.of(folder));
    }

    @Test
    void aDroppedTableIsLetGoOfWithItsLastReader() throws Exception {
        Path data = folder.resolve("data");
        try (Store store = open(data)) {
            Scenario scenario = new Scenario(store, () -> 0);
            scenario.create("cpu");
            scenario.append("cpu", 0, 1, 200);
            store.checkpoint();
            Table table = store.table("cpu").orElseThrow();
            Path tableFolder = data.resolve("tables/cpu~1");
            TableSnapshot reader = table.snapshot();
            Contents.read(store);
            assertFalse(OpenResources.mappings(tableFolder).isEmpty());
            scenario.drop("cpu");
            assertTrue(Files.exists(tableFolder));
            assertEquals(200, reader.rowCount());
            assertFalse(OpenResources.mappings(tableFolder).isEmpty());
            reader.close();
            await(() -> !Files.exists(tableFolder));
            assertEquals(List.of(), OpenResources.mappings(tableFolder));
            assertEquals(List.of(), OpenResources.openFiles(tableFolder));
        }
    }

    /** Everything that a store does in its life. */
    private void live(Path data) throws Exception {
        try (Store store = open(data)) {
            Scenario scenario = new Scenario(store, () -> 0);
            scenario.create("cpu");
            scenario.create("passing");
            scenario.append("passing", 0, 1, 100);
            scenario.append("cpu", 0, 1, 200);
            store.checkpoint();
            Contents.read(store);
            scenario.append("cpu", 20, 2, 100);
            scenario.addColumn("cpu");
            scenario.append("cpu", 10, 3, 100);
            store.checkpoint();
            TableSnapshot reader = store.table("passing").orElseThrow().snapshot();
            scenario.drop("passing");
            Table cpu = store.table("cpu").orElseThrow();
            await(() -> cpu.activity().compactions().count() > 0);
            store.backup(folder.resolve("backups-" + data.getFileName()), BackupOptions.DEFAULT);
            assertTrue(store.check().isClean());
            await(() -> store.scrub().rounds() > 0);
            Contents.read(store);
            reader.close();
            scenario.append("cpu", 300, 1, 50);
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.call()) {
            assertTrue(System.nanoTime() < deadlineNanos, "nothing happens");
            Thread.sleep(5);
        }
    }

    private static Store open(Path data) throws IOException {
        return Store.open(
                StoreOptions.of(data)
                        .withReserve(1 << 16)
                        .withCompaction(new CompactionOptions(5, 1L << 30))
                        .withScrub(new ScrubOptions(20, 1L << 30))
                        .withLog(new StoreOptions.Log(1 << 20, 1 << 14, 50, Durability.SYNC)),
                new OutOfOrderSealer(POOL, 1, new CostModel(3, 2, 2, 10, 20, 1 << 20)));
    }
}
