package dev.tidemark.merge.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.check.CheckReport;
import dev.tidemark.core.check.FolderCheck;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.type.Durability;
import dev.tidemark.merge.Seeds;
import dev.tidemark.merge.apply.OutOfOrderSealer;
import dev.tidemark.merge.fault.Crash.Unsynced;
import dev.tidemark.merge.plan.CostModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Bits that flipped, files that were cut, frames of the log that changed places: what a reader gets
 * is right, or it is told. Guards the invariant 10 of {@code dev.tidemark.core.table}.
 */
class DamageTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(1);
    private static final int ROUNDS = Boolean.getBoolean("slow") ? 1_000 : 100;
    private static final int FRAME_MAGIC = 0x52464D54;
    private static final int FRAME_ALIGNMENT = 64;
    private static final int FRAME_HEADER_BYTES = 40;

    private static final StoreOptions OPTIONS =
            StoreOptions.of(DiskImage.ROOT)
                    .withReserve(1 << 10)
                    .withLog(new StoreOptions.Log(1 << 20, 1 << 13, 3_600_000, Durability.SYNC));

    /** A disk with sealed rows and rows in the log, what is on it, and its last commit. */
    private static DiskImage disk = new DiskImage();

    private static Contents contents = new Contents(Map.of());
    private static Set<Long> lastCommit = Set.of();

    @BeforeAll
    static void fillTheDisk() throws Exception {
        SimulatedDisk recorder = new SimulatedDisk();
        try (Store store = open(recorder)) {
            Scenario scenario = new Scenario(store, recorder::operationCount);
            scenario.create("cpu");
            scenario.append("cpu", 0, 1, 600);
            scenario.create("memory");
            scenario.append("memory", 0, 1, 100);
            store.checkpoint();
            scenario.append("cpu", 30, 2, 40);
            scenario.addColumn("cpu");
            scenario.append("cpu", 100, 3, 200);
            store.checkpoint();
            for (int commit = 0; commit < 10; commit++) {
                scenario.append("cpu", 200 + commit, 7, 40);
                scenario.append("memory", commit, 5, 30);
            }
            scenario.append("cpu", 50, 1, 5);
            lastCommit = new TreeSet<>();
            Scenario.Commit last = scenario.incarnations().getFirst().commits.getLast();
            for (long number = last.first; number < last.end; number++) {
                lastCommit.add(number);
            }
            disk =
                    Crash.image(
                            new DiskImage(),
                            recorder.journal(recorder.operationCount()),
                            Unsynced.DROPPED,
                            new Random(1));
            contents = Contents.read(store);
        }
        try (Store store = open(new SimulatedDisk(new DiskImage(disk)))) {
            assertEquals(contents, Contents.read(store));
        }
        assertTrue(FolderCheck.run(new SimulatedDisk(disk), DiskImage.ROOT).isClean());
    }

    @AfterAll
    static void stopPool() {
        POOL.shutdown();
    }

    @Test
    void flippedBitsAreFoundOrHarmless() throws Exception {
        Random random = Seeds.random("flippedBitsAreFoundOrHarmless");
        int harmful = 0;
        for (int round = 0; round < ROUNDS; round++) {
            DiskImage damaged = new DiskImage(disk);
            Path file = anyFile(random);
            byte[] bytes = damaged.bytes(file).clone();
            int bit = random.nextInt(bytes.length * Byte.SIZE);
            bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            damaged.replace(file, bytes);
            harmful += assertFoundOrHarmless(damaged, "bit %d of %s".formatted(bit, file)) ? 1 : 0;
        }
        assertTrue(harmful > ROUNDS / 10, "only " + harmful + " flips did harm");
    }

    @Test
    void cutFilesAreFoundOrHarmless() throws Exception {
        Random random = Seeds.random("cutFilesAreFoundOrHarmless");
        int harmful = 0;
        for (int round = 0; round < ROUNDS; round++) {
            DiskImage damaged = new DiskImage(disk);
            Path file = anyFile(random);
            byte[] bytes = damaged.bytes(file);
            int length = random.nextInt(bytes.length);
            damaged.replace(file, Arrays.copyOf(bytes, length));
            harmful +=
                    assertFoundOrHarmless(damaged, "%s cut at %d".formatted(file, length)) ? 1 : 0;
        }
        assertTrue(harmful > ROUNDS / 10, "only " + harmful + " cuts did harm");
    }

    @Test
    void missingFilesAreFoundOrHarmless() throws Exception {
        List<Path> segments =
                disk.allFiles().stream().filter(file -> file.toString().endsWith(".log")).toList();
        assertTrue(segments.size() > 2);
        for (Path file : disk.allFiles()) {
            if (file.equals(segments.getFirst()) || file.equals(segments.getLast())) {
                continue; // Nothing tells that there was another one.
            }
            DiskImage damaged = new DiskImage(disk);
            damaged.apply(new Operation.Delete(file));
            assertFoundOrHarmless(damaged, file + " is missing");
        }
    }

    /** What a later release wrote is whole, but must not be read by the rules of this one. */
    @Test
    void filesOfAnUnknownVersionAreReported() throws Exception {
        int tried = 0;
        for (Path file : disk.allFiles()) {
            DiskImage damaged = new DiskImage(disk);
            ByteBuffer bytes =
                    ByteBuffer.wrap(damaged.bytes(file).clone()).order(ByteOrder.LITTLE_ENDIAN);
            String name = file.getFileName().toString();
            if (name.endsWith(".log")) {
                bytes.putInt(4, bytes.getInt(4) + 1);
                CRC32C checksum = new CRC32C();
                checksum.update(bytes.slice(0, 32));
                bytes.putInt(32, (int) checksum.getValue());
            } else if (name.endsWith(".sym")) {
                bytes.putInt(4, bytes.getInt(4) + 1);
            } else if (name.endsWith(".col") || name.startsWith("manifest.")) {
                bytes.put(8, (byte) (bytes.get(8) + 1));
            } else {
                continue;
            }
            tried++;
            damaged.replace(file, bytes.array());
            assertTrue(
                    FolderCheck.run(new SimulatedDisk(new DiskImage(damaged)), DiskImage.ROOT)
                            .damage()
                            .stream()
                            .anyMatch(found -> found.problem().contains("unknown format version")),
                    file::toString);
            assertTrue(assertFoundOrHarmless(damaged, file + " of a later version"));
        }
        assertTrue(tried > 10, "only " + tried + " files");
    }

    @Test
    void framesOfTheLogThatChangedPlacesAreFound() throws Exception {
        Random random = Seeds.random("framesOfTheLogThatChangedPlacesAreFound");
        for (int round = 0; round < ROUNDS / 5; round++) {
            DiskImage damaged = new DiskImage(disk);
            List<Path> segments =
                    disk.allFiles().stream()
                            .filter(file -> file.toString().endsWith(".log"))
                            .filter(file -> frames(disk.bytes(file)).size() > 2)
                            .toList();
            Path file = segments.get(random.nextInt(segments.size()));
            byte[] bytes = damaged.bytes(file);
            List<Integer> frames = frames(bytes);
            int one = random.nextInt(frames.size() - 2);
            int other = one + 1 + random.nextInt(frames.size() - 2 - one);
            damaged.replace(file, swapped(bytes, frames, one, other));
            String what = "frames %d and %d of %s swapped".formatted(one, other, file);
            assertTrue(assertFoundOrHarmless(damaged, what), what);
        }
    }

    /** Whether rows are missing, or something was reported. Fails if only the former. */
    private static boolean assertFoundOrHarmless(DiskImage damaged, String what) throws Exception {
        CheckReport report;
        try {
            report = FolderCheck.run(new SimulatedDisk(new DiskImage(damaged)), DiskImage.ROOT);
        } catch (RuntimeException failure) {
            throw new AssertionError("the check fails at " + what, failure);
        }
        SimulatedDisk simulated = new SimulatedDisk(damaged);
        try (Store store = open(simulated)) {
            boolean told = !store.damage().isEmpty();
            Contents found;
            try {
                found = Contents.read(store);
            } catch (CorruptFileException _) {
                assertFalse(report.isClean(), () -> "the check misses " + what);
                return true;
            }
            boolean whole = found.equals(contents);
            if (!whole && !told) {
                // Damage in the last synced frames looks like frames that were never finished.
                assertOnlyTheLastCommitIsMissing(found, what);
            }
            assertTrue(told || !whole || store.damage().isEmpty());
            found.numbersByTable()
                    .forEach((table, numbers) -> {
                        Set<Long> written = contents.numbersByTable().getOrDefault(table, Set.of());
                        assertTrue(written.containsAll(numbers), what);
                    });
            assertTrue(!told || !report.isClean(), () -> "the check misses " + what);
            return told || !whole;
        } catch (AssertionError | RuntimeException wrong) {
            throw new AssertionError(what, wrong);
        }
    }

    private static void assertOnlyTheLastCommitIsMissing(Contents found, String what) {
        contents.numbersByTable()
                .forEach((table, numbers) -> {
                    Set<Long> missing = new TreeSet<>(numbers);
                    missing.removeAll(found.numbersByTable().getOrDefault(table, Set.of()));
                    assertTrue(
                            lastCommit.containsAll(missing),
                            () -> "%s: unnoticed, %s lost %s".formatted(what, table, missing));
                });
    }

    /** A file of any kind, with something in it. */
    private static Path anyFile(Random random) {
        List<String> kinds = List.of(".col", ".sym", ".log", "manifest.0", "manifest.1");
        String kind = kinds.get(random.nextInt(kinds.size()));
        List<Path> files =
                disk.allFiles().stream()
                        .filter(file -> file.toString().endsWith(kind))
                        .filter(file -> disk.bytes(file).length > 0)
                        .toList();
        return files.get(random.nextInt(files.size()));
    }

    /** Where the frames of a segment begin, and where the last one ends. */
    private static List<Integer> frames(byte[] segment) {
        ByteBuffer bytes = ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> offsets = new ArrayList<>();
        int offset = FRAME_ALIGNMENT;
        while (offset + FRAME_HEADER_BYTES < segment.length
                && bytes.getInt(offset) == FRAME_MAGIC) {
            offsets.add(offset);
            int length = FRAME_HEADER_BYTES + bytes.getInt(offset + Integer.BYTES);
            offset += (length + FRAME_ALIGNMENT - 1) / FRAME_ALIGNMENT * FRAME_ALIGNMENT;
        }
        offsets.add(offset);
        return offsets;
    }

    private static byte[] swapped(byte[] segment, List<Integer> frames, int one, int other) {
        ByteBuffer swapped = ByteBuffer.allocate(segment.length);
        int from = frames.get(one);
        int otherFrom = frames.get(other);
        int otherEnd = frames.get(other + 1);
        int end = frames.get(one + 1);
        swapped.put(segment, 0, from);
        swapped.put(segment, otherFrom, otherEnd - otherFrom);
        swapped.put(segment, end, otherFrom - end);
        swapped.put(segment, from, end - from);
        swapped.put(segment, otherEnd, segment.length - otherEnd);
        return swapped.array();
    }

    private static Store open(SimulatedDisk on) throws IOException {
        return Store.open(
                OPTIONS,
                new OutOfOrderSealer(POOL, 1, new CostModel(3, 2, 2, 10, 20, 1 << 20)),
                on);
    }
}
