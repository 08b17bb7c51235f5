package dev.tidemark.merge.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.catalog.CompactionOptions;
import dev.tidemark.core.catalog.NewColumn;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.table.HeldRuns;
import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.merge.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store that seals and compacts all the while, beside a list of the rows it was given. Guards the
 * invariants 1, 2, 4 and 5 of {@code dev.tidemark.core.table}.
 */
@Timeout(120)
class StoreHistoryTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);
    private static final long HOUR_MICROS = 3_600_000_000L;

    /** Seals every few commits, compacts whatever has not changed for 5 ms. */
    private static final CompactionOptions EAGER = new CompactionOptions(5, 1L << 40);

    @TempDir Path folder;

    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private final ConcurrentSkipListSet<Integer> prefixes = new ConcurrentSkipListSet<>();
    private volatile int acknowledgedRows;

    @AfterAll
    static void stopPool() {
        POOL.shutdown();
    }

    @Test
    void readersSeeCommittedPrefixesWhateverRunsMeanwhile() throws Exception {
        Random random = Seeds.random("readersSeeCommittedPrefixesWhateverRunsMeanwhile");
        for (int round = 0; round < 2; round++) {
            Path place = folder.resolve("round" + round);
            rows.clear();
            acknowledgedRows = 0;
            prefixes.clear();
            prefixes.add(0);
            List<NewColumn> columns = randomColumns(random);
            try (Store store = open(place)) {
                Table table =
                        store.createTable(
                                "t",
                                columns,
                                0,
                                random.nextBoolean() ? PartitionUnit.HOUR : PartitionUnit.DAY);
                writeWhileReading(table, random);
                check(table);
                store.checkpoint();
                awaitOnePieceEach(table);
                check(table);
            }
            try (Store store = open(place)) {
                Table table = store.table("t").orElseThrow();
                check(table);
                commit(table, random, 0, 10 + random.nextInt(500));
                store.checkpoint();
                check(table);
            }
        }
    }

    @Test
    void aReaderKeepsTheOldGenerationUntilItLetsGo() throws Exception {
        Random random = Seeds.random("aReaderKeepsTheOldGenerationUntilItLetsGo");
        List<NewColumn> columns = randomColumns(random);
        try (Store store = open(folder)) {
            Table table = store.createTable("t", columns, 0, PartitionUnit.NONE);
            commit(table, random, 0, 3_000);
            store.checkpoint();
            commit(table, random, 0, 3_000);
            store.checkpoint();
            TableSnapshot old = table.snapshot();
            commit(table, random, 0, 1_000);
            store.checkpoint();
            awaitOnePieceEach(table);
            // Nothing of these files was mapped before now.
            assertEquals(rows.subList(0, 6_000).stream().sorted(byTimestamp()).toList(), read(old));
            check(table);
            old.close();
            awaitOneGeneration();
            check(table);
        }
    }

    @Test
    void whatNoManifestNamesIsDeletedByAStart() throws Exception {
        Random random = Seeds.random("whatNoManifestNamesIsDeletedByAStart");
        try (Store store = open(folder)) {
            Table table = store.createTable("t", randomColumns(random), 0, PartitionUnit.NONE);
            commit(table, random, 0, 1_000);
        }
        Path partition = Objects.requireNonNull(generations().getFirst().getParent());
        Files.createDirectory(partition.resolve("g99"));
        Files.writeString(partition.resolve("g99").resolve("1.col"), "half a block");
        Files.createDirectories(partition.resolveSibling("1970-01-01").resolve("g1"));
        try (Store store = open(folder)) {
            assertEquals(1, generations().size());
            assertTrue(Files.notExists(partition.resolveSibling("1970-01-01")));
            check(store.table("t").orElseThrow());
        }
    }

    @Test
    void aTableCanBeDroppedWhileItIsCompactedAndRead() throws Exception {
        Random random = Seeds.random("aTableCanBeDroppedWhileItIsCompactedAndRead");
        for (int round = 0; round < 5; round++) {
            rows.clear();
            acknowledgedRows = 0;
            try (Store store = open(folder)) {
                Table table = store.createTable("t", randomColumns(random), 0, PartitionUnit.NONE);
                for (int seal = 0; seal < 3; seal++) {
                    commit(table, random, 0, 2_000);
                    store.checkpoint();
                }
                TableSnapshot snapshot = table.snapshot();
                Thread.sleep(random.nextInt(12));
                assertTrue(store.dropTable("t"));
                assertEquals(rows.stream().sorted(byTimestamp()).toList(), read(snapshot));
                snapshot.close();
            }
            try (Store store = open(folder)) {
                assertTrue(store.table("t").isEmpty());
                assertEquals(List.of(), generations());
            }
        }
    }

    private static Store open(Path place) throws IOException {
        StoreOptions options =
                StoreOptions.of(place).withMemory(1L << 28, 1L << 19).withCompaction(EAGER);
        return Store.open(options, new OutOfOrderSealer(POOL, 2));
    }

    private void writeWhileReading(Table table, Random random) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService readers = Executors.newFixedThreadPool(2)) {
            List<Future<?>> results = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                results.add(
                        readers.submit(() -> {
                            while (!done.get()) {
                                check(table);
                            }
                        }));
            }
            try {
                long clock = 100 * HOUR_MICROS;
                for (int batch = 0; batch < 30; batch++) {
                    clock += random.nextLong(HOUR_MICROS / 20);
                    commit(table, random, clock, 1 + random.nextInt(400));
                }
            } finally {
                done.set(true);
            }
            for (Future<?> result : results) {
                result.get();
            }
        }
    }

    /** Commits rows around a time; 0 is for anywhere within the first hours. */
    private void commit(Table table, Random random, long clock, int count) throws Exception {
        Batch batch = table.newBatch();
        int order = random.nextInt(4);
        List<List<@Nullable Object>> added = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            long timestamp =
                    clock == 0
                            ? random.nextLong(3 * HOUR_MICROS)
                            : switch (order) {
                                case 0 -> clock + row * 1_000L;
                                case 1 -> clock + (row + random.nextInt(30)) / 10;
                                case 2 -> random.nextLong(clock);
                                default ->
                                        random.nextInt(50) == 0
                                                ? clock - random.nextLong(4 * HOUR_MICROS)
                                                : clock + row;
                            };
            List<@Nullable Object> cells = new ArrayList<>();
            cells.add(timestamp);
            for (int index = 1; index < table.schema().columnCount(); index++) {
                ColumnType type = table.schema().column(index).type();
                Object cell = Cells.random(type, random);
                if (type == ColumnType.SYMBOL && cell != null) {
                    int columnId = table.schema().column(index).id();
                    cell = table.dictionary(columnId).intern("s" + random.nextInt(300));
                }
                cells.add(cell);
            }
            added.add(cells);
        }
        for (List<@Nullable Object> cells : added) {
            for (int index = 0; index < cells.size(); index++) {
                Cells.put(cells.get(index), batch.column(index));
            }
            batch.endRow();
        }
        synchronized (rows) {
            rows.addAll(added);
            prefixes.add(rows.size());
        }
        table.commit(batch).get();
        acknowledgedRows = rows.size();
    }

    /** Compares a snapshot with the rows that were committed when it was taken. */
    private void check(Table table) {
        List<List<@Nullable Object>> found;
        int least = acknowledgedRows;
        try (TableSnapshot snapshot = table.snapshot()) {
            found = read(snapshot);
            assertEquals(snapshot.rowCount(), found.size());
        }
        assertTrue(found.size() >= least, () -> "acknowledged rows are missing");
        List<List<@Nullable Object>> expected;
        synchronized (rows) {
            assertTrue(prefixes.contains(found.size()), () -> found.size() + " rows: torn");
            expected = new ArrayList<>(rows.subList(0, found.size()));
        }
        expected.sort(byTimestamp());
        for (int row = 0; row < expected.size(); row++) {
            int place = row;
            assertEquals(expected.get(row), found.get(row), () -> "row " + place);
        }
    }

    private static Comparator<List<@Nullable Object>> byTimestamp() {
        return Comparator.comparingLong(row -> (Long) Objects.requireNonNull(row.getFirst()));
    }

    /** All rows, streams merged with ties in their order. */
    private static List<List<@Nullable Object>> read(TableSnapshot snapshot) {
        List<List<@Nullable Object>> all = SnapshotRows.read(snapshot);
        all.sort(byTimestamp());
        return all;
    }

    private static List<NewColumn> randomColumns(Random random) {
        List<NewColumn> columns = new ArrayList<>();
        columns.add(new NewColumn("ts", ColumnType.TIMESTAMP));
        int count = 1 + random.nextInt(6);
        List<ColumnType> types = Cells.types();
        for (int index = 0; index < count; index++) {
            columns.add(new NewColumn("c" + index, types.get(random.nextInt(types.size()))));
        }
        return columns;
    }

    private static void awaitOnePieceEach(Table table) throws InterruptedException {
        boolean done = false;
        while (!done) {
            Thread.sleep(5);
            try (HeldRuns held = table.hold()) {
                done = held.partitions().stream().allMatch(open -> isTidy(open.state()));
            }
        }
    }

    private static boolean isTidy(PartitionState state) {
        return state.pieceCount() == 1 && state.fileRows() <= state.rowCount() * 9 / 8;
    }

    private void awaitOneGeneration() throws Exception {
        boolean one = false;
        while (!one) {
            Thread.sleep(5);
            try {
                one = generations().size() == 1;
            } catch (UncheckedIOException _) {
                // A folder went away while it was walked over.
            }
        }
    }

    /** The folders of column files. */
    private List<Path> generations() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return List.copyOf(
                    new TreeSet<>(
                            paths.filter(path -> path.toString().endsWith(".col"))
                                    .map(path -> path.getParent())
                                    .toList()));
        }
    }
}
