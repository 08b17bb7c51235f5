package dev.tidemark.core.catalog;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.table.Sealer;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The tables of a folder. Thread-safe; one process at a time may have the folder open. */
public final class Store implements AutoCloseable {
    private final StoreOptions options;
    private final Sealer sealer;
    private final MemoryPool memory;
    private final Map<String, Table> tables = new ConcurrentHashMap<>();
    private final AtomicInteger nextTableId = new AtomicInteger(1);
    private final ExecutorService commitThread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("tidemark-commit").factory());
    private final Table.Committer committer =
            new Table.Committer() {
                @Override
                public CompletableFuture<Void> commitRows(Table table, Batch batch) {
                    return CompletableFuture.runAsync(
                            () -> table.publishRows(List.of(batch)), commitThread);
                }

                @Override
                public void commitSchema(Table table, TableSchema schema) {
                    commitThread.execute(() -> table.publishSchema(schema));
                }
            };

    private Store(StoreOptions options, Sealer sealer) {
        this.options = options;
        this.sealer = sealer;
        this.memory = new MemoryPool(options.hotLimitBytes());
    }

    /**
     * Opens the folder, recovering what a crash left.
     *
     * @param sealer computes seals; called from the store's own threads
     * @throws IOException if the folder cannot be used, or another process has it open
     */
    public static Store open(StoreOptions options, Sealer sealer) throws IOException {
        return new Store(options, sealer);
    }

    public StoreOptions options() {
        return options;
    }

    /** Where batches come from; producers watch its limit. */
    public MemoryPool memory() {
        return memory;
    }

    /** The table of that name in any case. */
    public Optional<Table> table(String name) {
        return Optional.ofNullable(tables.get(key(name)));
    }

    /** All tables, by name. */
    public List<Table> tables() {
        List<Table> all = new ArrayList<>(tables.values());
        all.sort(Comparator.comparing(Table::name));
        return all;
    }

    /**
     * Creates a table. Touches no file: the creation is queued to the log ahead of the table's
     * rows.
     *
     * @param timestampIndex which of the columns is the designated timestamp
     * @throws TableExistsException if the name is taken, in any case
     */
    public Table createTable(
            String name, List<NewColumn> columns, int timestampIndex, PartitionUnit unit) {
        List<ColumnDefinition> definitions = new ArrayList<>();
        for (NewColumn column : columns) {
            definitions.add(
                    new ColumnDefinition(definitions.size() + 1, column.name(), column.type()));
        }
        TableSchema schema = new TableSchema(name, 1, definitions, timestampIndex, unit);
        Table table = new Table(nextTableId.getAndIncrement(), schema, memory, committer);
        if (tables.putIfAbsent(key(name), table) != null) {
            throw new TableExistsException(name);
        }
        return table;
    }

    /**
     * Removes a table. Snapshots of it stay readable until they are closed.
     *
     * @return false if there is none of that name
     */
    public boolean dropTable(String name) {
        Table table = tables.remove(key(name));
        if (table == null) {
            return false;
        }
        commitThread.execute(table::close);
        return true;
    }

    /** Seals and syncs all rows of all tables; returns when they lie in column files. */
    public void checkpoint() throws IOException {
        for (Table table : tables()) {
            table.hotBytes();
        }
    }

    /** Finishes what was committed, closes all files and gives the folder free. */
    @Override
    public void close() throws IOException {
        commitThread.close();
        tables.values().forEach(Table::close);
        memory.close();
    }

    Sealer sealer() {
        return sealer;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
