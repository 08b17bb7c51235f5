package dev.tidemark.core.table;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.batch.BatchSource;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.TableOptions;
import dev.tidemark.core.type.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * A table: where writers commit batches and readers take snapshots.
 *
 * <p>Thread-safe. The versions are replaced by the committer's thread only; {@link #addColumn}
 * serialises callers by a lock and may be called from event loops, for it touches no file.
 */
public final class Table {
    /** Memory of a hot run from which on none is joined to it. */
    private static final long LARGE_RUN_BYTES = 1L << 19;

    private final int id;
    private final MemoryPool memory;
    private final Committer committer;
    private final Map<Integer, SymbolDictionary> dictionaries = new ConcurrentHashMap<>();
    private final Object schemaLock = new Object();
    private final TableActivity activity = new TableActivity();
    private final TableVersions versions;
    private volatile TableSchema schema;

    /** The first log frame that holds a schema which the manifest does not, or 0. */
    private volatile long unsavedSchemaSequence;

    /** When the oldest hot run became one, about. */
    private volatile long hotSinceNanos;

    /** Hot runs, from the oldest, that a seal is working on; for the committer's thread only. */
    private int sealingRuns;

    /** What a table asks of its store. */
    public interface Committer {
        /**
         * Queues rows that are committed all or none.
         *
         * @return completes when the rows are as safe as asked, or with the reason why they are not
         */
        CompletableFuture<Void> commitRows(
                Table table, List<Batch> batches, Acknowledgement acknowledgement);

        /** Queues a new schema, in order with the batches that use it. */
        void commitSchema(Table table, TableSchema schema);
    }

    /** A new table. */
    public Table(int id, TableSchema schema, MemoryPool memory, Committer committer) {
        this(id, schema, SealedRows.NONE, Map.of(), memory, committer);
    }

    /**
     * A table as its manifest describes it.
     *
     * @param sealed rows; the table takes references of its own
     * @param known the dictionaries of its symbol columns, by column id
     */
    public Table(
            int id,
            TableSchema schema,
            SealedRows sealed,
            Map<Integer, SymbolDictionary> known,
            MemoryPool memory,
            Committer committer) {
        this.id = id;
        this.schema = schema;
        this.memory = memory;
        this.committer = committer;
        this.versions = new TableVersions(schema, sealed);
        dictionaries.putAll(known);
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
        return versions.isClosed();
    }

    /** What has been done to the table since it was opened. */
    public TableActivity activity() {
        return activity;
    }

    /** The dictionary of a symbol column. */
    public SymbolDictionary dictionary(int columnId) {
        SymbolDictionary dictionary = dictionaries.get(columnId);
        if (dictionary == null) {
            throw new IllegalArgumentException("column " + columnId + " has no dictionary");
        }
        return dictionary;
    }

    /** The dictionaries of all symbol columns, by column id; grows with the schema. */
    public Map<Integer, SymbolDictionary> dictionaries() {
        return dictionaries;
    }

    /** An empty batch of the newest schema; {@link #commit} it or release it. */
    public Batch newBatch() {
        return new Batch(schema, memory);
    }

    /** A batch of the newest schema for a known number of rows; see {@link Batch#ofRows}. */
    public Batch newBatch(int rowCount) {
        return Batch.ofRows(schema, memory, rowCount);
    }

    /** Makes batches for one thread that fills many; their schema is for that thread to choose. */
    public BatchSource batches() {
        return new BatchSource(memory);
    }

    /**
     * Freezes a batch and hands it over for commit. Rows of one caller stay in order; when the
     * future completes they are as durable as the table promises, and in every snapshot taken from
     * then on.
     */
    public CompletableFuture<Void> commit(Batch batch) {
        return commit(batch, Acknowledgement.DURABLE);
    }

    /** As {@link #commit(Batch)}, with a choice of what the future waits for. */
    public CompletableFuture<Void> commit(Batch batch, Acknowledgement acknowledgement) {
        batch.freeze();
        if (batch.rowCount() == 0) {
            batch.release();
            return CompletableFuture.completedFuture(null);
        }
        return committer.commitRows(this, List.of(batch), acknowledgement);
    }

