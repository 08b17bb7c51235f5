package dev.tidemark.merge.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.CompactionOptions;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableActivity;
import dev.tidemark.core.type.Durability;
import dev.tidemark.merge.Seeds;
import dev.tidemark.merge.apply.OutOfOrderSealer;
import dev.tidemark.merge.fault.Crash.Unsynced;
import dev.tidemark.merge.fault.Scenario.Incarnation;
import dev.tidemark.merge.fault.SimulatedDisk.Fault;
import dev.tidemark.merge.plan.CostModel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A crash at every operation on the disk. Guards the invariants 1, 2, 3, 7, 11 and 12 of {@code
 * dev.tidemark.core.table}; the {@link SimulatedDisk} refuses what the 11th forbids.
 */
class CrashTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(1);

    /** Whether every crash is followed by a second one, and all is done several times. */
    private static final boolean SLOW = Boolean.getBoolean("slow");

    private static final long QUIET_MILLIS = 20;
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    /** Small, so that segments fill up and are dropped, and levels pile up. */
    private static final StoreOptions OPTIONS =
            StoreOptions.of(DiskImage.ROOT)
                    .withReserve(1 << 10)
                    .withCompaction(new CompactionOptions(QUIET_MILLIS, 1L << 30))
                    .withLog(new StoreOptions.Log(1 << 20, 1 << 12, 3_600_000, Durability.SYNC));

    private static final CostModel MODEL = new CostModel(3, 2, 2, 10, 20, 1 << 20);

    /** What a scenario did to a disk, and what it was promised. */
    private record Recording(List<Operation> operations, List<Incarnation> incarnations) {}

    @AfterAll
    static void stopPool() {
        POOL.shutdown();
    }

    @ParameterizedTest
    @EnumSource
    void acknowledgedRowsSurviveACrashAtAnyOperation(Unsynced unsynced) throws Exception {
        Random random = Seeds.random("acknowledgedRowsSurviveACrashAtAnyOperation");
        for (int round = 0; round < (SLOW ? 10 : 1); round++) {
            crashEverywhere(record(CrashTest::work), unsynced, random);
        }
    }

    private static void crashEverywhere(Recording recording, Unsynced unsynced, Random random) {
        assertTrue(recording.operations().size() > 300, "too little happened");
        for (int count = 0; count <= recording.operations().size(); count++) {
            List<Operation> before = recording.operations().subList(0, count);
            DiskImage image = Crash.image(new DiskImage(), before, unsynced, random);
            try {
                assertRecovers(image, recording, count, unsynced, random);
            } catch (AssertionError | Exception failure) {
                throw new AssertionError(
                        "crash behind operation %d, %s, unsynced ones are %s"
                                .formatted(
                                        count,
                                        count == 0 ? "none" : before.getLast().toString(),
                                        unsynced),
                        failure);
            }
        }
    }

    /**
     * A process is killed, which loses nothing that was written. The next one builds on what it
     * finds, synced or not; what that one acknowledges survives a power cut.
     */
    @ParameterizedTest
    @EnumSource(names = {"DROPPED", "TORN"})
    void whatAKilledProcessLeftIsSyncedBeforeItIsBuiltUpon(Unsynced unsynced) throws Exception {
        Random random = Seeds.random("whatAKilledProcessLeftIsSyncedBeforeItIsBuiltUpon");
        Recording recording = record(CrashTest::work);
        int step = SLOW ? 1 : 5;
        for (int count = random.nextInt(step);
                count <= recording.operations().size();
                count += step) {
            SimulatedDisk disk = SimulatedDisk.after(recording.operations().subList(0, count));
            Recording whole = goOn(disk, recording, count);
            List<Operation> operations = whole.operations();
            DiskImage image = Crash.image(new DiskImage(), operations, unsynced, random);
            try (Store store = open(new SimulatedDisk(image))) {
                assertEquals(List.of(), store.damage());
                Contents.read(store).check(whole.incarnations(), operations.size());
            } catch (AssertionError | Exception failure) {
                throw new AssertionError("killed behind operation " + count, failure);
            }
        }
    }

    /** Works on with all tables that a killed process left. */
    private static Recording goOn(SimulatedDisk disk, Recording recording, int count)
            throws Exception {
        Store store = open(disk);
        Scenario scenario = new Scenario(store, disk::operationCount);
        try {
            scenario.resume(recording.incarnations(), count);
            for (Table table : store.tables()) {
                scenario.append(table.name(), 15, 1, 10);
            }
        } finally {
            stop(store, disk, false);
        }
        return new Recording(disk.journal(disk.operationCount()), scenario.incarnations());
    }

    /** Each start goes on where the log ends, and needs no file of its own. */
    @Test
    void killsDoNotMakeTheLogLonger() throws Exception {
        StoreOptions options =
                OPTIONS.withLog(new StoreOptions.Log(1 << 20, 1 << 16, 3_600_000, Durability.SYNC));
        SimulatedDisk disk = new SimulatedDisk();
        for (int life = 0; life < 30; life++) {
            Store store = Store.open(options, new OutOfOrderSealer(POOL, 1, MODEL), disk);
            Scenario scenario = new Scenario(store, disk::operationCount);
            if (life == 0) {
                scenario.create("cpu");
            } else {
                scenario.resume("cpu", 1 + life);
            }
            scenario.append("cpu", life, 1, 1);
            stop(store, disk, false);
        }
        assertEquals(1, disk.list(DiskImage.ROOT.resolve("log")).size());
        try (Store store = Store.open(options, new OutOfOrderSealer(POOL, 1, MODEL), disk)) {
            Set<Long> numbers = Contents.read(store).numbersByTable().getOrDefault("cpu", Set.of());
            assertEquals(30, numbers.size());
        }
    }

    @Test
    void aCleanStopKeepsEverything() throws Exception {
        Recording recording = record(CrashTest::work);
        DiskImage image =
                Crash.image(
                        new DiskImage(), recording.operations(), Unsynced.DROPPED, new Random(1));
        try (Store store = open(new SimulatedDisk(image))) {
            Contents.read(store).check(recording.incarnations(), recording.operations().size());
        }
    }

    /** This test would not be one if it did not notice a disk that forgets what it synced. */
    @Test
    void aDiskThatLiesIsFound() throws Exception {
        Recording recording = record(CrashTest::work);
        List<Operation> unsynced =
                recording.operations().stream()
                        .filter(operation -> !(operation instanceof Operation.SyncFile))
                        .toList();
        DiskImage image = Crash.image(new DiskImage(), unsynced, Unsynced.DROPPED, new Random(1));
        assertThrows(
                AssertionError.class,
                () ->
                        assertRecovers(
                                image,
                                recording,
                                recording.operations().size(),
                                Unsynced.DROPPED,
                                new Random(1)));
    }

    /** Opens the disk, and once more: after a clean stop, or after a crash of the recovery. */
    private static void assertRecovers(
            DiskImage image, Recording recording, int count, Unsynced unsynced, Random random)
            throws Exception {
        SimulatedDisk disk = new SimulatedDisk(new DiskImage(image));
        boolean stopCleanly = random.nextInt(4) == 0;
        Contents first;
        Store recovered = open(disk);
        try {
            assertEquals(List.of(), recovered.damage());
            first = Contents.read(recovered);
            first.check(recording.incarnations(), count, unsynced);
        } finally {
            stop(recovered, disk, stopCleanly);
        }
        if (!SLOW && random.nextInt(3) > 0) {
            return;
        }
        DiskImage next = disk.image();
        if (!stopCleanly) {
            int crashAt = random.nextInt(disk.operationCount() + 1);
            next = Crash.image(image, disk.journal(crashAt), unsynced, random);
        }
        disk = new SimulatedDisk(next);
        Store again = open(disk);
        try {
            assertEquals(List.of(), again.damage());
            assertEquals(first, Contents.read(again));
        } finally {
            stop(again, disk, false);
        }
    }

    /** Ends a store; unless cleanly, as if all that it wants to write did not happen. */
    private static void stop(Store store, SimulatedDisk disk, boolean cleanly) throws IOException {
        if (cleanly) {
            store.close();
            return;
        }
        disk.setFaults(_ -> Fault.FAIL);
        try {
            store.close();
        } catch (IOException _) {
            // As it has to be: nothing could be written.
        }
        disk.setFaults(_ -> Fault.NONE);
    }

    private interface Script {
        void run(Store store, Scenario scenario) throws Exception;
    }

    private static Recording record(Script script) throws Exception {
        SimulatedDisk disk = new SimulatedDisk();
        Scenario scenario;
        try (Store store = open(disk)) {
            scenario = new Scenario(store, disk::operationCount);
            script.run(store, scenario);
        }
        return new Recording(disk.journal(disk.operationCount()), scenario.incarnations());
    }

    private static void work(Store store, Scenario scenario) throws Exception {
        scenario.create("cpu");
        scenario.append("cpu", 0, 1, 50);
        scenario.append("cpu", 50, 1, 60);
        scenario.create("memory");
        scenario.append("memory", 0, 5, 20);
        scenario.checkpoint();
        scenario.append("cpu", 30, 2, 40);
        scenario.appendUnsynced("cpu", 31, 2, 5);
        scenario.create("passing");
        scenario.append("passing", 0, 1, 30);
        scenario.create("soon", Optional.of(Durability.INTERVAL));
        scenario.append("soon", 0, 1, 20);
        scenario.create("loose", Optional.of(Durability.NONE));
        scenario.append("loose", 0, 1, 30);
        scenario.append("loose", 10, 1, 25);
        scenario.checkpoint();
        scenario.addColumn("cpu");
        scenario.append("cpu", 100, 3, 30);
        scenario.append("passing", 5, 1, 30);
        scenario.append("loose", 20, 1, 40);
        scenario.append("loose", 60, 1, 40);
        scenario.append("soon", 20, 1, 20);
        scenario.drop("passing");
        scenario.append("cpu", 0, 7, 20);
        scenario.checkpoint();
        scenario.create("passing");
        scenario.append("passing", 0, 1, 10);
        scenario.append("memory", 3, 5, 30);
        scenario.appendUnsynced("memory", 0, 1, 3);
        for (int part = 0; part < 3; part++) {
            scenario.append("loose", 100L * part, 3, 30);
        }
        scenario.change("loose", Durability.SYNC);
        scenario.append("loose", 5, 3, 10);
        scenario.checkpoint();
        scenario.append("cpu", 10, 1, 200);
        scenario.append("cpu", 11, 11, 20);
        scenario.checkpoint();
        awaitCompaction(store);
        scenario.drop("passing");
        scenario.append("cpu", 60, 1, 5);
    }

    /** Waits until late rows have left no more than one piece in every partition. */
    private static void awaitCompaction(Store store) throws Exception {
        TableActivity activity = store.table("cpu").orElseThrow().activity();
        long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
        while (activity.compactions().count() < 3) {
            assertTrue(System.nanoTime() < deadlineNanos, "no compaction");
            Thread.sleep(QUIET_MILLIS);
        }
    }

    private static Store open(SimulatedDisk disk) throws IOException {
        return Store.open(OPTIONS, new OutOfOrderSealer(POOL, 1, MODEL), disk);
    }
}
