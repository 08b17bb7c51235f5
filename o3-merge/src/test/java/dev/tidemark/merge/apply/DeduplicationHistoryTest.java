package dev.tidemark.merge.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.catalog.CompactionOptions;
import dev.tidemark.core.catalog.NewColumn;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableOptions;
import dev.tidemark.merge.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables whose rows replace each other, beside a map from keys to rows. */
@Timeout(120)
class DeduplicationHistoryTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);
    private static final int KEY_COLUMNS = 2;

    @TempDir Path folder;

    /** All rows in the order of their arrival, and how many there were after each commit. */
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    private final List<Integer> prefixes = new ArrayList<>(List.of(0));

    @AfterAll
    static void stopPool() {
        POOL.shutdown();
    }

    @Test
    void theLastRowOfEachKeyIsSeenAtOnce() throws Exception {
        Random random = Seeds.random("theLastRowOfEachKeyIsSeenAtOnce");
        for (int round = 0; round < 3; round++) {
            rows.clear();
            prefixes.clear();
            prefixes.add(0);
            Path place = folder.resolve("round" + round);
            int times = 50 + random.nextInt(2_000);
            try (Store store = open(place)) {
                Table table = create(store, random);
                AtomicBoolean done = new AtomicBoolean();
                Future<?> reader =
                        POOL.submit(() -> {
                            while (!done.get()) {
                                check(table);
                            }
                        });
                try {
                    for (int commit = 0; commit < 40; commit++) {
                        commit(table, random, times, 1 + random.nextInt(400));
                        if (random.nextInt(6) == 0) {
                            store.checkpoint();
                        }
                    }
                } finally {
                    done.set(true);
                }
                reader.get();
                check(table);
            }
            int all = rows.size();
            prefixes.clear();
            prefixes.add(all);
            try (Store store = open(place)) {
                Table table = store.table("t").orElseThrow();
                check(table);
                commit(table, random, times, 300);
                check(table);
            }
        }
    }

    @Test
    void rowsThatLieThereAlreadyAreNotWritten() throws Exception {
        Random random = Seeds.random("rowsThatLieThereAlreadyAreNotWritten");
        try (Store store = open(folder)) {
            Table table = create(store, random);
            commit(table, random, 1 << 30, 5_000);
            store.checkpoint();
            long written = table.activity().seals().rows();
            List<List<@Nullable Object>> same = List.copyOf(rows);
            commit(table, same);
            check(table);
            store.checkpoint();
            assertEquals(written, table.activity().seals().rows());
            check(table);
        }
    }

    private static Store open(Path place) throws IOException {
        StoreOptions options =
                StoreOptions.of(place)
                        .withMemory(1L << 28, 1L << 22)
                        .withCompaction(new CompactionOptions(20, 1L << 40));
        return Store.open(options, new OutOfOrderSealer(POOL, 2));
    }

    private static Table create(Store store, Random random) {
        List<NewColumn> columns = new ArrayList<>();
        columns.add(new NewColumn("ts", ColumnType.TIMESTAMP));
        List<ColumnType> types = Cells.types();
        for (int index = 0; index < 4; index++) {
            columns.add(new NewColumn("c" + index, types.get(random.nextInt(types.size()))));
        }
        return store.createTable(
                "t",
                columns,
                0,
                TableOptions.of(PartitionUnit.DAY).withDeduplicationKeys(List.of(1, 0)));
    }

    private void commit(Table table, Random random, int times, int count) throws Exception {
        List<List<@Nullable Object>> added = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            boolean again = !rows.isEmpty() && random.nextInt(3) == 0;
            List<@Nullable Object> model =
                    again
                            ? rows.get(random.nextInt(rows.size()))
                            : List.of((long) random.nextInt(times));
            List<@Nullable Object> cells = new ArrayList<>();
            cells.add(model.getFirst());
            for (int index = 1; index < table.schema().columnCount(); index++) {
                cells.add(
                        again && (index < KEY_COLUMNS || random.nextInt(8) > 0)
                                ? model.get(index)
                                : cell(table, index, random));
            }
            added.add(cells);
        }
        commit(table, added);
    }

    private static @Nullable Object cell(Table table, int index, Random random) {
        ColumnType type = table.schema().column(index).type();
        Object cell = Cells.random(type, random);
        return type == ColumnType.SYMBOL && cell != null
                ? (Object)
                        table.dictionary(table.schema().column(index).id())
                                .intern("s" + random.nextInt(5))
                : cell;
    }

    private void commit(Table table, List<List<@Nullable Object>> added) throws Exception {
        Batch batch = table.newBatch();
        for (List<@Nullable Object> cells : added) {
            for (int index = 0; index < cells.size(); index++) {
                Cells.put(cells.get(index), batch.column(index));
            }
            batch.endRow();
        }
        synchronized (prefixes) {
            rows.addAll(added);
            prefixes.add(rows.size());
        }
        table.commit(batch).get();
    }

    private void check(Table table) {
        List<List<@Nullable Object>> found;
        long commits;
        try (TableSnapshot snapshot = table.snapshot()) {
            commits = snapshot.commitCount();
            found = SnapshotRows.read(snapshot);
            assertEquals(snapshot.rowCount(), found.size());
        }
        Map<List<@Nullable Object>, List<@Nullable Object>> newest = new HashMap<>();
        synchronized (prefixes) {
            for (List<@Nullable Object> row : rows.subList(0, prefixes.get((int) commits))) {
                newest.put(row.subList(0, KEY_COLUMNS), row);
            }
        }
        assertEquals(sorted(List.copyOf(newest.values())), sorted(found));
    }

    /** Ordered as texts: rows with one timestamp may stand in any order. */
    private static List<String> sorted(List<List<@Nullable Object>> rows) {
        return rows.stream().map(List::toString).sorted().toList();
    }
}
