package dev.tidemark.core.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    @TempDir Path folder;

    @Test
    void rowsComeBackAfterCleanStops() throws Exception {
        try (Store store = open()) {
            Table table = createCpu(store);
            append(table, 0, 10);
            append(table, 10, 5_000);
            table.addColumn("note", ColumnType.DOUBLE);
            append(table, 5_000, 40_000);
        }
        try (Store store = open()) {
            Table table = store.table("CPU").orElseThrow();
            assertEquals(4, table.schema().columnCount());
            assertEquals(40_000, values(table).size());
            append(table, 40_000, 50_000);
        }
        try (Store store = open()) {
            List<Long> values = values(store.table("cpu").orElseThrow());
            for (int index = 0; index < 50_000; index++) {
                assertEquals(index, values.get(index));
            }
            assertTrue(store.dropTable("cpu"));
        }
        try (Store store = open()) {
            assertTrue(store.table("cpu").isEmpty());
        }
    }

    @Test
    void rowsComeBackWhereverTheProcessEnded() throws Exception {
        Path afterLog = folder.resolveSibling(folder.getFileName() + "-log");
        Path afterSeal = folder.resolveSibling(folder.getFileName() + "-seal");
        Path afterMore = folder.resolveSibling(folder.getFileName() + "-more");
        try (Store store = open()) {
            Table table = createCpu(store);
            append(table, 0, 20_000);
            copy(folder, afterLog);
            store.checkpoint();
            copy(folder, afterSeal);
            table.addColumn("note", ColumnType.DOUBLE);
            append(table, 20_000, 30_000);
            copy(folder, afterMore);
        }
        for (int again = 0; again < 2; again++) {
            assertRecovered(afterLog, 20_000);
            assertRecovered(afterSeal, 20_000);
            assertRecovered(afterMore, 30_000);
        }
    }

    @Test
    void aTornTailIsCut() throws Exception {
        Path torn = folder.resolveSibling(folder.getFileName() + "-torn");
        try (Store store = open()) {
            Table table = createCpu(store);
            append(table, 0, 1_000);
            append(table, 1_000, 2_000);
            copy(folder, torn);
        }
        Path segment = torn.resolve("log").resolve("%016x.log".formatted(1));
        byte[] bytes = Files.readAllBytes(segment);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        bytes[end - 1] ^= 1;
        Files.write(segment, bytes);
        assertRecovered(torn, 1_000);
        assertRecovered(torn, 1_000);
    }

    private static void assertRecovered(Path place, int rows) throws Exception {
        try (Store store = Store.open(StoreOptions.of(place), new AppendingSealer())) {
            List<Long> values = values(store.table("cpu").orElseThrow());
            assertEquals(rows, values.size());
            for (int index = 0; index < rows; index++) {
                assertEquals(index, values.get(index));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    @Test
    void aSecondStoreOnTheFolderIsRefused() throws Exception {
        try (Store _ = open()) {
            FolderInUseException refused = assertThrows(FolderInUseException.class, this::open);
            assertTrue(
                    String.valueOf(refused.getMessage())
                            .contains("process " + ProcessHandle.current().pid()),
                    refused.getMessage());
        }
        open().close();
    }

    private Store open() throws Exception {
        return Store.open(StoreOptions.of(folder), new AppendingSealer());
    }

    private static Table createCpu(Store store) {
        return store.createTable(
                "cpu",
                List.of(
                        new NewColumn("host", ColumnType.SYMBOL),
                        new NewColumn("value", ColumnType.LONG),
                        new NewColumn("timestamp", ColumnType.TIMESTAMP)),
                2,
                PartitionUnit.DAY);
    }

    private static void append(Table table, int from, int to) throws Exception {
        Batch batch = table.newBatch();
        for (int row = from; row < to; row++) {
            batch.column(0).putCode(table.dictionary(1).intern("host_" + row % 1_000));
            batch.column(1).putLong(row);
            batch.column(2).putLong(row * 10L);
            if (batch.schema().columnCount() > 3 && row % 3 == 0) {
                batch.column(3).putDouble(row / 2.0);
            }
            batch.endRow();
            if (batch.isFull()) {
                table.commit(batch).get();
                batch = table.newBatch();
            }
        }
        table.commit(batch).get();
    }

    private static List<Long> values(Table table) {
        List<Long> values = new ArrayList<>();
        Vector vector = new Vector(ColumnType.LONG);
        Vector hosts = new Vector(ColumnType.SYMBOL);
        try (TableSnapshot snapshot = table.snapshot()) {
            for (List<RowRun> stream : snapshot.streams()) {
                for (RowRun run : stream) {
                    for (long row = 0; row < run.rowCount(); row = run.vectorEnd(row)) {
                        int count = (int) (run.vectorEnd(row) - row);
                        run.reader(1).read(row, count, vector);
                        run.reader(0).read(row, count, hosts);
                        for (int index = 0; index < count; index++) {
                            values.add(vector.longs()[index]);
                            assertEquals(
                                    "host_" + vector.longs()[index] % 1_000,
                                    snapshot.dictionary(0).text(hosts.codes()[index]));
                        }
                    }
                }
            }
        }
        return values;
    }
}
