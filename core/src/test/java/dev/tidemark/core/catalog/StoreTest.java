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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    @TempDir Path folder;

    @Test
    void rowsComeBackFromTheLog() throws Exception {
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
        return Store.open(StoreOptions.of(folder), _ -> List.of());
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