    /**
     * As {@link #commit(Batch)}, for rows that are too many for one batch: also after a crash all
     * of them are there or none, and no snapshot holds only some.
     *
     * @param batches in the order of their rows; none is empty
     */
    public CompletableFuture<Void> commitTogether(List<Batch> batches) {
        if (batches.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        batches.forEach(Batch::freeze);
        return committer.commitRows(this, batches, Acknowledgement.DURABLE);
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
                show(wider);
            }
            return schema;
        }
    }

    /**
     * Changes how rows are kept. A durability holds for what is committed from now on.
     *
     * @param change of the options as they are; the partitions' length must stay
     * @return the schema that has the new options
     * @throws IllegalArgumentException if the deduplication keys are not what they should be
     */
    public TableSchema changeOptions(UnaryOperator<TableOptions> change) {
        synchronized (schemaLock) {
            TableSchema changed = schema.withOptions(change.apply(schema.options()));
            if (changed.partitionUnit() != schema.partitionUnit()) {
                throw new IllegalArgumentException("the length of partitions cannot be changed");
            }
            show(changed);
            return changed;
        }
    }

    /**
     * Queues a schema, and only then lets others see it: who sees it may commit rows of it at once,
     * and these must lie behind it in the log.
     */
    private void show(TableSchema newer) {
        committer.commitSchema(this, newer);
        schema = newer;
    }

    /** The current version, held until the snapshot is closed. Never blocks. */
    public TableSnapshot snapshot() {
        return new VersionSnapshot(this, versions.holdCurrent());
    }

    /** Memory that the hot runs use. */
    public long hotBytes() {
        return versions.current().hotChain().memoryBytes();
    }

    /**
     * Makes batches visible, all at once. For the committer's thread only; takes over the
     * references.
     *
     * @param sequence of the log frame that holds the rows
     */
    public void publishRows(List<Batch> batches, long sequence) {
        TableVersion old = versions.current();
        activity.addCommit(batches);
        HotRunChain chain = old.hotChain();
        chain.retain();
        for (Batch batch : batches) {
            HotRun newest = new HotRun(batch, sequence, sequence, dictionaries);
            while (chain.runCount() > sealingRuns && areWorthJoining(chain.newest(), newest)) {
                newest = join(chain.newest(), newest);
                chain = chain.withoutNewest();
            }
            chain = chain.with(newest);
        }
        if (old.hotChain().runCount() == 0) {
            hotSinceNanos = System.nanoTime();
        }
        versions.publish(old.schema(), old.sealed(), chain, old.commitCount() + 1);
        chain.release();
    }

    /** Makes a schema visible. For the committer's thread only. */
    public void publishSchema(TableSchema newer) {
        TableVersion old = versions.current();
        versions.publish(newer, old.sealed(), old.hotChain(), old.commitCount());
    }

    /** Takes a schema over from the log; for recovery. */
    public void recoverSchema(TableSchema newer) {
        addDictionaries(newer);
        schema = newer;
        publishSchema(newer);
    }

    /**
     * Begins a seal of the oldest hot runs, which are left as they are until {@link #endSeal}. For
     * the committer's thread only; one seal at a time.
     *
     * @param rowLimit beyond which no further commit is taken
     * @return the rows to seal; the caller closes it
     */
    public HeldRuns beginSeal(long rowLimit) {
        HeldRuns held = hold(runs -> commitsWithin(runs, rowLimit));
        sealingRuns = held.hotRuns().size();
        return held;
    }

    /**
     * How many of the first runs have so many rows at most, or are the first commit: whole ones.
     */
    private static int commitsWithin(List<HotRun> runs, long rowLimit) {
        int taken = 0;
        long rows = 0;
        for (int end = 1; end <= runs.size(); end++) {
            rows += runs.get(end - 1).rowCount();
            if (taken > 0 && rows > rowLimit) {
                break;
            }
            boolean endsCommit =
                    end == runs.size()
                            || runs.get(end).firstSequence() > runs.get(end - 1).lastSequence();
            taken = endsCommit ? end : taken;
        }
        return taken;
    }

    /**
     * Publishes what a seal made of the hot runs. For the committer's thread only.
     *
     * @param partitions all of the table, in time order; the version takes its own references
     */
    public void endSeal(List<OpenPartition> partitions) {
        if (versions.isClosed()) {
            return;
        }
        TableVersion old = versions.current();
        List<HotRun> runs = old.hotRuns();
        HotRunChain rest = HotRunChain.of(runs.subList(sealingRuns, runs.size()));
        sealingRuns = 0;
        hotSinceNanos = System.nanoTime();
        versions.publish(
                old.schema(),
                new SealedRows(partitions, old.sealed().quarantined()),
                rest,
                old.commitCount());
        rest.release();
    }

    /** The current version, held until the caller closes it. */
    public HeldRuns hold() {
        return new HeldRuns(versions.holdCurrent());
    }

    /** The sealed rows of the current version, held until the caller closes it. */
    public HeldRuns holdSealed() {
        return hold(_ -> 0);
    }

    /** The current version with its first hot runs only, held until the caller closes it. */
    private HeldRuns hold(ToIntFunction<List<HotRun>> count) {
        TableVersion version = versions.holdCurrent();
        try {
            HotRunChain runs = version.hotChain().oldest(count.applyAsInt(version.hotRuns()));
            return new HeldRuns(
                    versions.make(version.schema(), version.sealed(), runs, version.commitCount()));
        } finally {
            version.release();
        }
    }

    /**
     * Publishes other files of the same sealed rows. For the committer's thread only.
     *
     * @param partitions all of the table, in time order; the version takes its own references
     */
    public void replacePartitions(List<OpenPartition> partitions) {
        replaceSealed(new SealedRows(partitions, versions.current().sealed().quarantined()));
    }

    /**
     * Publishes what is left of the sealed rows. For the committer's thread only.
     *
     * @param sealed the version takes its own references
     */
    public void replaceSealed(SealedRows sealed) {
        if (versions.isClosed()) {
            return;
        }
        TableVersion old = versions.current();
        versions.publish(old.schema(), sealed, old.hotChain(), old.commitCount());
    }

    /** Gives up a seal; the hot runs stay. For the committer's thread only. */
    public void abandonSeal() {
        sealingRuns = 0;
    }

    /** Notes which frame holds the newest schema. For the committer's thread only. */
    public void noteSchemaLogged(long sequence) {
        if (unsavedSchemaSequence == 0) {
            unsavedSchemaSequence = sequence;
        }
    }

    /** Notes that the manifest holds a schema version. For the committer's thread only. */
    public void noteSchemaSaved(int version) {
        if (versions.current().schema().version() <= version) {
            unsavedSchemaSequence = 0;
        }
    }

    /** How long the oldest hot row has waited for a seal, about; 0 without hot rows. */
    public long hotAgeNanos() {
        long since = hotSinceNanos;
        TableVersion version = versions.holdCurrent();
        try {
            return version.hotChain().runCount() == 0 ? 0 : System.nanoTime() - since;
        } finally {
            version.release();
        }
    }

    /** The first log frame that is needed to recover the table; {@link Long#MAX_VALUE} if none. */
    public long firstNeededSequence() {
        TableVersion version = versions.holdCurrent();
        try {
            long rows =
                    version.hotRuns().isEmpty()
                            ? Long.MAX_VALUE
                            : version.hotRuns().getFirst().firstSequence();
            long schemas = unsavedSchemaSequence == 0 ? Long.MAX_VALUE : unsavedSchemaSequence;
            return Math.min(rows, schemas);
        } finally {
            version.release();
        }
    }

    /** Runs an action once when the table is closed and the last snapshot of it as well. */
    public void whenDrained(Runnable action) {
        versions.whenDrained(action);
    }

    /** Lets go of everything; open snapshots keep what they hold. For the committer's thread. */
    public void close() {
        versions.close();
    }

    /**
     * Two small runs, or a small one behind a smaller one, so that a row is copied O(log n) times.
     * Large ones are left as they came: few of them fill the memory that a table may take.
     */
    private static boolean areWorthJoining(HotRun older, HotRun newer) {
        return older.rowCount() + newer.rowCount() <= Batch.MAX_ROWS
                && older.rowCount() <= 2 * newer.rowCount()
                && older.batch().memoryBytes() < LARGE_RUN_BYTES;
    }

    /** Both runs as one; lets go of the newer one's reference, which only this call holds. */
    private HotRun join(HotRun older, HotRun newer) {
        Batch joined = Batch.concatenate(schema, memory, List.of(older.batch(), newer.batch()));
        newer.batch().release();
        return new HotRun(joined, older.firstSequence(), newer.lastSequence(), dictionaries);
    }

    private void addDictionaries(TableSchema newer) {
        for (ColumnDefinition column : newer.columns()) {
            if (column.type() == ColumnType.SYMBOL) {
                dictionaries.computeIfAbsent(column.id(), _ -> new SymbolDictionary());
            }
        }
    }
}
