package dev.tidemark.merge.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.catalog.WritesRefusedException;
import dev.tidemark.core.type.Durability;
import dev.tidemark.merge.Seeds;
import dev.tidemark.merge.apply.OutOfOrderSealer;
import dev.tidemark.merge.fault.Crash.Unsynced;
import dev.tidemark.merge.fault.SimulatedDisk.Fault;
import dev.tidemark.merge.plan.CostModel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Operations that fail, and a disk that is full. Guards the invariants 2, 7, 8 and 9 of {@code
 * dev.tidemark.core.table}.
 */
@Timeout(120)
class FaultTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(1);

    /** Every which operation fails where not all do. */
    private static final int SAMPLE_STEP = 4;

    private static final long RESERVE_BYTES = 1 << 16;
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private static final StoreOptions OPTIONS =
            StoreOptions.of(DiskImage.ROOT)
                    .withReserve(RESERVE_BYTES)
                    .withLog(new StoreOptions.Log(1 << 20, 1 << 12, 3_600_000, Durability.SYNC));

    private final SimulatedDisk disk = new SimulatedDisk();

    @AfterAll
    static void stopPool() {
        POOL.shutdown();
    }

    @Test
    void aFailedSyncIsNotTrusted() throws Exception {
        try (Store store = open()) {
            Scenario scenario = new Scenario(store, disk::operationCount);
            scenario.create("cpu");
            scenario.append("cpu", 0, 1, 10);
            AtomicInteger failures = new AtomicInteger();
            disk.setFaults(operation ->
                    operation instanceof Operation.SyncFile && failures.getAndIncrement() == 0
                            ? Fault.FAIL
                            : Fault.NONE);
            scenario.append("cpu", 10, 1, 10);
            scenario.append("cpu", 20, 1, 10);
            assertTrue(failures.get() > 1);
            assertSurvives(scenario, Unsynced.DROPPED);
            assertSurvives(scenario, Unsynced.KEPT);
        }
    }

    /**
     * Rows that were not promised a sync are visible, and others may need the symbols that their
     * frames carry: what a failed sync leaves in doubt of them goes to the new file as well.
     */
    @ParameterizedTest
    @EnumSource(names = {"NONE", "INTERVAL"})
    void aFailedSyncLeavesNothingInDoubtThatWasNotToBeSyncedYet(Durability durability)
            throws Exception {
        try (Store store = open()) {
            Scenario scenario = new Scenario(store, disk::operationCount);
            scenario.create("cpu");
            scenario.create("loose", Optional.of(durability));
            scenario.append("cpu", 0, 1, 10);
            for (int part = 0; part < 5; part++) {
                scenario.append("loose", part, 1, 10);
            }
            AtomicInteger failures = new AtomicInteger();
            disk.setFaults(operation ->
                    operation instanceof Operation.SyncFile && failures.getAndIncrement() == 0
                            ? Fault.FAIL
                            : Fault.NONE);
            scenario.append("cpu", 10, 1, 10);
            assertTrue(failures.get() > 1);
            for (Unsynced unsynced : Unsynced.values()) {
                assertSurvives(scenario, unsynced);
                assertEquals(50, rowsAfterACrash("loose", unsynced));
            }
        }
    }

    /** A file that was given up counts until another one holds all that is in doubt. */
    @Test
    void aKillWhileTheDiskFailsLosesNothingVisible() throws Exception {
        for (int succeeding = 0; succeeding < 15; succeeding++) {
            int successes = succeeding;
            SimulatedDisk faulty = new SimulatedDisk();
            try (Store store = open(faulty)) {
                Scenario scenario = new Scenario(store, faulty::operationCount);
                scenario.create("loose", Optional.of(Durability.NONE));
                scenario.create("cpu");
                scenario.append("cpu", 0, 1, 10);
                scenario.append("loose", 0, 1, 10);
                AtomicInteger sinceFailure = new AtomicInteger(-1);
                faulty.setFaults(operation -> {
                    boolean failing = sinceFailure.get() >= 0;
                    if (!failing && !(operation instanceof Operation.SyncFile)) {
                        return Fault.NONE;
                    }
                    int since = sinceFailure.getAndIncrement();
                    return since >= 0 && since < successes ? Fault.NONE : Fault.FAIL;
                });
                scenario.tryToAppend("cpu", 10);
                assertTrue(sinceFailure.get() > 0);
                assertSurvives(faulty, scenario, Unsynced.KEPT);
                faulty.setFaults(_ -> Fault.NONE);
            }
        }
    }

    @Test
    void rowsAreRefusedWhileSyncsFailAndAcceptedAgainAfterwards() throws Exception {
        try (Store store = open()) {
            Scenario scenario = new Scenario(store, disk::operationCount);
            scenario.create("cpu");
            scenario.append("cpu", 0, 1, 10);
            disk.setFaults(
                    operation -> operation instanceof Operation.SyncFile ? Fault.FAIL : Fault.NONE);
            assertRefused(scenario, false);
            assertRefused(scenario, false);
            Contents.read(store).check(scenario.incarnations(), disk.operationCount());
            disk.setFaults(_ -> Fault.NONE);
            awaitAcceptance(scenario);
            assertSurvives(scenario, Unsynced.DROPPED);
            assertSurvives(scenario, Unsynced.KEPT);
        }
    }

    @Test
    void aFullDiskRefusesRowsUntilThereIsRoom() throws Exception {
        try (Store store = open()) {
            Scenario scenario = new Scenario(store, disk::operationCount);
            scenario.create("cpu");
            scenario.create("ballast");
            for (int round = 0; round < 5; round++) {
                disk.setSizeBytes(disk.image().usedBytes() + 20_000);
                fill(scenario);
                assertRefused(scenario, true);
                assertTrue(store.refusal().isPresent());
                Contents.read(store).check(scenario.incarnations(), disk.operationCount());
                disk.setSizeBytes(disk.image().usedBytes() + 2 * RESERVE_BYTES);
                awaitAcceptance(scenario);
                assertFalse(store.refusal().isPresent());
                assertSurvives(scenario, Unsynced.DROPPED);
            }
        }
    }

    @Test
    void aFullDiskStillAllowsACheckpointAndADrop() throws Exception {
        try (Store store = open()) {
            Scenario scenario = new Scenario(store, disk::operationCount);
            scenario.create("cpu");
            scenario.create("ballast");
            scenario.append("ballast", 0, 1, 1_000);
            scenario.append("cpu", 0, 1, 100);
            disk.setSizeBytes(disk.image().usedBytes());
            fill(scenario);
            store.checkpoint();
            scenario.drop("ballast");
            assertSurvives(scenario, Unsynced.DROPPED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIL", "FAIL_HALFWAY"})
    void anyOneOperationMayFail(Fault fault) throws Exception {
        int step = Boolean.getBoolean("slow") ? 1 : SAMPLE_STEP;
        int count = Seeds.random("anyOneOperationMayFail").nextInt(step);
        while (runWithFault(count, fault)) {
            count += step;
        }
        assertTrue(count > 100, "only " + count + " operations");
    }

    /** Runs a script whose n-th operation fails; false if it has fewer. */
    private static boolean runWithFault(int number, Fault fault) throws Exception {
        SimulatedDisk faulty = new SimulatedDisk();
        AtomicInteger seen = new AtomicInteger();
        faulty.setFaults(_ -> seen.getAndIncrement() == number ? fault : Fault.NONE);
        Scenario scenario = null;
        try (Store store = open(faulty)) {
            scenario = new Scenario(store, faulty::operationCount);
            work(store, scenario);
            Contents.read(store).check(scenario.incarnations(), faulty.operationCount());
        } catch (IOException failure) {
            assertTrue(seen.get() > number, failure::toString);
        }
        faulty.setFaults(_ -> Fault.NONE);
        if (scenario != null) {
            for (Unsynced unsynced : new Unsynced[] {Unsynced.KEPT, Unsynced.DROPPED}) {
                int operations = faulty.operationCount();
                try (Store store = open(crashed(faulty, operations, unsynced))) {
                    assertEquals(
                            List.of(),
                            store.damage(),
                            () -> "%s, failed at %d".formatted(unsynced, number));
                    Contents.read(store).check(scenario.incarnations(), operations, unsynced);
                }
            }
        }
        return seen.get() > number;
    }

    private static void work(Store store, Scenario scenario) {
        scenario.create("cpu");
        scenario.tryToAppend("cpu", 50);
        scenario.tryToAppend("cpu", 60);
        scenario.create("loose", Optional.of(Durability.NONE));
        scenario.tryToAppend("loose", 30);
        attempt(store::checkpoint);
        scenario.tryToAppend("cpu", 40);
        scenario.create("passing");
        scenario.create("soon", Optional.of(Durability.INTERVAL));
        scenario.tryToAppend("soon", 10);
        scenario.tryToAppend("loose", 25);
        scenario.tryToAppend("passing", 20);
        scenario.tryToAppend("passing", 30);
        attempt(store::checkpoint);
        attempt(() -> scenario.drop("passing"));
        scenario.tryToAppend("cpu", 70);
        attempt(store::checkpoint);
        scenario.tryToAppend("cpu", 20);
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void attempt(Step step) {
        try {
            step.run();
        } catch (Exception failure) {
            assertInstanceOf(IOException.class, failure);
        }
    }

    /** Appends until the disk is full. */
    private static void fill(Scenario scenario) throws Exception {
        for (int count = 0; count < 1_000; count++) {
            try {
                scenario.append("cpu", count, 1, 50);
            } catch (ExecutionException full) {
                assertInstanceOf(WritesRefusedException.class, full.getCause());
                return;
            }
        }
        throw new AssertionError("the disk does not get full");
    }

    private static void assertRefused(Scenario scenario, boolean diskFull) {
        ExecutionException refused =
                assertThrows(ExecutionException.class, () -> scenario.append("cpu", 0, 1, 3));
        WritesRefusedException reason =
                assertInstanceOf(WritesRefusedException.class, refused.getCause());
        assertEquals(diskFull, reason.isDiskFull(), reason::toString);
    }

    private static void awaitAcceptance(Scenario scenario) throws Exception {
        long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                scenario.append("cpu", 500, 1, 5);
                return;
            } catch (ExecutionException refused) {
                assertTrue(System.nanoTime() < deadlineNanos, refused::toString);
                Thread.sleep(50);
            }
        }
    }

    private int rowsAfterACrash(String table, Unsynced unsynced) throws IOException {
        try (Store store = open(crashed(disk, disk.operationCount(), unsynced))) {
            return Contents.read(store).numbersByTable().getOrDefault(table, Set.of()).size();
        }
    }

    private void assertSurvives(Scenario scenario, Unsynced unsynced) throws Exception {
        assertSurvives(disk, scenario, unsynced);
    }

    private static void assertSurvives(SimulatedDisk on, Scenario scenario, Unsynced unsynced)
            throws Exception {
        int operations = on.operationCount();
        try (Store store = open(crashed(on, operations, unsynced))) {
            assertEquals(List.of(), store.damage());
            Contents.read(store).check(scenario.incarnations(), operations, unsynced);
        }
    }

    private static SimulatedDisk crashed(SimulatedDisk disk, int operations, Unsynced unsynced) {
        return new SimulatedDisk(
                Crash.image(
                        new DiskImage(),
                        disk.journal(operations),
                        unsynced,
                        new Random(operations)));
    }

    private Store open() throws IOException {
        return open(disk);
    }

    private static Store open(SimulatedDisk on) throws IOException {
        return Store.open(
                OPTIONS,
                new OutOfOrderSealer(POOL, 1, new CostModel(3, 2, 2, 10, 20, 1 << 20)),
                on);
    }
}
