package dev.tidemark.core.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows that do not fit into one batch, committed as one. Guards the invariants 2 and 5 of {@code
 * dev.tidemark.core.table}.
 */
@Timeout(60)
class CommitTogetherTest {
    private static final int ROWS = 3 * Batch.MAX_ROWS;
    private static final int CUTS = 5;

    @TempDir Path root;

    @Test
    void aCrashLeavesAllRowsOrNone() throws Exception {
        Path folder = root.resolve("store");
        Path before = root.resolve("before");
        Path after = root.resolve("after");
        try (Store store = open(folder)) {
            Table table = create(store);
            table.commitTogether(batches(table, 10, 10)).get();
            copy(folder, before);
            table.commitTogether(batches(table, ROWS, Batch.MAX_ROWS)).get();
            copy(folder, after);
        }
        long from = usedBytes(logFile(before));
        long to = usedBytes(logFile(after));
        assertTrue(to - from > ROWS, "the rows are in the log");
        for (int cut = 0; cut < CUTS; cut++) {
            Path crashed = root.resolve("crashed-" + cut);
            copy(after, crashed);
            long keptBytes = from + (to - from) * cut / CUTS;
            zeroFrom(logFile(crashed), keptBytes);
            try (Store store = open(crashed)) {
                assertEquals(10, rowCount(store.table("t").orElseThrow()), "cut " + cut);
            }
        }
        try (Store store = open(after)) {
            assertEquals(10 + ROWS, rowCount(store.table("t").orElseThrow()));
        }
    }

    @Test
    void noSnapshotHoldsOnlySome() throws Exception {
        int commits = 40;
        int partRows = 700;
        int rows = 3 * partRows;
        AtomicBoolean done = new AtomicBoolean();
        try (Store store = open(root.resolve("store"))) {
            Table table = create(store);
            CompletableFuture<Long> torn =
                    CompletableFuture.supplyAsync(() -> {
                        long found = 0;
                        while (!done.get()) {
                            found += rowCount(table) % rows == 0 ? 0 : 1;
                        }
                        return found;
                    });
            for (int commit = 0; commit < commits; commit++) {
                table.commitTogether(batches(table, rows, partRows)).get();
                if (commit % 10 == 9) {
                    store.checkpoint();
                }
            }
            done.set(true);
            assertEquals(0, torn.get());
            assertEquals((long) commits * rows, rowCount(table));
        }
        try (Store store = open(root.resolve("store"))) {
            assertEquals((long) commits * rows, rowCount(store.table("t").orElseThrow()));
        }
    }

    @Test
    void memoryComesBack() throws Exception {
        try (Store store = open(root.resolve("store"))) {
            Table table = create(store);
            long before = store.memory().usedBytes();
            for (int round = 0; round < 5; round++) {
                table.commitTogether(batches(table, 900, 300)).get();
            }
            store.checkpoint();
            assertEquals(before, store.memory().usedBytes());
        }
    }

    private static Store open(Path folder) throws IOException {
        return Store.open(StoreOptions.of(folder), new AppendingSealer());
    }

    private static Table create(Store store) {
        return store.createTable(
                "t",
                List.of(
                        new NewColumn("value", ColumnType.LONG),
                        new NewColumn("timestamp", ColumnType.TIMESTAMP)),
                1,
                PartitionUnit.DAY);
    }

    private static List<Batch> batches(Table table, int rows, int batchRows) {
        List<Batch> batches = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            if (row % batchRows == 0) {
                batches.add(table.newBatch());
            }
            batches.getLast().column(0).putLong(row * 7919L % 1_000_003);
            batches.getLast().column(1).putLong(row);
            batches.getLast().endRow();
        }
        return batches;
    }

    private static long rowCount(Table table) {
        try (TableSnapshot snapshot = table.snapshot()) {
            return snapshot.rowCount();
        }
    }

    private static Path logFile(Path folder) {
        return folder.resolve("log").resolve("%016x.log".formatted(1));
    }

    private static long usedBytes(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private static void zeroFrom(Path file, long offset) throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw")) {
            long length = log.length();
            log.setLength(offset);
            log.setLength(length);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
