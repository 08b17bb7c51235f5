package dev.tidemark.core.manifest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.encoding.Randomness;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.DiskFileSystem;
import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.PartitionState.ColumnFileState;
import dev.tidemark.core.table.Piece;
import dev.tidemark.core.table.QuarantinedPartition;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.Durability;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableOptions;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManifestFileTest {
    private static final long DAY_MICROS = 86_400_000_000L;

    @TempDir Path folder;
    private final Random random = Randomness.random();
    private ManifestFile file;

    @BeforeEach
    void openFile() {
        file = new ManifestFile(DiskFileSystem.INSTANCE, folder);
    }

    @Test
    void aFolderWithoutManifestHasNone() throws IOException {
        Files.writeString(folder.resolve("manifest.new"), "left by a crash");
        assertTrue(file.read().newest().isEmpty());
        assertFalse(file.exists());
    }

    @Test
    void whatIsWrittenIsReadAndReplacesWhatWasThere() throws IOException {
        for (int round = 0; round < 50; round++) {
            Manifest manifest = randomManifest();
            file.write(manifest);
            assertSame(manifest);
        }
        assertFalse(Files.exists(folder.resolve("manifest.new")));
    }

    @Test
    void aLongerManifestThatWasNotFinishedLeavesNoTrace() throws IOException {
        Files.write(folder.resolve("manifest.new"), new byte[100_000]);
        Manifest manifest = randomManifest();
        file.write(manifest);
        assertSame(manifest);
    }

    @ParameterizedTest
    @EnumSource
    void everyPartitionUnitIsKept(PartitionUnit unit) throws IOException {
        TableSchema schema = schema(unit, Durability.ofCode((byte) random.nextInt(4)));
        long floor = schema.partitionFloor(0);
        Manifest manifest =
                new Manifest(
                        3,
                        schema,
                        List.of(partition(floor, 0, level(0, 10, 5, 7))),
                        List.of(),
                        Map.of(),
                        9);
        file.write(manifest);
        assertSame(manifest);
    }

    @Test
    void theBytesAreThoseOfTheDescription() throws IOException {
        TableSchema schema =
                new TableSchema(
                        "t",
                        2,
                        List.of(new ColumnDefinition(1, "ts", ColumnType.TIMESTAMP)),
                        0,
                        new TableOptions(
                                PartitionUnit.NONE, List.of(0), Optional.of(Durability.NONE)));
        file.write(new Manifest(5, schema, List.of(), List.of(), Map.of(), 258));
        byte[] bytes = Files.readAllBytes(newest());
        byte[] expected = {
            'T',
            'M',
            'A',
            'N',
            bytes[4],
            bytes[5],
            bytes[6],
            bytes[7],
            5,
            0,
            0,
            0,
            89,
            0,
            0,
            0,
            2,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            5,
            0,
            0,
            0,
            2,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            1,
            0,
            0,
            0,
            't',
            2,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            PartitionUnit.NONE.code(),
            1,
            0,
            0,
            0,
            1,
            0,
            0,
            0,
            9,
            0,
            0,
            0,
            2,
            0,
            0,
            0,
            't',
            's',
            0,
            0,
            0,
            0,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            3,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
        };
        assertArrayEquals(expected, bytes);
    }

    @Test
    void flippedBitsAreFoundAndTheOtherManifestCounts() throws IOException {
        Manifest manifest = randomManifest();
        file.write(manifest);
        byte[] intact = Files.readAllBytes(newest());
        for (int at = 0; at < intact.length; at += 1 + at / 100) {
            byte[] damaged = intact.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(newest(), damaged);
            assertEquals(newest(), onlyDamage().file());
            assertSame(manifest);
        }
        Files.write(other(), new byte[200]);
        assertTrue(open().read().newest().isEmpty());
        assertEquals(2, open().read().damaged().size());
        assertTrue(open().exists());
    }

    @Test
    void cutManifestsAreFound() throws IOException {
        Manifest manifest = randomManifest();
        file.write(manifest);
        byte[] intact = Files.readAllBytes(newest());
        for (int length = 0; length < intact.length; length += 1 + length / 100) {
            Files.write(newest(), Arrays.copyOf(intact, length));
            assertEquals(newest(), onlyDamage().file());
            assertSame(manifest);
        }
        Files.write(newest(), Arrays.copyOf(intact, intact.length + 1));
        assertEquals(newest(), onlyDamage().file());
    }

    @Test
    void theHigherGenerationCounts() throws IOException {
        Manifest older = randomManifest();
        file.write(older);
        byte[] kept = Files.readAllBytes(other());
        Manifest newer = randomManifest();
        file.write(newer);
        Files.write(other(), kept);
        assertSame(newer);
        // A writer goes on with the numbers that it finds.
        ManifestFile again = open();
        assertTrue(again.read().newest().isPresent());
        again.write(older);
        assertSame(older);
    }

    @Test
    void aDroppedManifestIsGoneAndSaysSo() throws IOException {
        file.write(randomManifest());
        assertFalse(file.isDropped());
        file.drop();
        assertFalse(file.exists());
        assertTrue(open().read().newest().isEmpty());
        assertTrue(open().isDropped());
        file.drop();
        assertTrue(open().isDropped());
    }

    @Test
    void whatCannotBeIsRefused() throws IOException {
        refused(partition(1, 0, level(0, 10, 5, 7)), "no partition begins at 1");
        refused(partition(0, -1, level(0, 10, 5, 7)), "generation");
        refused(partition(0, 0, level(0, 101, 5, 7)), "ends beyond");
        refused(partition(0, 0, level(99, Long.MAX_VALUE - 99, 5, 7)), "ends beyond");
        refused(partition(0, 0, level(0, 10, -1, 7)), "overlaps");
        refused(partition(0, 0, level(0, 10, 5, DAY_MICROS)), "pieces end at");
        refused(partition(0, 0, List.of()), "without pieces");
        refused(
                partition(0, 0, List.of(new Piece(0, 10, 5, 7), new Piece(10, 10, 6, 9))),
                "overlaps");
        refused(
                partition(0, 0, List.of(new Piece(0, 10, 5, 7), new Piece(9, 10, 8, 9))),
                "shares rows");
        refused(partitionWithFiles(Map.of()), "lacks timestamps");
        refused(partitionWithFiles(Map.of(2, new ColumnFileState(1, 64))), "lacks timestamps");
        refused(partitionWithFiles(Map.of(9, new ColumnFileState(0, 64))), "column 9");
        refused(partitionWithFiles(Map.of(2, new ColumnFileState(0, 63))), "lengthBytes=63");
        refused(partitionWithFiles(Map.of(2, new ColumnFileState(101, 64))), "firstRow=101");
        PartitionState day = partition(0, 0, level(0, 10, 5, 7));
        file.write(
                new Manifest(
                        1,
                        schema(PartitionUnit.DAY, Optional.empty()),
                        List.of(day, day),
                        List.of(),
                        Map.of(),
                        1));
        CorruptFileException twice = open().read().damaged().getFirst();
        assertTrue(String.valueOf(twice.getMessage()).contains("out of order"));
    }

    @Test
    void neighboursMayShareATimestamp() throws IOException {
        PartitionState touching =
                partition(0, 0, List.of(new Piece(50, 10, 5, 7), new Piece(0, 10, 7, 7)));
        Manifest manifest =
                new Manifest(
                        1,
                        schema(PartitionUnit.DAY, Optional.empty()),
                        List.of(touching),
                        List.of(),
                        Map.of(),
                        1);
        file.write(manifest);
        assertSame(manifest);
    }

    private void refused(PartitionState partition, String reason) throws IOException {
        file.write(
                new Manifest(
                        1,
                        schema(PartitionUnit.DAY, Optional.empty()),
                        List.of(partition),
                        List.of(),
                        Map.of(),
                        1));
        assertTrue(open().read().newest().isEmpty());
        CorruptFileException found = open().read().damaged().getFirst();
        assertTrue(String.valueOf(found.getMessage()).contains(reason), found::toString);
    }

    private ManifestFile open() {
        return new ManifestFile(DiskFileSystem.INSTANCE, folder);
    }

    /** Where a writer that wrote once, or twice ..., put the highest generation. */
    private Path newest() {
        return folder.resolve("manifest.0");
    }

    private Path other() {
        return folder.resolve("manifest.1");
    }

    private CorruptFileException onlyDamage() throws IOException {
        ManifestFile.Found found = open().read();
        assertEquals(1, found.damaged().size());
        return found.damaged().getFirst();
    }

    private void assertSame(Manifest expected) throws IOException {
        Manifest read = open().read().newest().orElseThrow();
        assertEquals(expected.tableId(), read.tableId());
        assertEquals(expected.logSequence(), read.logSequence());
        assertEquals(expected.partitions(), read.partitions());
        assertEquals(expected.symbolCounts(), read.symbolCounts());
        TableSchema schema = expected.schema();
        assertEquals(schema.tableName(), read.schema().tableName());
        assertEquals(schema.version(), read.schema().version());
        assertEquals(schema.columns(), read.schema().columns());
        assertEquals(schema.timestampIndex(), read.schema().timestampIndex());
        assertEquals(schema.options(), read.schema().options());
    }

    private QuarantinedPartition randomQuarantined() {
        return new QuarantinedPartition(
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                "2026-01-01/g1/3.col",
                random.nextLong(),
                "it is missing");
    }

    private Manifest randomManifest() {
        TableSchema schema = schema(PartitionUnit.DAY, Optional.empty());
        List<PartitionState> partitions = new ArrayList<>();
        long floor = -3 * DAY_MICROS;
        for (int index = random.nextInt(5); index > 0; index--) {
            floor += DAY_MICROS * (1 + random.nextInt(3));
            List<List<Piece>> levels = new ArrayList<>();
            long row = 0;
            for (int level = random.nextInt(4); level > 0; level--) {
                List<Piece> pieces = new ArrayList<>();
                long timestamp = floor;
                for (int piece = 1 + random.nextInt(5); piece > 0; piece--) {
                    long count = 1L + random.nextInt(10);
                    row += random.nextInt(3);
                    long minimum = timestamp + random.nextInt(2);
                    timestamp = minimum + random.nextInt(100);
                    pieces.add(new Piece(row, count, minimum, timestamp));
                    row += count;
                }
                levels.add(pieces);
            }
            Map<Integer, ColumnFileState> files = new HashMap<>();
            files.put(2, new ColumnFileState(0, 64L + random.nextInt(1 << 20)));
            if (random.nextBoolean()) {
                files.put(1, new ColumnFileState(row, 1L << 40));
            }
            partitions.add(
                    new PartitionState(floor, random.nextInt(9), row / 3, row, levels, files));
        }
        return new Manifest(
                random.nextInt(),
                schema,
                partitions,
                random.nextBoolean() ? List.of() : List.of(randomQuarantined()),
                random.nextBoolean() ? Map.of() : Map.of(1, 1 + random.nextInt(1_000)),
                random.nextLong());
    }

    private static TableSchema schema(PartitionUnit unit, Optional<Durability> durability) {
        return new TableSchema(
                "Größe",
                7,
                List.of(
                        new ColumnDefinition(1, "host", ColumnType.SYMBOL),
                        new ColumnDefinition(2, "ts", ColumnType.TIMESTAMP),
                        new ColumnDefinition(4, "日本", ColumnType.VARCHAR)),
                1,
                new TableOptions(unit, List.of(1, 0), durability));
    }

    private static List<Piece> level(long row, long count, long minimum, long maximum) {
        return List.of(new Piece(row, count, minimum, maximum));
    }

    private static PartitionState partition(long floor, int generation, List<Piece> level) {
        return new PartitionState(
                floor, generation, 0, 100, List.of(level), Map.of(2, new ColumnFileState(0, 640)));
    }

    private static PartitionState partitionWithFiles(Map<Integer, ColumnFileState> files) {
        return new PartitionState(0, 0, 0, 100, List.of(), files);
    }
}
