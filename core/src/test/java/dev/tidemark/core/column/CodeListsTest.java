package dev.tidemark.core.column;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.encoding.Randomness;
import dev.tidemark.core.io.DiskFileSystem;
import dev.tidemark.core.type.ColumnType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Posting lists, and the reading of single rows that they lead to. */
class CodeListsTest {
    private static final int FIRST_ROW = 7;

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
    @ValueSource(ints = {64, 1_000, 200_000, Integer.MAX_VALUE})
    void listsHoldTheRowsOfEachCode(int codes) throws IOException {
        Cells cells = codes(codes, 30_000);
        ColumnFileReader reader = reader(cells, 0, new CodeListCache());
        assertNull(reader.codesAround(FIRST_ROW), "lists are made when asked for again");
        BlockCodes found = assertNotNullLists(reader.codesAround(20_000));
        assertEquals(FIRST_ROW, found.firstRow());
        assertEquals(cells.size(), found.endRow());
        for (int search = 0; search < 50; search++) {
            int from = random.nextInt(30_000);
            int to = from + random.nextInt(30_000 - from);
            Object near = cells.get(FIRST_ROW + from + random.nextInt(100) % (30_000 - from));
            int code = near == null ? 0 : (Integer) near;
            int[] expected =
                    IntStream.range(from, to)
                            .filter(row -> Integer.valueOf(code).equals(cells.get(FIRST_ROW + row)))
                            .toArray();
            assertEquals(expected.length, found.lists().rowCount(code, from, to));
            int room = random.nextBoolean() ? expected.length : expected.length / 2;
            int[] rows = new int[room + 3];
            assertEquals(room, found.lists().copyRows(code, from, to, limited(rows, room), 0));
        }
    }

    @Test
    void copiesAscendFromAPositionOn() throws IOException {
        Cells cells = codes(100, 5_000);
        ColumnFileReader reader = reader(cells, 0, new CodeListCache());
        assertNull(reader.codesAround(100));
        CodeLists lists = assertNotNullLists(reader.codesAround(100)).lists();
        int[] rows = new int[5_000];
        int count = 0;
        for (int code = 0; code < 100; code++) {
            int copied = lists.copyRows(code, 0, 5_000, rows, count);
            for (int row = count; row < count + copied; row++) {
                assertTrue(row == count || rows[row - 1] < rows[row]);
                assertEquals(code, cells.get(FIRST_ROW + rows[row]));
            }
            count += copied;
        }
        long present =
                IntStream.range(0, cells.size()).filter(row -> cells.get(row) != null).count();
        assertEquals(present, count);
    }

    @Test
    void aReaderThatStartsWithinABlockCountsItsOwnRows() throws IOException {
        ColumnFileReader reader = reader(codes(500, 3_000), 1_000, new CodeListCache());
        assertNull(reader.codesAround(5));
        BlockCodes found = assertNotNullLists(reader.codesAround(5));
        assertEquals(FIRST_ROW - 1_000, found.firstRow());
        assertEquals(3_000 + FIRST_ROW - 1_000, found.endRow());
    }

    @Test
    void rowsBeforeTheFirstValueAndFewCodesHaveNoLists() throws IOException {
        ColumnFileReader many = reader(codes(500, 3_000), 0, new CodeListCache());
        assertNull(many.codesAround(FIRST_ROW - 1));
        assertNull(many.codesAround(FIRST_ROW - 1));
    }

    @Test
    void fewCodesHaveNoLists() throws IOException {
        ColumnFileReader few = reader(codes(20, 3_000), 0, new CodeListCache());
        assertNull(few.codesAround(FIRST_ROW));
        assertNull(few.codesAround(FIRST_ROW));
    }

    @Test
    void theCacheKeepsToItsLimitAndForgetsTheOldest() throws IOException {
        ColumnFile file = file(codes(500, 3_000), 4);
        CodeListCache probe = new CodeListCache();
        CodeLists first = listsOf(file, 0, probe);
        long each = first.sizeBytes();
        assertEquals(each, probe.sizeBytes());
        assertSame(first, listsOf(file, 0, probe));

        CodeListCache cache = new CodeListCache(2 * each + each / 2);
        CodeLists kept = listsOf(file, 0, cache);
        listsOf(file, 1, cache);
        assertSame(kept, listsOf(file, 0, cache));
        listsOf(file, 2, cache);
        assertTrue(cache.sizeBytes() <= 2 * each + each / 2);
        assertSame(kept, listsOf(file, 0, cache), "block 1 was used before block 0");
        listsOf(file, 3, new CodeListCache(1));
    }

