package dev.tidemark.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.catalog.AppendingSealer;
import dev.tidemark.core.catalog.NewColumn;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.Durability;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableOptions;
import dev.tidemark.core.type.TableSchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
    private static final Table.Committer NOBODY =
            new Table.Committer() {
                @Override
                public CompletableFuture<Void> commitRows(
                        Table table, List<Batch> batches, Acknowledgement acknowledgement) {
                    throw new AssertionError("nothing is committed here");
                }

                @Override
                public void commitSchema(Table table, TableSchema schema) {
                    throw new AssertionError("nothing is changed here");
                }
            };

    @TempDir Path folder;

    @Test
    void committedRowsAreInTheNextSnapshot() throws Exception {
        try (Store store = Store.open(StoreOptions.of(folder), new AppendingSealer())) {
            Table table =
                    store.createTable(
                            "cpu",
                            List.of(
                                    new NewColumn("host", ColumnType.SYMBOL),
                                    new NewColumn("note", ColumnType.VARCHAR),
                                    new NewColumn("timestamp", ColumnType.TIMESTAMP)),
                            2,
                            PartitionUnit.DAY);
            Batch batch = table.newBatch();
            for (int row = 0; row < 3_000; row++) {
                batch.column(0).putCode(table.dictionary(1).intern("host_" + row % 10));
                if (row % 3 == 0) {
                    byte[] text = ("n" + row).getBytes(StandardCharsets.UTF_8);
                    batch.column(1).putBytes(text, 0, text.length);
                }
                batch.column(2).putLong(row * 10L);
                batch.endRow();
            }
            table.commit(batch).get();
            try (TableSnapshot snapshot = table.snapshot()) {
                assertEquals(3_000, snapshot.rowCount());
                RowRun run = snapshot.streams().getFirst().getFirst();
                assertTrue(run.isSorted());
                assertEquals(1_500, run.lowerBound(15_000));
                ColumnReader notes = run.reader(1);
                Vector vector = new Vector(ColumnType.VARCHAR);
                notes.read(1_025, 1_000, vector);
                for (int index = 0; index < vector.length(); index++) {
                    int row = 1_025 + index;
                    assertEquals(row % 3 != 0, vector.isNull(index));
                    int start = vector.offsets()[index];
                    int end = vector.offsets()[index + 1];
                    String text =
                            new String(vector.bytes(), start, end - start, StandardCharsets.UTF_8);
                    assertEquals(row % 3 == 0 ? "n" + row : "", text);
                }
                assertFalse(vector.hasNulls() && vector.length() != 1_000);
            }
        }
    }

    @Test
    void aSchemaIsQueuedBeforeAnybodySeesIt() {
        List<Integer> queued = new ArrayList<>();
        Table.Committer committer =
                new Table.Committer() {
                    @Override
                    public CompletableFuture<Void> commitRows(
                            Table table, List<Batch> batches, Acknowledgement acknowledgement) {
                        throw new AssertionError("nothing is committed here");
                    }

                    @Override
                    public void commitSchema(Table table, TableSchema schema) {
                        // Rows of what is seen here may be queued now, by others.
                        assertTrue(table.schema().version() < schema.version());
                        queued.add(schema.version());
                    }
                };
        TableSchema first =
                new TableSchema(
                        "t",
                        1,
                        List.of(new ColumnDefinition(1, "timestamp", ColumnType.TIMESTAMP)),
                        0,
                        TableOptions.of(PartitionUnit.DAY));
        try (MemoryPool memory = new MemoryPool(1 << 20)) {
            Table table = new Table(1, first, memory, committer);
            assertEquals(2, table.addColumn("x", ColumnType.LONG).version());
            assertEquals(2, table.addColumn("x", ColumnType.LONG).version());
            assertEquals(
                    3,
                    table.changeOptions(
                                    options -> options.withDurability(Optional.of(Durability.NONE)))
                            .version());
            assertEquals(3, table.schema().version());
        }
        assertEquals(List.of(2, 3), queued);
    }

    /** A manifest counts frames: half a commit in it would hide the other half. */
    @Test
    void aSealTakesWholeCommits() {
        TableSchema schema =
                new TableSchema(
                        "t",
                        1,
                        List.of(new ColumnDefinition(1, "timestamp", ColumnType.TIMESTAMP)),
                        0,
                        TableOptions.of(PartitionUnit.DAY));
        try (MemoryPool memory = new MemoryPool(1 << 26)) {
            Table table = new Table(1, schema, memory, NOBODY);
            // Each too small for the one before to be joined with it.
            table.publishRows(List.of(rows(table, 200), rows(table, 90)), 1);
            table.publishRows(List.of(rows(table, 40)), 2);
            table.publishRows(List.of(rows(table, 15), rows(table, 5)), 3);
            assertEquals(List.of(200, 90), sealed(table, 0));
            assertEquals(List.of(200, 90), sealed(table, 250));
            assertEquals(List.of(200, 90), sealed(table, 329));
            assertEquals(List.of(200, 90, 40), sealed(table, 330));
            assertEquals(List.of(200, 90, 40), sealed(table, 345));
            assertEquals(List.of(200, 90, 40, 15, 5), sealed(table, 350));
            table.close();
            assertEquals(0, memory.usedBytes());
        }
    }

    private static List<Integer> sealed(Table table, long rowLimit) {
        try (HeldRuns held = table.beginSeal(rowLimit)) {
            return held.hotRuns().stream().map(run -> (int) run.rowCount()).toList();
        } finally {
            table.abandonSeal();
        }
    }

    private static Batch rows(Table table, int count) {
        Batch batch = table.newBatch();
        for (int row = 0; row < count; row++) {
            batch.column(0).putLong(row);
            batch.endRow();
        }
        batch.freeze();
        return batch;
    }
}
