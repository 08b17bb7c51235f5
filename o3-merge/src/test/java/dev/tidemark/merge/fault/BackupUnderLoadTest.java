package dev.tidemark.merge.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.backup.BackupOptions;
import dev.tidemark.core.backup.BackupReport;
import dev.tidemark.core.backup.Restore;
import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.catalog.CompactionOptions;
import dev.tidemark.core.catalog.NewColumn;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.Durability;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.merge.Seeds;
import dev.tidemark.merge.apply.OutOfOrderSealer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backups on real files while rows come in, are sealed and compacted: each holds one instant of all
 * tables, and all that was acknowledged before it began.
 */
@Timeout(120)
class BackupUnderLoadTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);
    private static final int BATCH_ROWS = 50;
    private static final int BACKUPS = 4;
    private static final long MICROS_PER_ROW = 1_000_000L;

    @TempDir private Path folder = Path.of("");

    private final AtomicInteger firstAcknowledged = new AtomicInteger();
    private final AtomicInteger secondAcknowledged = new AtomicInteger();
    private final AtomicBoolean stopped = new AtomicBoolean();

    @AfterAll
    static void stopPool() {
        POOL.shutdown();
    }

    @Test
    void eachBackupHoldsOneInstant() throws Exception {
        Path target = folder.resolve("backups");
        try (Store store = open(folder.resolve("data"))) {
            Table first = create(store, "first");
            Table second = create(store, "second");
            CompletableFuture<Void> writer =
                    CompletableFuture.runAsync(() -> write(first, second), POOL);
            long reused = 0;
            for (int number = 0; number < BACKUPS; number++) {
                int enough = firstAcknowledged.get() + 15 * BATCH_ROWS;
                while (firstAcknowledged.get() < enough) {
                    Thread.sleep(1);
                }
                int firstRows = firstAcknowledged.get();
                int secondRows = secondAcknowledged.get();
                BackupReport report = store.backup(target, BackupOptions.DEFAULT);
                assertRestores(report.folder(), firstRows, secondRows);
                reused += report.reusedBytes();
            }
            assertTrue(reused > 0);
            stopped.set(true);
            writer.get();
            assertTrue(first.activity().compactions().count() > 0, "no compaction");
        }
    }

    /** Rows go to the first table, and when they are acknowledged to the second. */
    private void write(Table first, Table second) {
        Random random = Seeds.random("eachBackupHoldsOneInstant");
        for (int from = 0; !stopped.get(); from += BATCH_ROWS) {
            // A part comes late, so that seals merge.
            commit(first, from, random.nextInt(4) == 0 ? -30 * BATCH_ROWS : 0);
            firstAcknowledged.set(from + BATCH_ROWS);
            commit(second, from, 0);
            secondAcknowledged.set(from + BATCH_ROWS);
        }
    }

    private static void commit(Table table, int from, int shift) {
        Batch batch = table.newBatch();
        for (int row = from; row < from + BATCH_ROWS; row++) {
            batch.column(0).putCode(table.dictionary(1).intern("name " + row % 997));
            batch.column(1).putLong(row);
            batch.column(2).putLong((row + shift) * MICROS_PER_ROW);
            batch.endRow();
        }
        table.commit(batch).join();
    }

    private void assertRestores(Path backup, int firstRows, int secondRows) throws Exception {
        Path restored = folder.resolve("restored-" + backup.getFileName());
        Restore.Outcome outcome = Store.restore(backup, restored);
        assertEquals(List.of(), outcome.check().damage());
        try (Store store = open(restored)) {
            assertEquals(List.of(), store.damage());
            int first = rows(store.table("first").orElseThrow());
            int second = rows(store.table("second").orElseThrow());
            assertTrue(first >= firstRows, () -> first + " of " + firstRows);
            assertTrue(second >= secondRows, () -> second + " of " + secondRows);
            assertTrue(
                    first == second || first == second + BATCH_ROWS,
                    () -> "not one instant: %d and %d".formatted(first, second));
        }
    }

    /** How many rows there are; all from the first to the last, each once and right. */
    private static int rows(Table table) {
        BitSet found = new BitSet();
        int count = 0;
        Vector names = new Vector(ColumnType.SYMBOL);
        Vector numbers = new Vector(ColumnType.LONG);
        try (TableSnapshot snapshot = table.snapshot()) {
            for (List<RowRun> stream : snapshot.streams()) {
                for (RowRun run : stream) {
                    for (long row = 0; row < run.rowCount(); row = run.vectorEnd(row)) {
                        int rows = (int) (run.vectorEnd(row) - row);
                        run.reader(0).read(row, rows, names);
                        run.reader(1).read(row, rows, numbers);
                        for (int in = 0; in < rows; in++) {
                            int number = (int) numbers.longs()[in];
                            String name = snapshot.dictionary(0).text(names.codes()[in]);
                            assertEquals("name " + number % 997, name);
                            found.set(number);
                            count++;
                        }
                    }
                }
            }
        }
        assertEquals(count, found.cardinality());
        assertEquals(count, found.length());
        return count;
    }

    private static Table create(Store store, String name) {
        return store.createTable(
                name,
                List.of(
                        new NewColumn("name", ColumnType.SYMBOL),
                        new NewColumn("number", ColumnType.LONG),
                        new NewColumn("timestamp", ColumnType.TIMESTAMP)),
                2,
                PartitionUnit.HOUR);
    }

    private static Store open(Path data) throws IOException {
        return Store.open(
                StoreOptions.of(data)
                        .withReserve(0)
                        .withMemory(1L << 26, 1L << 16)
                        .withCompaction(new CompactionOptions(5, 1L << 30))
                        .withLog(new StoreOptions.Log(1 << 20, 1 << 16, 50, Durability.SYNC)),
                new OutOfOrderSealer(POOL, 1));
    }
}