    @ParameterizedTest
    @MethodSource("dev.tidemark.core.column.Cells#types")
    void selectedRowsAreThoseThatAWholeReadHas(ColumnType type) throws IOException {
        Cells cells = new Cells(type);
        cells.addNulls(FIRST_ROW);
        cells.addRandom(random, 9_000);
        ColumnFileLocation location = location(type);
        long lengthBytes;
        try (ColumnFileWriter writer = ColumnFileWriter.create(location, buffers)) {
            writer.append(cells.toVector(FIRST_ROW, 5_000));
            writer.append(cells.toVector(FIRST_ROW + 5_000, 4_000));
            lengthBytes = writer.lengthBytes();
        }
        ColumnFile file = ColumnFile.open(location, lengthBytes, cells.size(), arena, null);
        SymbolDictionary dictionary = type == ColumnType.SYMBOL ? new SymbolDictionary() : null;
        ColumnFileReader reader = new ColumnFileReader(file, 0, dictionary);
        Vector vector = new Vector(type);
        for (int read = 0; read < 60; read++) {
            int first = random.nextInt(100);
            int step = 1 + random.nextInt(read < 30 ? 9 : 900);
            int[] offsets =
                    IntStream.iterate(random.nextInt(30), at -> at + 1 + random.nextInt(step))
                            .takeWhile(at -> first + at < cells.size())
                            .limit(Vector.SIZE)
                            .toArray();
            Cells expected = new Cells(type);
            Arrays.stream(offsets).forEach(offset -> expected.add(cells.get(first + offset)));
            reader.readSelected(first, offsets, offsets.length, vector);
            expected.assertEqualTo(vector, 0, offsets.length);
            assertSame(dictionary, vector.dictionary());
        }
    }

    /** An array that has room for just so many rows. */
    private static int[] limited(int[] rows, int room) {
        return Arrays.copyOf(rows, room);
    }

    private static BlockCodes assertNotNullLists(@Nullable BlockCodes codes) {
        assertNotNull(codes);
        return codes;
    }

    private static CodeLists listsOf(ColumnFile file, int block, CodeListCache cache) {
        CodeListCache.Slot slot = file.directory().slot(block);
        CodeLists found = cache.find(slot, file, block);
        CodeLists lists = found == null ? cache.find(slot, file, block) : found;
        assertNotNull(lists);
        return lists;
    }

    /** NULLs up to the first row, then codes below a bound, every tenth or so NULL. */
    private Cells codes(int bound, int rows) {
        Cells cells = new Cells(ColumnType.SYMBOL);
        cells.addNulls(FIRST_ROW);
        cells.add(0);
        cells.add(bound - 1);
        for (int row = 2; row < rows; row++) {
            cells.add(random.nextInt(10) == 0 ? null : (Object) random.nextInt(bound));
        }
        return cells;
    }

    private ColumnFileReader reader(Cells cells, long startRow, CodeListCache cache)
            throws IOException {
        return new ColumnFileReader(
                file(cells, 1), startRow, new SymbolDictionary(), cache, new ReadBuffers());
    }

    /** A file with the values of the cells as its one block, or several times. */
    private ColumnFile file(Cells cells, int blocks) throws IOException {
        ColumnFileLocation location = location(ColumnType.SYMBOL);
        int rows = cells.size() - FIRST_ROW;
        try (ColumnFileWriter writer = ColumnFileWriter.create(location, buffers)) {
            for (int block = 0; block < blocks; block++) {
                writer.append(cells.toVector(FIRST_ROW, rows));
            }
            long endRow = FIRST_ROW + (long) blocks * rows;
            return ColumnFile.open(location, writer.lengthBytes(), endRow, arena, null);
        }
    }

    private ColumnFileLocation location(ColumnType type) {
        return new ColumnFileLocation(
                DiskFileSystem.INSTANCE,
                folder.resolve("7.col"),
                new ColumnFileHeader(7, type, FIRST_ROW));
    }
}
