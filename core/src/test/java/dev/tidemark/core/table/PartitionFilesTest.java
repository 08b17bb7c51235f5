package dev.tidemark.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.column.BlockBuffers;
import dev.tidemark.core.column.Cells;
import dev.tidemark.core.column.CodeListCache;
import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.NullColumnReader;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.encoding.Randomness;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.DiskFileSystem;
import dev.tidemark.core.table.PartitionState.ColumnFileState;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PartitionFilesTest {
    private static final int TIMESTAMP = 0;
    private static final int HOST = 1;

    @TempDir Path tableFolder;
    private final BlockBuffers buffers = new BlockBuffers();
    private final Random random = Randomness.random();
    private final SymbolDictionary dictionary = new SymbolDictionary();
    private TableSchema schema =
            new TableSchema(
                    "cpu",
                    1,
                    List.of(
                            new ColumnDefinition(1, "ts", ColumnType.TIMESTAMP),
                            new ColumnDefinition(2, "host", ColumnType.SYMBOL)),
                    TIMESTAMP,
                    PartitionUnit.DAY);
    private final List<Cells> model =
            new ArrayList<>(List.of(new Cells(ColumnType.TIMESTAMP), new Cells(ColumnType.SYMBOL)));

    @AfterEach
    void close() {
        buffers.close();
    }

    /** Several sessions, columns that come later, and reads of pieces with odd borders. */
    @Test
    void piecesReadWhatWasAppendedOverSessionsAndNewColumns() throws IOException {
        PartitionState state = PartitionState.empty(0, 0);
        MappedPartition mapped = map(state, null);
        ColumnType[] types = ColumnType.values();
        int sessions = 8;
        for (int session = 0; session < sessions; session++) {
            for (int added = random.nextInt(4); added > 0; added--) {
                addColumn(types[random.nextInt(types.length)], state.fileRows());
            }
            int rows = session == 3 ? PartitionAppender.BLOCK_ROWS + 77 : 1 + random.nextInt(3_000);
            state = append(state, rows);
            MappedPartition next = map(state, mapped);
            mapped.release();
            mapped = next;
            checkRandomPieces(mapped, 40);
        }
        mapped.release();
        MappedPartition reopened = map(state, null);
        checkRandomPieces(reopened, 40);
        reopened.release();
        assertFalse(reopened.isOpen());
    }

    @Test
    void anOlderSnapshotReadsOnWhileRowsAreAppended() throws IOException {
        PartitionState first = append(PartitionState.empty(0, 0), 1_500);
        MappedPartition older = map(first, null);
        RowRun run = older.run(new Piece(0, 1_500, Long.MIN_VALUE, Long.MAX_VALUE));
        PartitionState second = append(first, 1_500);
        MappedPartition newer = map(second, older);
        checkRandomPieces(older, 20);
        assertEquals(1_500, run.rowCount());
        older.release();
        checkRandomPieces(newer, 20);
        newer.release();
    }

    @Test
    void abandonedRowsAreWrittenOver() throws IOException {
        PartitionState first = append(PartitionState.empty(0, 0), 900);
        addColumn(ColumnType.LONG, 900);
        try (PartitionFilesAppender abandoned =
                new PartitionFilesAppender(folder(0), first, buffers)) {
            for (int index = 0; index < schema.columnCount(); index++) {
                Cells other = new Cells(schema.column(index).type());
                other.addRandom(random, 5_000);
                abandoned.append(index, other.toVector(0, 5_000));
            }
        }
        PartitionState second = append(append(first, 100), 200);
        MappedPartition mapped = map(second, null);
        checkRandomPieces(mapped, 50);
        mapped.release();
    }

    @Test
    void columnsAreAppendedByDifferentThreads() throws Exception {
        for (int index = 0; index < 10; index++) {
            addColumn(ColumnType.DOUBLE, 0);
        }
        PartitionState empty = PartitionState.empty(0, 0);
        try (ExecutorService threads = Executors.newFixedThreadPool(4);
                PartitionFilesAppender appender =
                        new PartitionFilesAppender(folder(0), empty, buffers)) {
            growModel(3_000);
            List<Future<Void>> done = new ArrayList<>();
            for (int index = 0; index < schema.columnCount(); index++) {
                int column = index;
                Callable<Void> task =
                        () -> {
                            appender.append(column, model.get(column).toVector(0, 3_000));
                            return null;
                        };
                done.add(threads.submit(task));
            }
            for (Future<Void> one : done) {
                one.get();
            }
            PartitionState state =
                    appender.finish(new PartitionChange(0, List.of(pieces(3_000)), 3_000));
            appender.sync();
            folder(0).sync(state);
            MappedPartition mapped = map(state, null);
            checkRandomPieces(mapped, 20);
            mapped.release();
        }
    }

    @Test
    void lowerBoundFindsTheFirstRowOfEveryTimestamp() throws IOException {
        Cells timestamps = model.get(TIMESTAMP);
        long value = 1_000;
        int rows = 9_000;
        for (int row = 0; row < rows; row++) {
            value += random.nextInt(4) == 0 ? random.nextInt(10) : 0;
            timestamps.add(value);
        }
        model.get(HOST).addRandom(random, rows);
        PartitionState state = appendModel(PartitionState.empty(0, 0), 0, 5_000);
        state = appendModel(state, 5_000, 4_000);
        MappedPartition mapped = map(state, null);
        for (int search = 0; search < 300; search++) {
            int from = random.nextInt(rows);
            int count = 1 + random.nextInt(rows - from);
            long minimum = timestamp(from);
            long maximum = timestamp(from + count - 1);
            RowRun run = mapped.run(new Piece(from, count, minimum, maximum));
            long wanted = minimum - 2 + random.nextInt((int) (maximum - minimum) + 5);
            int expected = 0;
            while (expected < count && timestamp(from + expected) < wanted) {
                expected++;
            }
            assertEquals(expected, run.lowerBound(wanted));
            assertTrue(run.isSorted());
        }
        mapped.release();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theLastReleaseUnmapsTheFiles() throws IOException {
        PartitionState state = append(PartitionState.empty(0, 0), 5_000);
        MappedPartition mapped = map(state, null);
        Path timestamps = folder(0).path().resolve("1.col");
        ColumnReader reader = mapped.run(pieces(5_000).getFirst()).reader(TIMESTAMP);
        Vector vector = new Vector(ColumnType.TIMESTAMP);
        reader.read(0, 10, vector);
        mapped.retain();
        mapped.release();
        assertTrue(mapped.isOpen());
        assertTrue(isMapped(timestamps));
        reader.read(2_000, 10, vector);
        mapped.release();
        assertFalse(mapped.isOpen());
        assertFalse(isMapped(timestamps));
        assertThrows(IllegalStateException.class, () -> reader.read(4_000, 10, vector));
        assertThrows(IllegalStateException.class, mapped::retain);
        assertThrows(IllegalStateException.class, mapped::release);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void columnsWithoutValuesInAPieceReadNull() throws IOException {
        PartitionState first = append(PartitionState.empty(0, 0), 500);
        addColumn(ColumnType.LONG, 500);
        PartitionState second = append(first, 500);
        MappedPartition mapped = map(second, null);
        RowRun early = mapped.run(new Piece(0, 500, 0, 0));
        assertSame(NullColumnReader.INSTANCE, early.reader(2));
        assertSame(NullColumnReader.INSTANCE, early.reader(3));
        Path late = folder(0).path().resolve("3.col");
        assertFalse(isMapped(late));
        RowRun whole = mapped.run(new Piece(0, 501, 0, 0));
        checkColumn(whole, 2, 0);
        assertTrue(isMapped(late));
        mapped.release();
    }

    @Test
    void finishRefusesWhatDoesNotFit() throws IOException {
        PartitionState empty = PartitionState.empty(0, 0);
        growModel(100);
        try (PartitionFilesAppender appender =
                new PartitionFilesAppender(folder(0), empty, buffers)) {
            assertEquals(0, appender.firstRow());
            appender.append(TIMESTAMP, model.get(TIMESTAMP).toVector(0, 100));
            PartitionChange change = new PartitionChange(0, List.of(pieces(100)), 100);
            assertThrows(IllegalStateException.class, () -> appender.finish(change));
            appender.append(HOST, model.get(HOST).toVector(0, 100));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> appender.finish(new PartitionChange(0, List.of(pieces(101)), 100)));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> appender.finish(new PartitionChange(1, List.of(pieces(100)), 100)));
            assertThrows(
                    IllegalStateException.class,
                    () -> appender.append(HOST, model.get(HOST).toVector(0, 1)));
            assertEquals(100, appender.finish(change).fileRows());
        }
    }

    @Test
    void aChangeWithoutRowsKeepsTheFiles() throws IOException {
        PartitionState state = append(PartitionState.empty(0, 0), 100);
        try (PartitionFilesAppender appender =
                new PartitionFilesAppender(folder(0), state, buffers)) {
            List<Piece> cut = List.of(new Piece(0, 40, 1, 2), new Piece(60, 40, 3, 4));
            PartitionState after = appender.finish(new PartitionChange(0, List.of(cut), 0));
            assertEquals(state.files(), after.files());
            assertEquals(List.of(cut), after.levels());
        }
    }

    @Test
    void aStateWithAnUnknownColumnIsRefused() {
        PartitionState state =
                new PartitionState(0, 0, 0, 1, List.of(), Map.of(9, new ColumnFileState(0, 128)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PartitionFilesAppender(folder(0), state, buffers));
    }

    @Test
    void aMissingFileIsAnErrorThatNamesIt() {
        PartitionState state =
                new PartitionState(0, 0, 0, 1, List.of(), Map.of(1, new ColumnFileState(0, 128)));
        MappedPartition mapped = map(state, null);
        RowRun run = mapped.run(new Piece(0, 1, 0, 0));
        CorruptFileException missing =
                assertThrows(CorruptFileException.class, () -> run.reader(TIMESTAMP));
        assertTrue(String.valueOf(missing.getMessage()).contains("1.col"));
        assertThrows(IllegalArgumentException.class, () -> mapped.run(new Piece(0, 2, 0, 0)));
        mapped.release();
    }

    @Test
    void generationsLieInFoldersOfTheirOwn() throws IOException {
        PartitionState state = append(PartitionState.empty(0, 12), 10);
        assertEquals(12, state.generation());
        assertTrue(Files.exists(tableFolder.resolve("1970-01-01/g12/1.col")));
    }

    private void addColumn(ColumnType type, long rows) {
        schema = schema.withColumn("c" + schema.columnCount(), type);
        Cells cells = new Cells(type);
        cells.addNulls((int) rows);
        model.add(cells);
    }

    private void growModel(int rows) {
        for (Cells cells : model) {
            cells.addRandom(random, rows);
        }
    }

    private PartitionState append(PartitionState state, int rows) throws IOException {
        growModel(rows);
        return appendModel(state, (int) state.fileRows(), rows);
    }

    /** Appends rows of the model that it has already. */
    private PartitionState appendModel(PartitionState state, int from, int rows)
            throws IOException {
        try (PartitionFilesAppender appender =
                new PartitionFilesAppender(folder(state.generation()), state, buffers)) {
            for (int index = 0; index < schema.columnCount(); index++) {
                int done = 0;
                while (done < rows) {
                    int count = Math.min(PartitionAppender.BLOCK_ROWS, rows - done);
                    appender.append(index, model.get(index).toVector(from + done, count));
                    done += count;
                }
            }
            List<Piece> all = pieces(state.fileRows() + rows);
            return appender.finish(new PartitionChange(state.floor(), List.of(all), rows));
        }
    }

    private void checkRandomPieces(MappedPartition mapped, int pieces) {
        int rows = (int) mapped.state().fileRows();
        for (int piece = 0; piece < pieces && rows > 0; piece++) {
            int from = random.nextInt(rows);
            int count = 1 + random.nextInt(Math.min(10_000, rows - from));
            RowRun run = mapped.run(new Piece(from, count, 0, 0));
            assertEquals(count, run.rowCount());
            checkColumn(run, random.nextInt(schema.columnCount()), from);
        }
    }

    /** Reads a column of a run by its vectors, and a range across them. */
    private void checkColumn(RowRun run, int columnIndex, int from) {
        ColumnReader reader = run.reader(columnIndex);
        Vector vector = new Vector(schema.column(columnIndex).type());
        long row = 0;
        while (row < run.rowCount()) {
            long end = run.vectorEnd(row);
            assertTrue(end > row && end <= run.rowCount() && end - row <= Vector.SIZE);
            reader.read(row, (int) (end - row), vector);
            model.get(columnIndex).assertEqualTo(vector, from + (int) row, (int) (end - row));
            if (reader != NullColumnReader.INSTANCE) {
                boolean symbol = schema.column(columnIndex).type() == ColumnType.SYMBOL;
                assertSame(symbol ? dictionary : null, vector.dictionary());
            }
            row = end;
        }
        int start = random.nextInt((int) run.rowCount());
        int count = 1 + random.nextInt((int) Math.min(Vector.SIZE, run.rowCount() - start));
        reader.read(start, count, vector);
        model.get(columnIndex).assertEqualTo(vector, from + start, count);
    }

    private long timestamp(int row) {
        return model.get(TIMESTAMP).get(row) instanceof Long value ? value : Long.MIN_VALUE;
    }

    private PartitionFolder folder(int generation) {
        return new PartitionFolder(DiskFileSystem.INSTANCE, tableFolder, schema, 0, generation);
    }

    private MappedPartition map(PartitionState state, @Nullable MappedPartition older) {
        Map<Integer, SymbolDictionary> dictionaries = new HashMap<>();
        for (ColumnDefinition column : schema.columns()) {
            if (column.type() == ColumnType.SYMBOL) {
                dictionaries.put(column.id(), dictionary);
            }
        }
        return new MappedPartition(
                folder(state.generation()), state, dictionaries, new CodeListCache(), older);
    }

    private static List<Piece> pieces(long rows) {
        return List.of(new Piece(0, rows, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    private static boolean isMapped(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.anyMatch(line -> line.endsWith(file.toString()));
        }
    }
}
