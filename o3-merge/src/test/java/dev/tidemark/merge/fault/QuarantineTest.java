package dev.tidemark.merge.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.backup.BackupOptions;
import dev.tidemark.core.backup.Restore;
import dev.tidemark.core.catalog.ScrubOptions;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.check.FolderCheck;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.table.QuarantinedPartition;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.core.type.Durability;
import dev.tidemark.merge.Seeds;
import dev.tidemark.merge.apply.OutOfOrderSealer;
import dev.tidemark.merge.fault.Crash.Unsynced;
import dev.tidemark.merge.plan.CostModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damage that comes to light while a store is open: the scrub finds it, the partition alone is set
 * aside, and that stays known until somebody says that its rows are given up. Guards the invariant
 * 10 of {@code dev.tidemark.core.table}.
 */
@Timeout(60)
class QuarantineTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(1);
    private static final Path DATA = DiskImage.ROOT.resolve("data");
    private static final Path TARGET = DiskImage.ROOT.resolve("backups");
    private static final Path RESTORED = DiskImage.ROOT.resolve("restored");
    private static final long HOUR_MICROS = 60 * Scenario.MINUTE_MICROS;
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final ScrubOptions OFTEN = new ScrubOptions(20, 1L << 30);

    private final SimulatedDisk disk = new SimulatedDisk();

    @AfterAll
    static void stopPool() {
        POOL.shutdown();
    }

    @Test
    void theScrubSetsTheDamagedPartitionAsideAndNoOther() throws Exception {
        try (Store store = open(OFTEN)) {
            Scenario scenario = fill(store);
            awaitRound(store);
            assertEquals(0, store.scrub().damagedPartitions());
            assertEquals(List.of(), store.damage());
            Path file = damage(DATA);
            long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
            while (store.scrub().damagedPartitions() == 0) {
                assertTrue(System.nanoTime() < deadlineNanos, "the scrub finds nothing");
                Thread.sleep(5);
            }
            assertQuarantined(store, file);
            assertEquals(1, store.damage().size());
            // It goes on being written to, and a checkpoint keeps what is known.
            scenario.append("cpu", 0, 1, 10);
            store.checkpoint();
            assertQuarantined(store, file);
            awaitRound(store);
            assertEquals(1, store.scrub().damagedPartitions());
        }
        try (Store store = open(new ScrubOptions(0, 1))) {
            Table cpu = store.table("cpu").orElseThrow();
            try (TableSnapshot snapshot = cpu.snapshot()) {
                assertEquals(1, snapshot.quarantined(0, HOUR_MICROS).size());
            }
            assertFalse(store.forgetQuarantined(cpu, HOUR_MICROS));
            assertTrue(store.forgetQuarantined(cpu, 0));
            assertFalse(store.forgetQuarantined(cpu, 0));
            assertEquals(List.of(), quarantined(cpu));
        }
        try (Store store = open(new ScrubOptions(0, 1))) {
            assertEquals(List.of(), quarantined(store.table("cpu").orElseThrow()));
        }
    }

    @Test
    void whoComesUponDamageTellsTheStore() throws Exception {
        try (Store store = open(ScrubOptions.DEFAULT)) {
            fill(store);
            assertTrue(store.check().isClean());
            Path file = damage(DATA);
            assertEquals(file, store.check().damage().getFirst().file());
            assertEquals(1, store.check().damage().size());
            CorruptFileException found =
                    assertThrows(CorruptFileException.class, () -> Contents.read(store));
            assertEquals(file, found.file());
            store.suspect(found);
            store.suspect(found);
            long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
            while (quarantined(store.table("cpu").orElseThrow()).isEmpty()) {
                assertTrue(System.nanoTime() < deadlineNanos, "nothing is set aside");
                Thread.sleep(5);
            }
            assertQuarantined(store, file);
        }
    }

    /** A table whose rows are not all there must not look whole in a copy of it either. */
    @Test
    void aBackupKnowsWhatIsMissing() throws Exception {
        try (Store store = open(ScrubOptions.DEFAULT)) {
            fill(store);
            Path file = damage(DATA);
            CorruptFileException found =
                    assertThrows(
                            CorruptFileException.class,
                            () -> store.backup(TARGET, BackupOptions.DEFAULT));
            assertEquals(file, found.file());
            long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
            while (quarantined(store.table("cpu").orElseThrow()).isEmpty()) {
                assertTrue(System.nanoTime() < deadlineNanos, "nothing is set aside");
                Thread.sleep(5);
            }
            store.backup(TARGET, BackupOptions.DEFAULT);
            assertTrue(Restore.run(disk, TARGET, RESTORED).check().isClean());
        }
        StoreOptions options = StoreOptions.of(RESTORED).withReserve(0).withLog(log());
        try (Store store = Store.open(options, sealer(), disk)) {
            assertEquals(1, quarantined(store.table("cpu").orElseThrow()).size());
        }
    }

    /** The same of a table of which nothing is left. */
    @Test
    void aBackupKnowsWhichTablesAreLost() throws Exception {
        try (Store store = open(ScrubOptions.DEFAULT)) {
            fill(store);
        }
        disk.delete(DATA.resolve("tables/cpu~1/symbols/1.sym"));
        try (Store store = open(ScrubOptions.DEFAULT)) {
            assertTrue(store.lostTable("cpu").isPresent());
            store.backup(TARGET, BackupOptions.DEFAULT);
            assertTrue(store.forgetLost("cpu"));
            store.backup(TARGET, BackupOptions.DEFAULT);
        }
        List<Path> backups =
                disk.list(TARGET).stream()
                        .filter(backup -> disk.exists(backup.resolve("contents")))
                        .toList();
        StoreOptions options = StoreOptions.of(RESTORED).withReserve(0).withLog(log());
        for (Path backup : backups) {
            disk.deleteAll(RESTORED);
            assertTrue(Restore.run(disk, backup, RESTORED).check().isClean());
            try (Store store = Store.open(options, sealer(), disk)) {
                assertEquals(backup.equals(backups.getFirst()), store.lostTable("cpu").isPresent());
                assertEquals(60, numbers(Contents.read(store), "memory"));
            }
        }
        assertEquals(2, backups.size());
    }

    /** Whenever a crash comes, nobody takes what is left for the whole. */
    @ParameterizedTest
    @EnumSource
    void aTableThatIsLostIsKnownToBeAfterACrashAtAnyOperation(Unsynced unsynced) throws Exception {
        try (Store store = open(ScrubOptions.DEFAULT)) {
            fill(store);
        }
        for (String lost : new String[] {"symbols/1.sym", "manifest.0"}) {
            DiskImage damaged = new DiskImage(disk.image());
            damaged.apply(new Operation.Delete(DATA.resolve("tables/cpu~1").resolve(lost)));
            if (lost.equals("manifest.0")) {
                damaged.apply(new Operation.Delete(DATA.resolve("tables/cpu~1/manifest.1")));
            }
            assertFalse(FolderCheck.run(new SimulatedDisk(damaged), DATA).isClean());
            SimulatedDisk recorder = new SimulatedDisk(new DiskImage(damaged));
            openUnscrubbed(recorder).close();
            assertTrue(recorder.operationCount() > 5);
            for (int count = 0; count <= recorder.operationCount(); count++) {
                DiskImage image =
                        Crash.image(damaged, recorder.journal(count), unsynced, new Random(count));
                try (Store store = openUnscrubbed(new SimulatedDisk(image))) {
                    assertTrue(store.lostTable("CPU").isPresent(), lost + " at " + count);
                    assertEquals(1, store.lostTables().size());
                    assertEquals(60, numbers(Contents.read(store), "memory"));
                    new Scenario(store, disk::operationCount).create("cpu");
                    assertTrue(store.table("cpu").orElseThrow().id() > 2);
                    assertTrue(store.forgetLost("cpu"));
                    assertFalse(store.forgetLost("cpu"));
                }
                try (Store store = openUnscrubbed(new SimulatedDisk(image))) {
                    assertEquals(List.of(), List.copyOf(store.lostTables()));
                    assertFalse(store.damage().isEmpty());
                }
            }
        }
    }

    private static Store openUnscrubbed(SimulatedDisk on) throws IOException {
        StoreOptions options = StoreOptions.of(DATA).withReserve(0).withLog(log());
        return Store.open(options.withScrub(new ScrubOptions(0, 1)), sealer(), on);
    }

    /** Rows in three hours of one table, and in another one; all sealed. */
    private Scenario fill(Store store) throws Exception {
        Scenario scenario = new Scenario(store, disk::operationCount);
        scenario.create("cpu");
        scenario.append("cpu", 0, 1, 180);
        scenario.create("memory");
        scenario.append("memory", 0, 1, 60);
        store.checkpoint();
        return scenario;
    }

    /** Flips a bit in a file of the first hour of the first table. */
    private Path damage(Path data) {
        Random random = Seeds.random("QuarantineTest");
        List<Path> files =
                disk.image().allFiles().stream()
                        .filter(file -> file.startsWith(data.resolve("tables/cpu~1/1970-01-01T00")))
                        .toList();
        Path file = files.get(random.nextInt(files.size()));
        byte[] bytes = disk.image().bytes(file).clone();
        // Within the body of the first block, but no padding.
        bytes[bytes.length - 1 - random.nextInt(bytes.length / 4)] ^= 1;
        disk.image().replace(file, bytes);
        return file;
    }

    private static void assertQuarantined(Store store, Path file) {
        Table cpu = store.table("cpu").orElseThrow();
        QuarantinedPartition lost = quarantined(cpu).getFirst();
        assertEquals(0, lost.floor());
        assertEquals(60, lost.rowCount());
        assertEquals(0, lost.minTimestamp());
        assertEquals(59 * Scenario.MINUTE_MICROS, lost.maxTimestamp());
        assertEquals(DATA.resolve("tables/cpu~1").relativize(file).toString(), lost.file());
        assertTrue(lost.problem().contains(file.toString()), lost.problem());
        try (TableSnapshot snapshot = cpu.snapshot()) {
            assertEquals(List.of(), snapshot.quarantined(HOUR_MICROS, Long.MAX_VALUE));
            assertEquals(List.of(lost), snapshot.quarantined(0, 1));
        }
        Contents contents = Contents.read(store);
        assertTrue(numbers(contents, "cpu") >= 120);
        assertEquals(60, numbers(contents, "memory"));
    }

    private static int numbers(Contents contents, String table) {
        return contents.numbersByTable().getOrDefault(table, Set.of()).size();
    }

    private static List<QuarantinedPartition> quarantined(Table table) {
        try (TableSnapshot snapshot = table.snapshot()) {
            return snapshot.quarantined(Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    private static void awaitRound(Store store) throws InterruptedException {
        long rounds = store.scrub().rounds();
        long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
        while (store.scrub().rounds() < rounds + 2) {
            assertTrue(System.nanoTime() < deadlineNanos, "the scrub makes no round");
            Thread.sleep(5);
        }
    }

    private Store open(ScrubOptions scrub) throws IOException {
        return Store.open(
                StoreOptions.of(DATA).withReserve(0).withLog(log()).withScrub(scrub),
                sealer(),
                disk);
    }

    private static StoreOptions.Log log() {
        return new StoreOptions.Log(1 << 20, 1 << 12, 3_600_000, Durability.SYNC);
    }

    private static OutOfOrderSealer sealer() {
        return new OutOfOrderSealer(POOL, 1, new CostModel(3, 2, 2, 10, 20, 1 << 20));
    }
}
