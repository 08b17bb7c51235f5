package dev.tidemark.merge.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.table.HotRun;
import dev.tidemark.core.table.PartitionAppender;
import dev.tidemark.core.table.PartitionChange;
import dev.tidemark.core.table.Piece;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.core.table.SealedPartition;
import dev.tidemark.core.table.Sealer;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table of {@link HeapPartition}s, and beside it the naive model: a list of all rows. */
final class HeapTable implements Sealer.Task, AutoCloseable {
    private final TableSchema schema;
    private final MemoryPool pool = new MemoryPool(Long.MAX_VALUE);
    private final Map<Integer, SymbolDictionary> dictionaries;
    private final Map<Long, HeapPartition> partitions = new TreeMap<>();
    private final List<HotRun> hotRuns = new ArrayList<>();
    private final List<List<@Nullable Object>> model = new ArrayList<>();

    HeapTable(TableSchema schema) {
        this.schema = schema;
        this.dictionaries =
                schema.columns().stream()
                        .filter(column -> column.type() == ColumnType.SYMBOL)
                        .collect(
                                Collectors.toMap(
                                        column -> column.id(), _ -> new SymbolDictionary()));
    }

    /**
     * Adds a batch of rows.
     *
     * @param batchSchema the table's schema or an older one, with fewer columns
     * @param rows cells of the table's columns; those of columns that the batch lacks are ignored
     */
    void commit(TableSchema batchSchema, List<List<@Nullable Object>> rows) {
        Batch batch = new Batch(batchSchema, pool, Math.max(1, rows.size()));
        for (List<@Nullable Object> row : rows) {
            List<@Nullable Object> stored = new ArrayList<>();
            for (int index = 0; index < schema.columnCount(); index++) {
                boolean known = index < batchSchema.columnCount();
                stored.add(known ? row.get(index) : null);
                if (known) {
                    Cells.put(row.get(index), batch.column(index));
                }
            }
            batch.endRow();
            model.add(stored);
        }
        batch.freeze();
        hotRuns.add(new HotRun(batch, 1, 1, dictionaries));
    }

    void seal(Sealer sealer) throws IOException {
        List<PartitionChange> changes = sealer.seal(this);
        assertEquals(
                changes.size(), changes.stream().map(PartitionChange::floor).distinct().count());
        changes.forEach(change -> assertTrue(partition(change.floor()).isPresent()));
        for (PartitionChange change : changes) {
            ((HeapPartition) appender(change.floor())).publish(change);
        }
        hotRuns.forEach(run -> run.batch().release());
        hotRuns.clear();
    }

    /** Checks that the sealed rows, read level by level and merged, are the model's in order. */
    void check(int maxLevels) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        partitions.forEach((floor, partition) -> {
            List<List<@Nullable Object>> inPartition = new ArrayList<>();
            assertTrue(partition.state().levels().size() <= maxLevels);
            for (List<Piece> level : partition.state().levels()) {
                for (Piece piece : level) {
                    read(partition.run(piece), inPartition);
                }
            }
            inPartition.forEach(row -> assertEquals(floor, schema.partitionFloor(timestamp(row))));
            rows.addAll(inPartition);
        });
        rows.sort(Comparator.comparingLong(this::timestamp));
        List<List<@Nullable Object>> expected = new ArrayList<>(model);
        expected.sort(Comparator.comparingLong(this::timestamp));
        assertEquals(expected.size(), rows.size());
        for (int row = 0; row < rows.size(); row++) {
            int place = row;
            assertEquals(expected.get(row), rows.get(row), () -> "row " + place);
        }
    }

    private void read(RowRun run, List<List<@Nullable Object>> rows) {
        int first = rows.size();
        for (long row = 0; row < run.rowCount(); row++) {
            rows.add(new ArrayList<>());
        }
        for (int index = 0; index < schema.columnCount(); index++) {
            Vector vector = new Vector(schema.column(index).type());
            long row = 0;
            while (row < run.rowCount()) {
                int count = (int) (run.vectorEnd(row) - row);
                run.reader(index).read(row, count, vector);
                for (int in = 0; in < count; in++) {
                    rows.get(first + (int) row + in).add(Cells.read(vector, in));
                }
                row += count;
            }
        }
        for (int row = first + 1; row < rows.size(); row++) {
            assertTrue(timestamp(rows.get(row - 1)) <= timestamp(rows.get(row)));
        }
    }

    private long timestamp(List<@Nullable Object> row) {
        return (Long) java.util.Objects.requireNonNull(row.get(schema.timestampIndex()));
    }

    @Override
    public TableSchema schema() {
        return schema;
    }

    @Override
    public List<HotRun> hotRuns() {
        return hotRuns;
    }

    @Override
    public synchronized Optional<SealedPartition> partition(long floor) {
        HeapPartition partition = partitions.get(floor);
        return partition == null ? Optional.empty() : Optional.of(partition);
    }

    @Override
    public synchronized PartitionAppender appender(long floor) {
        return partitions.computeIfAbsent(floor, start -> new HeapPartition(schema, start));
    }

    @Override
    public void close() {
        pool.close();
    }
}
