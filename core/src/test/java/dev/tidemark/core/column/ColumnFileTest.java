package dev.tidemark.core.column;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.encoding.Randomness;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.DiskFileSystem;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.VectorKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnFileTest {
    private static final int BLOCK_ROWS = 65_536;
    private static final int[] BLOCK_SIZES = {1, 2, 63, 64, 1_023, 1_024, 1_025, 2_048, 5_000};

    @TempDir Path folder;
    private final BlockBuffers buffers = new BlockBuffers();
    private final Arena arena = Arena.ofShared();
    private final Random random = Randomness.random();

    @AfterEach
    void close() {
        arena.close();
        buffers.close();
    }

    @ParameterizedTest
    @MethodSource("dev.tidemark.core.column.Cells#types")
    void everyTypeComesBackOverAllBorders(ColumnType type) throws IOException {
        int firstRow = random.nextInt(3) == 0 ? 0 : random.nextInt(3_000);
        ColumnFileLocation location = location(type, firstRow);
        Cells cells = new Cells(type);
        cells.addNulls(firstRow);
        long lengthBytes = 0;
        int sessions = 1 + random.nextInt(4);
        for (int session = 0; session < sessions; session++) {
            int full = session == 1 ? 1 : 0;
            for (int block = 0; block < full; block++) {
                lengthBytes = append(location, lengthBytes, cells, BLOCK_ROWS);
            }
            int rows = BLOCK_SIZES[random.nextInt(BLOCK_SIZES.length)];
            lengthBytes = append(location, lengthBytes, cells, rows);
        }
        ColumnFile file = open(location, lengthBytes, cells.size(), null);
        SymbolDictionary dictionary = type == ColumnType.SYMBOL ? new SymbolDictionary() : null;
        ColumnFileReader reader = new ColumnFileReader(file, 0, dictionary);
        Vector vector = new Vector(type, 4_096);
        for (int read = 0; read < 80; read++) {
            int from = random.nextInt(cells.size());
            int most = read % 2 == 0 ? 300 : 4_096; // few rows of a vector are read one by one
            int count = 1 + random.nextInt(Math.min(most, cells.size() - from));
            reader.read(from, count, vector);
            cells.assertEqualTo(vector, from, count);
            assertSame(dictionary, vector.dictionary());
        }
        readByVectors(file, cells, 0, cells.size());
        Vector all = new Vector(type, cells.size());
        reader.read(0, cells.size(), all);
        cells.assertEqualTo(all, 0, cells.size());
    }

    @Test
    void aReaderMayStartAtAnyRow() throws IOException {
        ColumnFileLocation location = location(ColumnType.LONG, 10);
        Cells cells = new Cells(ColumnType.LONG);
        cells.addNulls(10);
        long lengthBytes = append(location, 0, cells, 3_000);
        ColumnFile file = open(location, lengthBytes, cells.size(), null);
        Vector vector = new Vector(ColumnType.LONG);
        for (int start : new int[] {0, 9, 10, 11, 1_033, 1_034, 1_035, 3_009}) {
            ColumnFileReader reader = new ColumnFileReader(file, start, null);
            int count = Math.min(Vector.SIZE, cells.size() - start);
            reader.read(0, count, vector);
            cells.assertEqualTo(vector, start, count);
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> reader.read(cells.size() - start, 1, vector));
        }
    }

    @Test
    void vectorsEndAtBordersOfBlocksAndOf1024Rows() throws IOException {
        ColumnFileLocation location = location(ColumnType.LONG, 100);
        Cells cells = new Cells(ColumnType.LONG);
        cells.addNulls(100);
        long lengthBytes = append(location, 0, cells, 1_500);
        lengthBytes = append(location, lengthBytes, cells, 10);
        ColumnFile file = open(location, lengthBytes, cells.size(), null);
        assertEquals(100, file.vectorEnd(0));
        assertEquals(100, file.vectorEnd(99));
        assertEquals(1_124, file.vectorEnd(100));
        assertEquals(1_124, file.vectorEnd(1_123));
        assertEquals(1_600, file.vectorEnd(1_124));
        assertEquals(1_610, file.vectorEnd(1_600));
        assertEquals(1_610, file.vectorEnd(1_609));
    }

    @ParameterizedTest
    @MethodSource("dev.tidemark.core.column.Cells#types")
    void statisticsHoldTheValues(ColumnType type) throws IOException {
        ColumnFileLocation location = location(type, 5);
        Cells cells = new Cells(type);
        cells.addNulls(5);
        long lengthBytes = append(location, 0, cells, 4_000);
        ColumnFile file = open(location, lengthBytes, cells.size(), null);
        ColumnFileReader reader = new ColumnFileReader(file, 0, null);
        VectorKind kind = type.vectorKind();
        boolean known = kind == VectorKind.LONGS || kind == VectorKind.CODES;
        assertEquals(Long.MIN_VALUE, reader.minimumAround(4));
        assertEquals(Long.MAX_VALUE, reader.maximumAround(4));
        for (int start = 5; start < cells.size(); start = (int) file.vectorEnd(start)) {
            long minimum = Long.MAX_VALUE;
            long maximum = Long.MIN_VALUE;
            for (int row = start; known && row < file.vectorEnd(start); row++) {
                if (cells.get(row) instanceof Number number) {
                    minimum = Math.min(minimum, number.longValue());
                    maximum = Math.max(maximum, number.longValue());
                }
            }
            boolean found = minimum <= maximum;
            assertEquals(found ? minimum : Long.MIN_VALUE, reader.minimumAround(start));
            assertEquals(found ? maximum : Long.MAX_VALUE, reader.maximumAround(start));
        }
    }

    @Test
    void lowerBoundsAreThoseOfAWalk() throws IOException {
        ColumnFileLocation location = location(ColumnType.TIMESTAMP, 0);
        Cells cells = new Cells(ColumnType.TIMESTAMP);
        int[] starts = new int[5];
        long lengthBytes = 0;
        for (int piece = 0; piece < 4; piece++) {
            starts[piece] = cells.size();
            int rows = 1 + random.nextInt(6_000);
            long value = random.nextInt(100);
            Cells block = new Cells(ColumnType.TIMESTAMP);
            for (int row = 0; row < rows; row++) {
                value += random.nextInt(3) == 0 ? random.nextInt(20) : 0;
                block.add(value);
                cells.add(value);
            }
            lengthBytes = write(location, lengthBytes, block.toVector(0, rows));
        }
        starts[4] = cells.size();
        ColumnFile file = open(location, lengthBytes, cells.size(), null);
        for (int search = 0; search < 400; search++) {
            int piece = random.nextInt(4);
            int from = starts[piece] + random.nextInt(starts[piece + 1] - starts[piece]);
            int to = from + 1 + random.nextInt(starts[piece + 1] - from);
            Object near = cells.get(from + random.nextInt(to - from));
            long value = (Long) assertNotNullValue(near) + random.nextInt(3) - 1;
            int expected = from;
            while (expected < to && (Long) assertNotNullValue(cells.get(expected)) < value) {
                expected++;
            }
            int start = random.nextInt(from + 1);
            ColumnFileReader reader = new ColumnFileReader(file, start, null);
            assertEquals(expected - start, reader.lowerBound(from - start, to - start, value));
        }
    }

    @Test
    void whatWasNotPublishedIsWrittenOver() throws IOException {
        ColumnFileLocation location = location(ColumnType.VARCHAR, 0);
        Cells cells = new Cells(ColumnType.VARCHAR);
        long published = append(location, 0, cells, 1_000);
        Cells abandoned = new Cells(ColumnType.VARCHAR);
        append(location, published, abandoned, 5_000);
        ColumnFile before = open(location, published, 1_000, null);
        readByVectors(before, cells, 0, 1_000);
        long lengthBytes = append(location, published, cells, 300);
        readByVectors(open(location, lengthBytes, 1_300, before), cells, 0, 1_300);
        readByVectors(before, cells, 0, 1_000);
    }

    @Test
    void veryLongTextsAreCutIntoMoreBlocks() throws IOException {
        ColumnFileLocation location = location(ColumnType.VARCHAR, 0);
        int rows = 2_500;
        Vector vector = new Vector(ColumnType.VARCHAR, rows);
        int textBytes = 3 * ColumnFileWriter.MAX_BLOCK_TEXT_BYTES / 2 / rows;
        Arrays.fill(vector.reserveBytes(rows * textBytes), (byte) 'x');
        for (int row = 0; row <= rows; row++) {
            vector.offsets()[row] = row * textBytes;
        }
        vector.setLength(rows);
        long lengthBytes = write(location, 0, vector);
        ColumnFile file = open(location, lengthBytes, rows, null);
        assertEquals(1_024, file.directory().endRow(0));
        assertEquals(rows, file.directory().endRow(1));
        Vector read = new Vector(ColumnType.VARCHAR);
        new ColumnFileReader(file, 0, null).read(1_000, 100, read);
        assertEquals(100 * textBytes, read.offsets()[100]);
        byte[] expected = "x".repeat(100 * textBytes).getBytes(StandardCharsets.UTF_8);
        assertTrue(Arrays.equals(expected, 0, expected.length, read.bytes(), 0, 100 * textBytes));
    }

    static List<ColumnType> typesOfNumbersAndCodes() {
        return List.of(
                ColumnType.BYTE,
                ColumnType.INT,
                ColumnType.LONG,
                ColumnType.TIMESTAMP,
                ColumnType.SYMBOL);
    }

    static List<ColumnType> typesOfEachVectorKind() {
        return List.of(
                ColumnType.LONG,
                ColumnType.DOUBLE,
                ColumnType.SYMBOL,
                ColumnType.VARCHAR,
                ColumnType.UUID);
    }

    @ParameterizedTest
    @MethodSource("typesOfEachVectorKind")
    void everyFlippedBitIsFoundAndNamed(ColumnType type) throws IOException {
        ColumnFileLocation location = location(type, 0);
        Cells cells = new Cells(type);
        long lengthBytes = append(location, 0, cells, 1_500);
        lengthBytes = append(location, lengthBytes, cells, 700);
        byte[] intact = Files.readAllBytes(location.path());
        for (int flip = 0; flip < 100; flip++) {
            int at = random.nextInt(flip < 30 ? Math.min(200, intact.length) : intact.length);
            byte[] damaged = intact.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(location.path(), damaged);
            long length = lengthBytes;
            try (Arena own = Arena.ofConfined()) {
                CorruptFileException found =
                        assertThrows(
                                CorruptFileException.class,
                                () -> {
                                    ColumnFile file =
                                            ColumnFile.open(location, length, 2_200, own, null);
                                    readByVectors(file, cells, 0, 2_200);
                                },
                                () -> "byte " + at + " of " + type);
                assertEquals(location.path(), found.file());
                assertTrue(found.offset() >= 0 && found.offset() <= length);
                assertTrue(String.valueOf(found.getMessage()).contains(location.path().toString()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("typesOfNumbersAndCodes")
    void rowsSelectedWithoutDecodingAreThoseOfAWalk(ColumnType type) throws IOException {
        ColumnFileLocation location = location(type, 0);
        int count = 5_000;
        Vector column = new Vector(type, count);
        boolean symbols = type.vectorKind() == VectorKind.CODES;
        for (int row = 0; row < count; row++) {
            int value = row < 2_000 ? random.nextInt(100) : row / 300;
            if (symbols) {
                column.codes()[row] = value;
            } else {
                column.longs()[row] = value;
            }
        }
        column.setLength(count);
        column.setNull(1_500); // the second vector has to be decoded
        try (BlockBuffers buffers = new BlockBuffers();
                ColumnFileWriter writer = ColumnFileWriter.create(location, buffers)) {
            writer.append(column);
            ColumnFile file = open(location, writer.lengthBytes(), count, null);
            ColumnFileReader reader = new ColumnFileReader(file, 0, null);
            for (int low : new int[] {-1, 0, 7, 50, 200}) {
                checkSelected(reader, column, low, low + random.nextInt(60));
            }
            long[] bits = new long[Vector.SIZE / Long.SIZE];
            assertFalse(reader.select(1_024, 1_024, 0, 9, bits), "a vector with a NULL");
            assertFalse(reader.select(1, 1_024, 0, 9, bits), "rows of two vectors");
            assertFalse(reader.select(0, 1_023, 0, 9, bits), "a part of a vector");
        }
    }

    private static void checkSelected(ColumnFileReader reader, Vector column, long low, long high) {
        long[] bits = new long[Vector.SIZE / Long.SIZE];
        int[] selectedVectors = {0, 2, 3, 4};
        for (int vector : selectedVectors) {
            int first = vector * Vector.SIZE;
            int rows = Math.min(Vector.SIZE, column.length() - first);
            assertTrue(reader.select(first, rows, low, high, bits), "vector " + vector);
            for (int row = 0; row < rows; row++) {
                long value =
                        column.type() == ColumnType.SYMBOL
                                ? column.codes()[first + row]
                                : column.longs()[first + row];
                boolean isIn = (bits[row / 64] >>> row & 1) != 0;
                assertEquals(value >= low && value <= high, isIn, "row " + (first + row));
            }
        }
    }

    @Test
    void blocksAreComparedWithTheirChecksumOncePerFile() throws IOException {
        ColumnFileLocation location = location(ColumnType.LONG, 0);
        Cells cells = new Cells(ColumnType.LONG);
        long lengthBytes = appendVaried(location, cells, 2_000);
        ColumnFile older = open(location, lengthBytes, 2_000, null);
        readByVectors(older, cells, 0, 2_000);
        long longer = append(location, lengthBytes, cells, 100);
        try (RandomAccessFile file = new RandomAccessFile(location.path().toFile(), "rw")) {
            file.seek(lengthBytes - 300);
            int old = file.read();
            file.seek(lengthBytes - 300);
            file.write(old ^ 1);
        }
        Vector vector = new Vector(ColumnType.LONG);
        new ColumnFileReader(open(location, longer, 2_100, older), 0, null).read(0, 1, vector);
        ColumnFile fresh = open(location, longer, 2_100, null);
        ColumnFileReader reader = new ColumnFileReader(fresh, 0, null);
        assertThrows(CorruptFileException.class, () -> reader.read(0, 1, vector));
        assertThrows(CorruptFileException.class, () -> reader.longAt(0));
        reader.read(2_000, 100, vector);
    }

    @Test
    void aFileThatIsShortOrAnotherOneIsRefused() throws IOException {
        ColumnFileLocation location = location(ColumnType.LONG, 0);
        Cells cells = new Cells(ColumnType.LONG);
        long lengthBytes = append(location, 0, cells, 2_000);
        assertThrows(
                CorruptFileException.class, () -> open(location, lengthBytes + 64, 2_000, null));
        assertThrows(
                CorruptFileException.class, () -> open(location, lengthBytes - 64, 2_000, null));
        assertThrows(CorruptFileException.class, () -> open(location, lengthBytes, 2_001, null));
        for (ColumnFileHeader other :
                new ColumnFileHeader[] {
                    new ColumnFileHeader(8, ColumnType.LONG, 0),
                    new ColumnFileHeader(7, ColumnType.DATE, 0),
                    new ColumnFileHeader(7, ColumnType.LONG, 1)
                }) {
            ColumnFileLocation wrong =
                    new ColumnFileLocation(DiskFileSystem.INSTANCE, location.path(), other);
            assertThrows(CorruptFileException.class, () -> open(wrong, lengthBytes, 2_000, null));
            assertThrows(
                    CorruptFileException.class,
                    () -> ColumnFileWriter.resume(wrong, lengthBytes, buffers));
        }
    }

    @Test
    void aClosedArenaEndsReading() throws IOException {
        ColumnFileLocation location = location(ColumnType.LONG, 0);
        Cells cells = new Cells(ColumnType.LONG);
        long lengthBytes = appendVaried(location, cells, 2_000);
        Arena own = Arena.ofShared();
        ColumnFile file = ColumnFile.open(location, lengthBytes, 2_000, own, null);
        ColumnFileReader reader = new ColumnFileReader(file, 0, null);
        Vector vector = new Vector(ColumnType.LONG);
        reader.read(0, 10, vector);
        own.close();
        assertThrows(IllegalStateException.class, () -> reader.read(1_500, 10, vector));
    }

    @Test
    void aVectorOfAnotherTypeIsRefused() throws IOException {
        ColumnFileLocation location = location(ColumnType.LONG, 0);
        try (ColumnFileWriter writer = ColumnFileWriter.create(location, buffers)) {
            Vector vector = new Vector(ColumnType.DATE, 1);
            vector.setLength(1);
            assertThrows(IllegalArgumentException.class, () -> writer.append(vector));
            assertEquals(ColumnFileHeader.SIZE_BYTES, writer.lengthBytes());
            assertEquals(0, writer.appendedRows());
        }
    }

    @Test
    void summariesAreThoseOfTheValues() throws IOException {
        for (int round = 0; round < 12; round++) {
            int firstRow = random.nextInt(3) == 0 ? 0 : random.nextInt(3_000);
            ColumnFileLocation location = location(ColumnType.LONG, firstRow);
            Files.deleteIfExists(location.path());
            Cells cells = new Cells(ColumnType.LONG);
            cells.addNulls(firstRow);
            long lengthBytes = appendLongs(location, 0, cells, BLOCK_ROWS);
            for (int block = random.nextInt(4); block >= 0; block--) {
                int rows = BLOCK_SIZES[random.nextInt(BLOCK_SIZES.length)];
                lengthBytes = appendLongs(location, lengthBytes, cells, rows);
            }
            ColumnFile file = open(location, lengthBytes, cells.size(), null);
            ColumnFileReader reader = new ColumnFileReader(file, 0, null);
            assertSummary(cells, 0, cells.size(), reader);
            for (int read = 0; read < 20; read++) {
                int from = random.nextInt(cells.size());
                int count = 1 + random.nextInt(cells.size() - from);
                assertSummary(cells, from, count, reader);
            }
        }
    }

    /** A block of longs of any width, some with NULLs, some with runs. */
    private long appendLongs(ColumnFileLocation location, long lengthBytes, Cells cells, int rows)
            throws IOException {
        int from = cells.size();
        int shift = random.nextInt(Long.SIZE);
        int nulls = random.nextInt(3);
        boolean inRuns = random.nextBoolean();
        long value = random.nextLong();
        for (int row = 0; row < rows; row++) {
            value = inRuns && random.nextInt(50) != 0 ? value : random.nextLong();
            boolean isNull = nulls == 1 ? random.nextInt(9) == 0 : nulls == 2 && row % 5_000 > 900;
            cells.add(isNull ? null : value >> shift);
        }
        return write(location, lengthBytes, cells.toVector(from, rows));
    }

    private static void assertSummary(Cells cells, int from, int count, ColumnFileReader reader) {
        BigInteger sum = BigInteger.ZERO;
        long values = 0;
        long minimum = Long.MAX_VALUE;
        long maximum = Long.MIN_VALUE;
        for (int row = from; row < from + count; row++) {
            if (cells.get(row) instanceof Long value) {
                sum = sum.add(BigInteger.valueOf(value));
                values++;
                minimum = Math.min(minimum, value);
                maximum = Math.max(maximum, value);
            }
        }
        for (boolean withSum : new boolean[] {false, true}) {
            LongSummary summary = new LongSummary(withSum);
            assertTrue(reader.summarize(from, count, summary));
            assertEquals(values, summary.count());
            assertEquals(minimum, summary.minimum());
            assertEquals(maximum, summary.maximum());
            if (withSum) {
                BigInteger wraps = BigInteger.valueOf(summary.wraps()).shiftLeft(Long.SIZE);
                assertEquals(sum, wraps.add(BigInteger.valueOf(summary.sum())));
            }
        }
    }

    @Test
    void summariesOfWholeBlocksReadNoValues() throws IOException {
        ColumnFileLocation location = location(ColumnType.LONG, 0);
        Cells cells = new Cells(ColumnType.LONG);
        for (int row = 0; row < 3_000; row++) {
            cells.add(row % 7 == 0 ? null : row * 5L);
        }
        long lengthBytes = write(location, 0, cells.toVector(0, 3_000));
        lengthBytes = write(location, lengthBytes, cells.toVector(0, 3_000));
        ColumnFile file = open(location, lengthBytes, 6_000, null);
        LongSummary whole = new LongSummary(true);
        new ColumnFileReader(file, 0, null).summarize(0, 6_000, whole);
        assertEquals(2, whole.knownBlocks());
        assertEquals(0, whole.readVectors());
        LongSummary part = new LongSummary(true);
        new ColumnFileReader(file, 0, null).summarize(100, 5_900, part);
        assertEquals(1, part.knownBlocks());
        assertEquals(3, part.readVectors());
    }

    private ColumnFileLocation location(ColumnType type, long firstRow) {
        return new ColumnFileLocation(
                DiskFileSystem.INSTANCE,
                folder.resolve("7.col"),
                new ColumnFileHeader(7, type, firstRow));
    }

    private ColumnFile open(
            ColumnFileLocation location, long lengthBytes, long endRow, @Nullable ColumnFile older)
            throws IOException {
        return ColumnFile.open(location, lengthBytes, endRow, arena, older);
    }

    /** Appends random rows to the file and to the model; returns the file's new length. */
    private long append(ColumnFileLocation location, long lengthBytes, Cells cells, int rows)
            throws IOException {
        int from = cells.size();
        cells.addRandom(random, rows);
        return write(location, lengthBytes, cells.toVector(from, rows));
    }

    /** A first block of longs that cannot be told from its header: no two are the same. */
    private long appendVaried(ColumnFileLocation location, Cells cells, int rows)
            throws IOException {
        for (long row = 0; row < rows; row++) {
            cells.add(row * row * 1_000_003L);
        }
        return write(location, 0, cells.toVector(0, rows));
    }

    private long write(ColumnFileLocation location, long lengthBytes, Vector block)
            throws IOException {
        try (ColumnFileWriter writer =
                lengthBytes == 0
                        ? ColumnFileWriter.create(location, buffers)
                        : ColumnFileWriter.resume(location, lengthBytes, buffers)) {
            writer.append(block);
            writer.sync();
            assertEquals(block.length(), writer.appendedRows());
            return writer.lengthBytes();
        }
    }

    private static void readByVectors(ColumnFile file, Cells cells, int from, int to) {
        ColumnFileReader reader = new ColumnFileReader(file, 0, null);
        Vector vector = new Vector(file.header().type());
        assertNull(vector.dictionary());
        int row = from;
        while (row < to) {
            int count = (int) Math.min(to, file.vectorEnd(row)) - row;
            reader.read(row, count, vector);
            cells.assertEqualTo(vector, row, count);
            row += count;
        }
    }

    private static Object assertNotNullValue(@Nullable Object value) {
        assertNotNull(value);
        return value;
    }
}
