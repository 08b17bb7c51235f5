package dev.tidemark.merge.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.WriteTurn;
import dev.tidemark.core.table.HotRun;
import dev.tidemark.core.table.PartitionAppender;
import dev.tidemark.core.table.SealedPartition;
import dev.tidemark.core.table.Sealer;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableSchema;
import dev.tidemark.merge.Seeds;
import dev.tidemark.merge.plan.CostModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Seals of rows in any order. Guards the invariants 3 and 4 of {@code dev.tidemark.core.table}. */
class OutOfOrderSealerTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);
    private static final long HOUR_MICROS = 3_600_000_000L;

    @AfterAll
    static void stopPool() {
        POOL.shutdown();
    }

    @Test
    void anyRowsInAnyOrderEndUpSorted() throws IOException {
        Random random = Seeds.random("anyRowsInAnyOrderEndUpSorted");
        for (int round = 0; round < 20; round++) {
            TableSchema schema = randomSchema(random);
            int maxLevels = 1 + random.nextInt(8);
            CostModel model =
                    new CostModel(
                            maxLevels,
                            1 + random.nextInt(maxLevels),
                            1 + random.nextInt(3),
                            random.nextInt(100),
                            random.nextInt(200),
                            random.nextBoolean() ? 1 << 20 : 1 + random.nextInt(200));
            Sealer sealer = new OutOfOrderSealer(POOL, 3, model);
            try (HeapTable table = new HeapTable(schema)) {
                long clock = random.nextLong(48 * HOUR_MICROS);
                for (int seal = 0; seal < 6; seal++) {
                    for (int batch = random.nextInt(5); batch >= 0; batch--) {
                        clock += random.nextLong(HOUR_MICROS / 2);
                        commitRandom(table, random, clock, random.nextInt(300));
                    }
                    table.seal(sealer);
                    table.check(model.maxLevels());
                }
            }
        }
    }

    @Test
    void blocksAreFullExceptTheLast() throws IOException {
        Random random = Seeds.random("blocksAreFullExceptTheLast");
        TableSchema schema =
                new TableSchema(
                        "wide",
                        1,
                        List.of(
                                new ColumnDefinition(1, "text", ColumnType.VARCHAR),
                                new ColumnDefinition(2, "ts", ColumnType.TIMESTAMP),
                                new ColumnDefinition(3, "number", ColumnType.INT)),
                        1,
                        PartitionUnit.NONE);
        Sealer sealer = new OutOfOrderSealer(POOL, 2);
        try (HeapTable table = new HeapTable(schema)) {
            int rows = 30_000;
            commit(table, schema, random, rows, row -> row);
            commit(table, schema, random, rows, row -> 30_000 + row);
            commit(table, schema, random, rows, row -> 60_000 + row);
            table.seal(sealer);
            // Overlaps all that is sealed, so that a merge crosses the borders of blocks.
            commit(table, schema, random, rows, row -> row * 3L);
            commit(table, schema, random, rows, row -> row * 3L + 60_000);
            table.seal(sealer);
            table.check(8);
            commit(table, schema, random, 2 * rows, _ -> random.nextInt(200_000));
            table.seal(sealer);
            table.check(8);
        }
    }

    @Test
    void rowsInOrderBecomeOnePiece() throws IOException {
        Random random = Seeds.random("rowsInOrderBecomeOnePiece");
        TableSchema schema = schema(ColumnType.TIMESTAMP, PartitionUnit.DAY);
        Sealer sealer = new OutOfOrderSealer(POOL, 1);
        try (HeapTable table = new HeapTable(schema)) {
            for (int seal = 0; seal < 5; seal++) {
                long base = seal * 1_000L;
                commit(table, schema, random, 1_000, row -> base + row);
                commit(table, schema, random, 1, _ -> base + 1_000);
                table.seal(sealer);
            }
            table.check(1);
            SealedPartition partition = table.partition(0).orElseThrow();
            assertEquals(1, partition.state().levels().getFirst().size());
            assertEquals(5_005, partition.state().fileRows());
        }
    }

    @Test
    void extremeTimestampsHaveAPartition() throws IOException {
        Random random = Seeds.random("extremeTimestampsHaveAPartition");
        for (PartitionUnit unit :
                List.of(PartitionUnit.NONE, PartitionUnit.HOUR, PartitionUnit.DAY)) {
            TableSchema schema = schema(ColumnType.TIMESTAMP_NS, unit);
            Sealer sealer = new OutOfOrderSealer(POOL, 2);
            long[] timestamps = {Long.MAX_VALUE, 0, Long.MIN_VALUE, -1, Long.MAX_VALUE - 1, 0};
            try (HeapTable table = new HeapTable(schema)) {
                for (int seal = 0; seal < 3; seal++) {
                    commit(table, schema, random, timestamps.length, row -> timestamps[row]);
                    table.seal(sealer);
                    table.check(8);
                }
            }
        }
    }

    @Test
    void nothingToSealIsNoChange() throws IOException {
        try (HeapTable table = new HeapTable(schema(ColumnType.TIMESTAMP, PartitionUnit.DAY))) {
            assertEquals(List.of(), new OutOfOrderSealer(POOL, 2).seal(table));
        }
    }

    @Test
    void aFailingAppenderFailsTheSeal() throws IOException {
        Random random = Seeds.random("aFailingAppenderFailsTheSeal");
        TableSchema schema = schema(ColumnType.TIMESTAMP, PartitionUnit.NONE);
        IOException full = new IOException("disk full");
        try (HeapTable table = new HeapTable(schema)) {
            commit(table, schema, random, 200_000, row -> row);
            Sealer sealer = new OutOfOrderSealer(POOL, 3);
            assertSame(
                    full, assertThrows(IOException.class, () -> sealer.seal(failing(table, full))));
            table.seal(sealer);
            table.check(1);
        }
    }

    /** A task whose appender fails on the second column. */
    private static Sealer.Task failing(HeapTable table, IOException failure) {
        return new Sealer.Task() {
            @Override
            public TableSchema schema() {
                return table.schema();
            }

            @Override
            public List<HotRun> hotRuns() {
                return table.hotRuns();
            }

            @Override
            public Optional<SealedPartition> partition(long floor) {
                return Optional.empty();
            }

            @Override
            public PartitionAppender appender(long floor) {
                return new PartitionAppender() {
                    @Override
                    public long firstRow() {
                        return 0;
                    }

                    @Override
                    public void append(int columnIndex, Vector block, WriteTurn turn)
                            throws IOException {
                        if (columnIndex == 1) {
                            throw failure;
                        }
                    }
                };
            }
        };
    }

    private static TableSchema schema(ColumnType timestampType, PartitionUnit unit) {
        return new TableSchema(
                "plain",
                1,
                List.of(
                        new ColumnDefinition(1, "number", ColumnType.LONG),
                        new ColumnDefinition(2, "ts", timestampType)),
                1,
                unit);
    }

    private static TableSchema randomSchema(Random random) {
        List<ColumnDefinition> columns = new ArrayList<>();
        int count = random.nextInt(6);
        for (int id = 0; id < count; id++) {
            List<ColumnType> types = Cells.types();
            columns.add(
                    new ColumnDefinition(id, "c" + id, types.get(random.nextInt(types.size()))));
        }
        int timestampIndex = random.nextInt(count + 1);
        columns.add(timestampIndex, new ColumnDefinition(count, "ts", ColumnType.TIMESTAMP));
        List<PartitionUnit> units =
                List.of(PartitionUnit.HOUR, PartitionUnit.DAY, PartitionUnit.NONE);
        return new TableSchema(
                "random", 1, columns, timestampIndex, units.get(random.nextInt(units.size())));
    }

    private static void commitRandom(HeapTable table, Random random, long clock, int count) {
        TableSchema schema = table.schema();
        int least = schema.timestampIndex() + 1;
        int known = least + random.nextInt(schema.columnCount() - least + 1);
        TableSchema batchSchema =
                new TableSchema(
                        schema.tableName(),
                        1,
                        schema.columns().subList(0, known),
                        schema.timestampIndex(),
                        schema.partitionUnit());
        int rows = Math.max(1, count);
        switch (random.nextInt(5)) {
            case 0 -> commit(table, batchSchema, random, rows, row -> clock + row * 1_000L);
            case 1 ->
                    commit(
                            table,
                            batchSchema,
                            random,
                            rows,
                            row -> clock + (row + random.nextInt(9)) / 3);
            case 2 -> commit(table, batchSchema, random, rows, _ -> random.nextLong(clock + 1));
            case 3 -> commit(table, batchSchema, random, rows, _ -> clock - clock % HOUR_MICROS);
            default ->
                    commit(
                            table,
                            batchSchema,
                            random,
                            rows,
                            row ->
                                    random.nextInt(20) == 0
                                            ? clock - random.nextLong(4 * HOUR_MICROS)
                                            : clock + row);
        }
    }

    private static void commit(
            HeapTable table,
            TableSchema batchSchema,
            Random random,
            int count,
            IntToLongFunction timestamp) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            List<@Nullable Object> cells = new ArrayList<>();
            for (int index = 0; index < table.schema().columnCount(); index++) {
                cells.add(
                        index == table.schema().timestampIndex()
                                ? (Long) timestamp.applyAsLong(row)
                                : Cells.random(table.schema().column(index).type(), random));
            }
            rows.add(cells);
        }
        table.commit(batchSchema, rows);
    }
}
