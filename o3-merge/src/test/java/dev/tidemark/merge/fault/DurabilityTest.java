package dev.tidemark.merge.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.table.Acknowledgement;
import dev.tidemark.core.type.Durability;
import dev.tidemark.merge.apply.OutOfOrderSealer;
import dev.tidemark.merge.fault.Crash.Unsynced;
import dev.tidemark.merge.fault.SimulatedDisk.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What each durability promises, what it costs, and what it may lose. Guards the invariant 12 of
 * {@code dev.tidemark.core.table}; {@link CrashTest} crashes tables of all three everywhere.
 */
@Timeout(60)
class DurabilityTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(1);
    private static final long NEVER_MILLIS = 3_600_000;
    private static final int SEGMENT_BYTES = 1 << 16;

    private final SimulatedDisk disk = new SimulatedDisk();

    @AfterAll
    static void stopPool() {
        POOL.shutdown();
    }

    @Test
    void syncIsAcknowledgedWhenSynced() throws Exception {
        try (Store store = open(NEVER_MILLIS, Durability.SYNC)) {
            Scenario scenario = new Scenario(store, disk::operationCount);
            scenario.create("t");
            scenario.append("t", 0, 1, 10);
            assertEquals(10, rowsAfter(Unsynced.DROPPED, "t"));
        }
    }

    @Test
    void intervalIsAcknowledgedAtOnceAndSyncedInTime() throws Exception {
        try (Store store = open(NEVER_MILLIS, Durability.INTERVAL)) {
            Scenario scenario = new Scenario(store, disk::operationCount);
            scenario.create("t");
            store.sync().get();
            int before = syncs();
            scenario.append("t", 0, 1, 10);
            assertEquals(before, syncs());
            assertEquals(10, rowsAfter(Unsynced.KEPT, "t"));
            assertEquals(0, rowsAfter(Unsynced.DROPPED, "t"));
            store.sync().get();
            assertEquals(10, rowsAfter(Unsynced.DROPPED, "t"));
        }
        SimulatedDisk other = new SimulatedDisk();
        try (Store store = open(other, 20, Durability.INTERVAL)) {
            Scenario scenario = new Scenario(store, other::operationCount);
            scenario.create("t");
            for (int part = 1; part < 4; part++) {
                scenario.append("t", 0, 1, 10);
                while (rowsAfter(other, Unsynced.DROPPED, "t") < 10 * part) {
                    Thread.sleep(1);
                }
            }
        }
    }

    @Test
    void noneIsNotSyncedUntilACheckpoint() throws Exception {
        try (Store store = open(1, Durability.NONE)) {
            Scenario scenario = new Scenario(store, disk::operationCount);
            scenario.create("t");
            store.sync().get();
            int before = syncs();
            for (int part = 0; part < 10; part++) {
                scenario.append("t", part, 1, 10);
                scenario.appendUnsynced("t", part, 1, 10);
                Thread.sleep(2);
            }
            store.sync().get();
            assertEquals(before, syncs());
            assertEquals(200, rowsAfter(Unsynced.KEPT, "t"));
            assertEquals(0, rowsAfter(Unsynced.DROPPED, "t"));
            store.checkpoint();
            assertEquals(200, rowsAfter(Unsynced.DROPPED, "t"));
            scenario.append("t", 0, 1, 10);
            assertEquals(200, rowsAfter(Unsynced.DROPPED, "t"));
        }
    }

    @Test
    void aFullLogFileIsSyncedWhateverTheDurability() throws Exception {
        try (Store store = open(1, Durability.NONE)) {
            Scenario scenario = new Scenario(store, disk::operationCount);
            scenario.create("t");
            store.sync().get();
            int before = syncs();
            int rows = 0;
            while (syncs() == before) {
                scenario.append("t", rows, 1, 100);
                rows += 100;
            }
            // The frame that found no room begins the next file, which is synced before it counts.
            assertEquals(rows, rowsAfter(Unsynced.DROPPED, "t"));
            assertEquals(rows, rowsAfter(Unsynced.KEPT, "t"));
        }
    }

    @Test
    void oneSyncServesAGroupAndOnlyThoseWhoNeedItWait() throws Exception {
        Semaphore syncsAllowed = new Semaphore(0);
        CountDownLatch syncing = new CountDownLatch(1);
        try (Store store = open(NEVER_MILLIS, Durability.SYNC)) {
            Scenario scenario = new Scenario(store, () -> 0);
            // The disk answers nothing while a sync is held up.
            scenario.create("synced");
            scenario.create("soon", Optional.of(Durability.INTERVAL));
            scenario.create("loose", Optional.of(Durability.NONE));
            store.sync().get();
            int before = syncs();
            disk.setFaults(operation -> {
                if (operation instanceof Operation.SyncFile) {
                    syncing.countDown();
                    syncsAllowed.acquireUninterruptibly();
                }
                return Fault.NONE;
            });
            CompletableFuture<Void> first = append(scenario, "synced");
            syncing.await();
            List<CompletableFuture<Void>> waiting = new ArrayList<>();
            List<CompletableFuture<Void>> notWaiting = new ArrayList<>();
            for (int part = 0; part < 5; part++) {
                notWaiting.add(append(scenario, "loose"));
                waiting.add(append(scenario, "synced"));
                notWaiting.add(append(scenario, "soon"));
            }
            assertFalse(first.isDone());
            syncsAllowed.release();
            first.get();
            for (CompletableFuture<Void> one : notWaiting) {
                one.get(10, TimeUnit.SECONDS);
            }
            assertTrue(waiting.stream().noneMatch(CompletableFuture::isDone));
            syncsAllowed.release(100);
            for (CompletableFuture<Void> one : waiting) {
                one.get();
            }
            disk.setFaults(_ -> Fault.NONE);
            assertEquals(before + 2, syncs());
            // What stands before a synced frame is synced with it.
            for (String table : List.of("synced", "soon", "loose")) {
                assertEquals(table.equals("synced") ? 60 : 50, rowsAfter(Unsynced.DROPPED, table));
            }
        }
    }

    @Test
    void aTableIsSyncedFromTheAlterationOn() throws Exception {
        try (Store store = open(NEVER_MILLIS, Durability.NONE)) {
            Scenario scenario = new Scenario(store, disk::operationCount);
            scenario.create("t");
            scenario.append("t", 0, 1, 10);
            scenario.change("t", Durability.SYNC);
            assertEquals(10, rowsAfter(Unsynced.DROPPED, "t"));
            scenario.append("t", 10, 1, 10);
            assertEquals(20, rowsAfter(Unsynced.DROPPED, "t"));
        }
        try (Store store = open(disk, NEVER_MILLIS, Durability.NONE)) {
            assertEquals(
                    Optional.of(Durability.SYNC),
                    store.table("t").orElseThrow().schema().options().durability());
        }
    }

    private static CompletableFuture<Void> append(Scenario scenario, String table) {
        return scenario.append(table, 0, 1, 10, Acknowledgement.DURABLE);
    }

    /** Syncs of files so far; those of folders are not for rows. */
    private int syncs() {
        return (int)
                disk.journal(disk.operationCount()).stream()
                        .filter(Operation.SyncFile.class::isInstance)
                        .count();
    }

    private int rowsAfter(Unsynced unsynced, String table) throws IOException {
        return rowsAfter(disk, unsynced, table);
    }

    /** Rows that a table has if there is a crash now. */
    private static int rowsAfter(SimulatedDisk disk, Unsynced unsynced, String table)
            throws IOException {
        int operations = disk.operationCount();
        DiskImage image =
                Crash.image(
                        new DiskImage(),
                        disk.journal(operations),
                        unsynced,
                        new Random(operations));
        try (Store store = open(new SimulatedDisk(image), NEVER_MILLIS, Durability.SYNC)) {
            assertEquals(List.of(), store.damage());
            return Contents.read(store).numbersByTable().getOrDefault(table, Set.of()).size();
        }
    }

    private Store open(long syncIntervalMillis, Durability durability) throws IOException {
        return open(disk, syncIntervalMillis, durability);
    }

    private static Store open(SimulatedDisk on, long syncIntervalMillis, Durability durability)
            throws IOException {
        return Store.open(
                StoreOptions.of(DiskImage.ROOT)
                        .withReserve(1 << 10)
                        .withLog(
                                new StoreOptions.Log(
                                        1 << 22, SEGMENT_BYTES, syncIntervalMillis, durability)),
                new OutOfOrderSealer(POOL, 1),
                on);
    }
}
