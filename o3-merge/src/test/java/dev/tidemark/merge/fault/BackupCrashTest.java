package dev.tidemark.merge.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.backup.BackupFolder;
import dev.tidemark.core.backup.BackupOptions;
import dev.tidemark.core.backup.BackupReport;
import dev.tidemark.core.backup.Restore;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.type.Durability;
import dev.tidemark.merge.Seeds;
import dev.tidemark.merge.apply.OutOfOrderSealer;
import dev.tidemark.merge.fault.Crash.Unsynced;
import dev.tidemark.merge.fault.SimulatedDisk.Fault;
import dev.tidemark.merge.plan.CostModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Backups that a crash or a failure interrupts, and damage in them: a backup that has its name
 * holds what was acknowledged before it began, whatever happened since.
 */
class BackupCrashTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(1);
    private static final Path TARGET = DiskImage.ROOT.resolve("backups");
    private static final Path DATA = DiskImage.ROOT.resolve("data");
    private static final Path RESTORED = DiskImage.ROOT.resolve("restored");
    private static final int STEP = Boolean.getBoolean("slow") ? 1 : 25;

    private static final StoreOptions OPTIONS =
            StoreOptions.of(DATA)
                    .withReserve(0)
                    .withLog(new StoreOptions.Log(1 << 20, 1 << 12, 3_600_000, Durability.SYNC));

    /** What a backup held, and how many operations there were when it was complete. */
    private record Made(Path folder, Contents contents, int completedAt) {}

    @AfterAll
    static void stopPool() {
        POOL.shutdown();
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedBackupHarmsNoOther(Unsynced unsynced) throws Exception {
        Random random = Seeds.random("anInterruptedBackupHarmsNoOther");
        SimulatedDisk disk = new SimulatedDisk();
        List<Made> made = new ArrayList<>();
        try (Store store = open(disk, OPTIONS)) {
            Scenario scenario = new Scenario(store, disk::operationCount);
            scenario.create("cpu");
            scenario.append("cpu", 0, 1, 100);
            backUp(store, disk, made);
            scenario.append("cpu", 100, 1, 50);
            scenario.append("cpu", 20, 2, 30);
            scenario.create("memory");
            scenario.append("memory", 0, 5, 20);
            backUp(store, disk, made);
            scenario.addColumn("cpu");
            scenario.append("cpu", 150, 1, 50);
            scenario.drop("memory");
            backUp(store, disk, made);
        }
        int end = disk.operationCount();
        for (int count = random.nextInt(STEP); count <= end; count += STEP) {
            DiskImage image = Crash.image(new DiskImage(), disk.journal(count), unsynced, random);
            try {
                assertBackupsAreWhole(new SimulatedDisk(image), made, count);
            } catch (AssertionError | Exception failure) {
                throw new AssertionError("crash behind operation " + count, failure);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIL", "FAIL_HALFWAY"})
    void aBackupThatFailsCanBeRepeated(Fault fault) throws Exception {
        SimulatedDisk disk = new SimulatedDisk();
        try (Store store = open(disk, OPTIONS)) {
            Scenario scenario = new Scenario(store, disk::operationCount);
            scenario.create("cpu");
            int failures = 0;
            for (int number = 0; failures == number; number++) {
                scenario.append("cpu", number, 1, 10);
                Contents contents = Contents.read(store);
                int failing = number;
                AtomicInteger seen = new AtomicInteger();
                disk.setFaults(operation ->
                        isWithin(TARGET, disk, operation) && seen.getAndIncrement() == failing
                                ? fault
                                : Fault.NONE);
                try {
                    store.backup(TARGET, BackupOptions.DEFAULT);
                } catch (IOException _) {
                    failures++;
                    disk.setFaults(_ -> Fault.NONE);
                    store.backup(TARGET, BackupOptions.DEFAULT);
                }
                disk.setFaults(_ -> Fault.NONE);
                assertRestores(disk, TARGET, contents);
                new BackupFolder(disk, TARGET).keepNewest(2);
            }
            assertTrue(failures > 20, "only " + failures + " operations failed");
        }
    }

    @Test
    void onlyNewBytesAreCopied() throws Exception {
        SimulatedDisk disk = new SimulatedDisk();
        try (Store store = open(disk, OPTIONS)) {
            Scenario scenario = new Scenario(store, disk::operationCount);
            scenario.create("cpu");
            scenario.append("cpu", 0, 1, 500);
            BackupReport first = store.backup(TARGET, BackupOptions.DEFAULT);
            assertEquals(0, first.reusedBytes());
            assertEquals(500, first.sealedRows());
            BackupReport same = store.backup(TARGET, BackupOptions.DEFAULT);
            assertEquals(0, same.copiedBytes());
            assertEquals(first.copiedBytes(), same.reusedBytes());
            scenario.append("cpu", 500, 1, 20);
            BackupReport more = store.backup(TARGET, BackupOptions.DEFAULT);
            assertTrue(more.copiedBytes() > 0);
            assertTrue(more.copiedBytes() < first.copiedBytes(), more::toString);
            assertEquals(first.copiedBytes(), more.reusedBytes());
            BackupReport full = store.backup(TARGET, new BackupOptions(true, 2));
            assertEquals(more.copiedBytes() + more.reusedBytes(), full.copiedBytes());
            assertEquals(
                    List.of(more.folder(), full.folder()),
                    new BackupFolder(disk, TARGET).backups());
            assertRestores(disk, TARGET, Contents.read(store));
        }
    }

    /**
     * The files of a database that went another way have the same names, but not the same bytes.
     */
    @Test
    void nothingIsReusedOfAnotherHistory() throws Exception {
        SimulatedDisk disk = new SimulatedDisk();
        Contents expected;
        try (Store store = open(disk, OPTIONS)) {
            Scenario scenario = new Scenario(store, disk::operationCount);
            scenario.create("cpu");
            scenario.append("cpu", 0, 1, 100);
            store.backup(TARGET, BackupOptions.DEFAULT);
            scenario.append("cpu", 100, 1, 30);
            store.backup(TARGET, BackupOptions.DEFAULT);
        }
        Path first = new BackupFolder(disk, TARGET).backups().getFirst();
        assertTrue(Restore.run(disk, first, RESTORED).check().isClean());
        StoreOptions other = StoreOptions.of(RESTORED).withReserve(0).withLog(OPTIONS.log());
        try (Store store = open(disk, other)) {
            Scenario scenario = new Scenario(store, disk::operationCount);
            scenario.resume("cpu", 1_000);
            scenario.append("cpu", 100, 1, 30);
            expected = Contents.read(store);
            BackupReport report = store.backup(TARGET, BackupOptions.DEFAULT);
            assertTrue(report.reusedBytes() > 0, "the files that did not change");
        }
        disk.deleteAll(RESTORED);
        assertRestores(disk, TARGET, expected);
    }

    @Test
    void aBackupGoesOnWhileTheDatabaseCannotWrite() throws Exception {
        SimulatedDisk disk = new SimulatedDisk();
        try (Store store = open(disk, OPTIONS)) {
            Scenario scenario = new Scenario(store, disk::operationCount);
            scenario.create("cpu");
            scenario.append("cpu", 0, 1, 100);
            store.checkpoint();
            scenario.append("cpu", 100, 1, 100);
            disk.setFaults(operation -> isWithin(DATA, disk, operation) ? Fault.FAIL : Fault.NONE);
            scenario.tryToAppend("cpu", 10);
            Contents expected = Contents.read(store);
            BackupReport report = store.backup(TARGET, BackupOptions.DEFAULT);
            assertTrue(report.logFrames() > 0, report::toString);
            disk.setFaults(_ -> Fault.NONE);
            assertRestores(disk, TARGET, expected);
        }
    }

    @Test
    void damageInABackupIsFound() throws Exception {
        Random random = Seeds.random("damageInABackupIsFound");
        SimulatedDisk disk = new SimulatedDisk();
        Contents contents;
        try (Store store = open(disk, OPTIONS)) {
            Scenario scenario = new Scenario(store, disk::operationCount);
            scenario.create("cpu");
            scenario.append("cpu", 0, 1, 300);
            store.checkpoint();
            scenario.append("cpu", 300, 1, 30);
            disk.setFaults(operation -> isWithin(DATA, disk, operation) ? Fault.FAIL : Fault.NONE);
            store.backup(TARGET, BackupOptions.DEFAULT);
            disk.setFaults(_ -> Fault.NONE);
            contents = Contents.read(store);
        }
        DiskImage whole = new DiskImage(disk.image());
        List<Path> damageable =
                whole.allFiles().stream().filter(BackupCrashTest::isDataOfABackup).toList();
        for (Path file : damageable) {
            for (int round = 0; round < 4; round++) {
                DiskImage damaged = new DiskImage(whole);
                String what = damage(damaged, file, round, random);
                SimulatedDisk simulated = new SimulatedDisk(damaged);
                Restore.Outcome outcome = Restore.run(simulated, TARGET, RESTORED);
                assertEquals(outcome.check().isClean(), simulated.exists(RESTORED), what);
                if (outcome.check().isClean()) {
                    // Preallocated bytes at an end that nobody reads.
                    assertOpens(simulated, contents);
                } else {
                    assertEquals(Path.of(RESTORED + ".restoring"), outcome.restored());
                }
                assertFalse(round < 2 && outcome.check().isClean(), what);
            }
        }
        assertTrue(damageable.size() > 8);
    }

    @Test
    void aRestoreNeedsAnEmptyFolderAndABackup() throws Exception {
        SimulatedDisk disk = new SimulatedDisk();
        disk.createDirectories(TARGET);
        assertThrows(IOException.class, () -> Restore.run(disk, TARGET, RESTORED));
        try (Store store = open(disk, OPTIONS)) {
            store.backup(TARGET, BackupOptions.DEFAULT);
            assertThrows(IOException.class, () -> Restore.run(disk, TARGET, DATA));
            assertThrows(
                    IOException.class,
                    () -> store.backup(DATA.resolve("b"), BackupOptions.DEFAULT));
            assertThrows(IOException.class, () -> store.backup(DATA, BackupOptions.DEFAULT));
        }
        assertRestores(disk, TARGET, new Contents(java.util.Map.of()));
    }

    /** Flips a bit, cuts, removes; all but the first two may be harmless. */
    private static String damage(DiskImage image, Path file, int round, Random random) {
        byte[] bytes = image.bytes(file).clone();
        switch (round) {
            case 0 -> image.apply(new Operation.Delete(file));
            case 1 -> image.replace(file, Arrays.copyOf(bytes, bytes.length / 2));
            default -> {
                int bit = random.nextInt(bytes.length * Byte.SIZE);
                bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                image.replace(file, bytes);
            }
        }
        return "round %d of %s".formatted(round, file);
    }

    /** Either manifest is enough, so their damage alone is none. */
    private static boolean isDataOfABackup(Path file) {
        String name = file.getFileName().toString();
        return file.startsWith(TARGET)
                && (name.endsWith(".col")
                        || name.endsWith(".sym")
                        || name.endsWith(".log")
                        || name.equals("contents"));
    }

    private static boolean isWithin(Path folder, SimulatedDisk disk, Operation operation) {
        return disk.pathOf(operation).map(path -> path.startsWith(folder)).orElse(false);
    }

    private static void backUp(Store store, SimulatedDisk disk, List<Made> made)
            throws IOException {
        Contents contents = Contents.read(store);
        BackupReport report = store.backup(TARGET, BackupOptions.DEFAULT);
        made.add(new Made(report.folder(), contents, disk.operationCount()));
    }

    private static void assertBackupsAreWhole(SimulatedDisk disk, List<Made> made, int count)
            throws Exception {
        List<Made> there = new ArrayList<>();
        for (Made backup : made) {
            if (disk.exists(backup.folder())) {
                there.add(backup);
                assertRestores(disk, backup.folder(), backup.contents());
            } else {
                assertTrue(backup.completedAt() > count, backup.folder() + " is lost");
            }
        }
        if (!there.isEmpty()) {
            try (Store store = open(disk, OPTIONS)) {
                Contents contents = Contents.read(store);
                BackupReport next = store.backup(TARGET, BackupOptions.DEFAULT);
                assertRestores(disk, next.folder(), contents);
            }
            for (Made backup : there) {
                assertRestores(disk, backup.folder(), backup.contents());
            }
        }
    }

    private static void assertRestores(SimulatedDisk disk, Path source, Contents expected)
            throws Exception {
        Restore.Outcome outcome = Restore.run(disk, source, RESTORED);
        assertEquals(List.of(), outcome.check().damage());
        assertOpens(disk, expected);
        disk.deleteAll(RESTORED);
    }

    private static void assertOpens(SimulatedDisk disk, Contents expected) throws Exception {
        StoreOptions options = StoreOptions.of(RESTORED).withReserve(0).withLog(OPTIONS.log());
        try (Store store = open(disk, options)) {
            assertEquals(List.of(), store.damage());
            assertEquals(expected, Contents.read(store));
        }
    }

    private static Store open(FileSystem on, StoreOptions options) throws IOException {
        return Store.open(
                options,
                new OutOfOrderSealer(POOL, 1, new CostModel(3, 2, 2, 10, 20, 1 << 20)),
                on);
    }
}
