package dev.tidemark.core.table;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A table: where writers commit batches and readers take snapshots.
 *
 * <p>Thread-safe. The versions are replaced by the committer's thread only; {@link #addColumn}
 * serialises callers by a lock and may be called from event loops, for it touches no file.
 */
public final class Table {
    private final int id;
    private final MemoryPool memory;
    private final Committer committer;
    private final Map<Integer, SymbolDictionary> dictionaries = new ConcurrentHashMap<>();
    private final Object schemaLock = new Object();
    private volatile TableSchema schema;
    private volatile TableVersion current;
    private volatile boolean dropped;

    /** What a table asks of its store. */
    public interface Committer {
        /** Queues rows; the future completes when they are durable, or with the reason why not. */
        CompletableFuture<Void> commitRows(Table table, Batch batch);

        /** Queues a new schema, in order with the batches that use it. */
        void commitSchema(Table table, TableSchema schema);
    }

    public Table(int id, TableSchema schema, MemoryPool memory, Committer committer) {
        this.id = id;
        this.schema = schema;
        this.memory = memory;
        this.committer = committer;
        this.current = new TableVersion(schema, List.of(), List.of(), 0);
        addDictionaries(schema);
    }

    /** Number of the table in its store, never reused. */
    public int id() {
        return id;
    }

    public String name() {
        return schema.tableName();
    }

    /** The newest schema; batches of older versions are still welcome. */
    public TableSchema schema() {
        return schema;
    }

    public boolean isDropped() {
        return dropped;
    }

    /** The dictionary of a symbol column. */
    public SymbolDictionary dictionary(int columnId) {
        SymbolDictionary dictionary = dictionaries.get(columnId);
        if (dictionary == null) {
            throw new IllegalArgumentException("column " + columnId + " has no dictionary");
        }
        return dictionary;
    }

    /** An empty batch of the newest schema; {@link #commit} it or release it. */
    public Batch newBatch() {
        return new Batch(schema, memory);
    }

    /**
     * Freezes a batch and hands it over for commit. Rows of one caller stay in order; when the
     * future completes they are durable and in every snapshot taken from then on.
     */
    public CompletableFuture<Void> commit(Batch batch) {
        batch.freeze();
        if (batch.rowCount() == 0) {
            batch.release();
            return CompletableFuture.completedFuture(null);
        }
        return committer.commitRows(this, batch);
    }

    /**
     * Adds a column, unless one of that name exists.
     *
     * @return the schema that has the column, whoever added it
     */
    public TableSchema addColumn(String columnName, ColumnType type) {
        synchronized (schemaLock) {
            if (schema.indexOf(columnName) < 0) {
                TableSchema wider = schema.withColumn(columnName, type);
                addDictionaries(wider);
                schema = wider;
                committer.commitSchema(this, wider);
            }
            return schema;
        }
    }

    /** The current version, held until the snapshot is closed. Never blocks. */
    public TableSnapshot snapshot() {
        return new VersionSnapshot(this, retainCurrent());
    }

    /** Memory that the hot runs use. */
    public long hotBytes() {
        TableVersion version = retainCurrent();
        try {
            return version.hotRuns().stream().mapToLong(run -> run.batch().memoryBytes()).sum();
        } finally {
            version.release();
        }
    }

    /** Makes batches visible. For the committer's thread only; takes over their references. */
    public void publishRows(List<Batch> batches) {
        TableVersion old = current;
        List<HotRun> hotRuns = new ArrayList<>(old.hotRuns());
        for (Batch batch : batches) {
            hotRuns.add(new HotRun(batch, dictionaries));
        }
        replace(
                new TableVersion(
                        old.schema(),
                        old.partitions(),
                        hotRuns,
                        old.commitCount() + batches.size()));
        batches.forEach(Batch::release);
    }

    /** Makes a schema visible. For the committer's thread only. */
    public void publishSchema(TableSchema newer) {
        TableVersion old = current;
        replace(new TableVersion(newer, old.partitions(), old.hotRuns(), old.commitCount()));
    }

    /** Lets go of everything; open snapshots keep what they hold. For the committer's thread. */
    public void close() {
        dropped = true;
        TableVersion old = current;
        replace(new TableVersion(old.schema(), List.of(), List.of(), old.commitCount()));
    }

    private void replace(TableVersion next) {
        TableVersion old = current;
        current = next;
        old.release();
    }

    private TableVersion retainCurrent() {
        while (true) {
            TableVersion version = current;
            if (version.tryRetain()) {
                return version;
            }
        }
    }

    private void addDictionaries(TableSchema newer) {
        for (ColumnDefinition column : newer.columns()) {
            if (column.type() == ColumnType.SYMBOL) {
                dictionaries.computeIfAbsent(column.id(), _ -> new SymbolDictionary());
            }
        }
    }
}
