package dev.tidemark.core.catalog;

import dev.tidemark.core.backup.BackupFolder;
import dev.tidemark.core.backup.BackupOptions;
import dev.tidemark.core.backup.BackupReport;
import dev.tidemark.core.backup.BackupWriter;
import dev.tidemark.core.backup.Restore;
import dev.tidemark.core.check.CheckReport;
import dev.tidemark.core.check.FolderCheck;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.Damage;
import dev.tidemark.core.io.DiskFileSystem;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.log.LogOptions;
import dev.tidemark.core.log.LogWriter;
import dev.tidemark.core.manifest.HeldManifest;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.table.HeldRuns;
import dev.tidemark.core.table.Sealer;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableOptions;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * The tables of a folder. Thread-safe; one process at a time may have the folder open.
 *
 * <pre>
 *   tidemark.lock     who has the folder open
 *   log/              the log's segments
 *   tables/NAME~ID/   one folder a table: its manifests, symbols and partitions
 *   quarantine/       reports of damage, and what was set aside because of it
 *   reserve           keeps space for a checkpoint or a drop on a full disk
 * </pre>
 */
public final class Store implements AutoCloseable {
    private static final long TRIM_INTERVAL_MILLIS = 10_000;

    private static final System.Logger LOGGER = System.getLogger(Store.class.getName());

    private final StoreOptions options;
    private final FileSystem files;
    private final FolderLock lock;
    private final MemoryPool memory;
    private final Tables tables;
    private final Workers workers;

    /** The threads, and the way to the first. */
    private record Workers(
            CommitQueue queue,
            CommitThread commits,
            SealThread seals,
            Optional<CompactionThread> compactions,
            ScrubThread scrub,
            Quarantine quarantine) {
        void start() {
            commits.start();
            seals.start();
            compactions.ifPresent(CompactionThread::start);
            scrub.start();
        }
    }

    private Store(
            StoreOptions options,
            FileSystem files,
            FolderLock lock,
            MemoryPool memory,
            Tables tables,
            Workers workers) {
        this.options = options;
        this.files = files;
        this.lock = lock;
        this.memory = memory;
        this.tables = tables;
        this.workers = workers;
    }

    /**
     * Opens the folder, recovering what a crash left. What is damaged is {@linkplain #damage()
     * reported} and set aside; the rest is served.
     *
     * @param sealer computes seals; called from the store's own threads
     * @throws FolderInUseException if another store has the folder open
     * @throws IOException if the folder cannot be used
     */
    public static Store open(StoreOptions options, Sealer sealer) throws IOException {
        return open(options, sealer, DiskFileSystem.INSTANCE);
    }

    /** As {@link #open(StoreOptions, Sealer)}, on another file system. */
    public static Store open(StoreOptions options, Sealer sealer, FileSystem files)
            throws IOException {
        Path logFolder = options.folder().resolve("log");
        Path tablesFolder = options.folder().resolve("tables");
        files.createDirectories(logFolder);
        files.createDirectories(tablesFolder);
        files.syncFolder(options.folder());
        FolderLock lock = FolderLock.acquire(files, options.folder());
        MemoryPool memory = new MemoryPool(options.hotLimitBytes());
        try {
            Tables tables = new Tables();
            TableFolders folders = new TableFolders(files, tablesFolder);
            CommitQueue queue = new CommitQueue(options.log().durability());
            Quarantine quarantine = new Quarantine(files, options.folder());
            Recovery.Position position =
                    new Recovery(files, folders, memory, queue, quarantine).run(logFolder, tables);
            LogWriter log =
                    new LogWriter(
                            files,
                            logFolder,
                            new LogOptions(options.log().segmentBytes()),
                            position.logEnd(),
                            position.nextSequence());
            DiskReserve reserve = new DiskReserve(files, options.folder(), options.reserveBytes());
            SealThread seals =
                    new SealThread(
                            options,
                            sealer,
                            new SealThread.Storage(tables, folders, quarantine, reserve),
                            queue,
                            log);
            CommitThread commits =
                    new CommitThread(
                            queue,
                            log,
                            memory,
                            reserve,
                            options.log().syncIntervalMillis(),
                            seals::wake);
            Optional<CompactionThread> compactions =
                    compactions(options, sealer, tables, folders, seals, memory);
            try {
                reserve.hold();
            } catch (IOException failure) {
                queue.suspend(failure);
            }
            Workers workers =
                    new Workers(
                            queue,
                            commits,
                            seals,
                            compactions,
                            new ScrubThread(options.scrub(), tables, seals),
                            quarantine);
            workers.start();
            seals.repeat(memory::trim, TRIM_INTERVAL_MILLIS);
            return new Store(options, files, lock, memory, tables, workers);
        } catch (IOException | RuntimeException failure) {
            memory.close();
            lock.close();
            throw failure;
        }
    }

    private static Optional<CompactionThread> compactions(
            StoreOptions options,
            Sealer sealer,
            Tables tables,
            TableFolders folders,
            SealThread seals,
            MemoryPool memory) {
        CompactionPacer.Load load =
                new CompactionPacer.Load(memory, seals::isSealing, new CountDownLatch(1));
        return sealer.compactor()
                .map(compactor ->
                        new CompactionThread(
                                options.compaction(), compactor, tables, folders, seals, load));
    }

    /**
     * Reads everything in the folder of a store that nobody has open, or of a backup; changes
     * nothing.
     *
     * @param folder of a store, or what {@link Restore#find} knows
     * @throws FolderInUseException if some store has the folder open
     * @throws IOException if it holds no database, or something cannot be read at all
     */
    public static CheckReport check(Path folder) throws IOException {
        FileSystem files = DiskFileSystem.INSTANCE;
        if (Restore.isBackup(files, folder)) {
            return Restore.check(files, Restore.find(files, folder));
        }
        if (!files.isFolder(folder.resolve("tables"))) {
            throw new NoSuchFileException(folder.toString(), null, "it holds no database");
        }
        try (FolderLock _ = FolderLock.acquire(files, folder)) {
            return FolderCheck.run(files, folder);
        }
    }

    /** As {@link Restore#run}, on the files of this machine. */
    public static Restore.Outcome restore(Path source, Path folder) throws IOException {
        return Restore.run(DiskFileSystem.INSTANCE, source, folder);
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
        return tables.find(name);
    }

    /** All tables, by name. */
    public List<Table> tables() {
        return tables.all();
    }

    /**
     * Creates a table. Touches no file: the creation is queued to the log ahead of the table's
     * rows, and durable after {@link #sync()}.
     *
     * @param timestampIndex which of the columns is the designated timestamp
     * @throws TableExistsException if the name is taken, in any case
     */
    public Table createTable(
            String name, List<NewColumn> columns, int timestampIndex, PartitionUnit unit) {
        return createTable(name, columns, timestampIndex, TableOptions.of(unit));
    }

    /**
     * As {@link #createTable(String, List, int, PartitionUnit)}, with all options.
     *
     * @throws IllegalArgumentException if the deduplication keys are not what they should be
     */
    public Table createTable(
            String name, List<NewColumn> columns, int timestampIndex, TableOptions tableOptions) {
        List<ColumnDefinition> definitions = new ArrayList<>();
        for (NewColumn column : columns) {
            definitions.add(
                    new ColumnDefinition(definitions.size() + 1, column.name(), column.type()));
        }
        TableSchema schema = new TableSchema(name, 1, definitions, timestampIndex, tableOptions);
        Table table = new Table(tables.nextId(), schema, memory, workers.queue());
        // Whoever finds the table may commit to it at once: its creation has to be queued before.
        synchronized (tables) {
            if (tables.find(name).isPresent()) {
                throw new TableExistsException(name);
            }
            workers.queue().createTable(table, schema);
            tables.add(table);
        }
        return table;
    }

    /**
     * Removes a table; returns when that is durable. Snapshots of it stay readable until they are
     * closed.
     *
     * @return false if there is none of that name
     */
    public boolean dropTable(String name) throws IOException {
        Optional<Table> table = tables.beginDrop(name);
        if (table.isEmpty()) {
            return false;
        }
        try {
            Completion.await(workers.queue().dropTable(table.get()));
        } catch (IOException failure) {
            tables.abandonDrop(table.get());
            throw failure;
        }
        workers.seals().delete(table.get());
        return true;
    }

    /** What was ever found damaged in the folder and lies in its quarantine. */
    public List<Damage> damage() {
        return workers.quarantine().found();
    }

    /** Tables none of which can be served, and which nobody {@linkplain #forgetLost gave up}. */
    public Collection<LostTable> lostTables() {
        return workers.quarantine().lostTables();
    }

    /** How many partitions of the tables that are served are damaged and not. */
    public int quarantinedPartitions() {
        int partitions = 0;
        for (Table table : tables()) {
            try (HeldRuns held = table.hold()) {
                partitions += held.quarantined().size();
            }
        }
        return partitions;
    }

    /** The lost table of that name in any case, whether or not there is a new one. */
    public Optional<LostTable> lostTable(String name) {
        return lostTables().stream().filter(lost -> lost.name().equalsIgnoreCase(name)).findAny();
    }

    /**
     * Gives up the lost tables of a name; what lies in the quarantine stays there.
     *
     * @return false if there is none
     */
    public boolean forgetLost(String name) throws IOException {
        return workers.quarantine().forget(lost -> lost.name().equalsIgnoreCase(name));
    }

    /** What the scrub has done since the store was opened. */
    public ScrubStatus scrub() {
        return workers.scrub().status();
    }

    /**
     * Tells that somebody came upon a damaged file while reading: soon afterwards its partition is
     * set aside.
     */
    public void suspect(CorruptFileException damage) {
        workers.seals().suspect(damage);
    }

    /**
     * Lets a table count as whole without the rows of a partition that was set aside; what lies in
     * the quarantine stays there.
     *
     * @param floor first tick of the partition
     * @return false if no partition that begins there was set aside
     */
    public boolean forgetQuarantined(Table table, long floor) throws IOException {
        return workers.seals().forgetQuarantined(table, floor);
    }

    /** Why rows are refused at present. */
    public Optional<IOException> refusal() {
        return Optional.ofNullable(workers.commits().failure());
    }

    /**
     * Completes when all schemas that were made before are durable, and all rows that were
     * committed before, except those of tables with durability NONE.
     */
    public CompletableFuture<Void> sync() {
        return workers.queue().sync();
    }

    /** Seals and syncs all rows of all tables; returns when they lie in column files. */
    public void checkpoint() throws IOException {
        workers.seals().checkpoint();
    }

    /**
     * Makes a backup of one instant: every row that was acknowledged before the call, and none in
     * part. Writers and readers go on meanwhile. Of what the newest backup in the target has
     * already only names are written; an interrupted backup never counts and harms no other.
     *
     * @param target folder of backups, outside of the store's folder; created if missing
     * @throws FolderInUseException if another backup into the target is under way
     * @throws CorruptFileException if something is damaged; its partition is set aside, and the
     *     next backup does without it
     * @throws IOException if the target cannot be written, or a row be read
     */
    public BackupReport backup(Path target, BackupOptions backupOptions) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        if (absolute.startsWith(options.folder().toAbsolutePath().normalize())) {
            throw new IOException(target + " lies within the database; a backup must not");
        }
        BackupFolder.create(files, absolute);
        try (FolderLock _ = FolderLock.acquire(files, absolute)) {
            sealForBackup();
            BackupWriter writer = BackupWriter.begin(files, absolute, !backupOptions.isFull());
            BackupReport report;
            try {
                report = write(writer);
            } catch (IOException | RuntimeException failure) {
                writer.abandon(failure);
                throw failure;
            }
            if (backupOptions.keep() > 0) {
                new BackupFolder(files, absolute).keepNewest(backupOptions.keep());
            }
            return report;
        }
    }

    private BackupReport write(BackupWriter writer) throws IOException {
        try (FrozenStore instant = workers.seals().freeze(writer::copyLog)) {
            for (HeldManifest table : instant.tables()) {
                writer.copyTable(table);
            }
            writer.copyLostReports(workers.quarantine().lostReports());
            return writer.complete();
        } catch (CorruptFileException damage) {
            suspect(damage);
            throw damage;
        }
    }

    /** Spares the backup a copy of the log, where that can be. */
    private void sealForBackup() {
        try {
            checkpoint();
        } catch (IOException failure) {
            LOGGER.log(
                    Level.WARNING,
                    "the backup takes rows from the log, for they cannot be sealed: {0}",
                    failure.getMessage());
        }
    }

    /**
     * Reads everything that one instant of the store has on disk, while it goes on; changes
     * nothing.
     *
     * @throws IOException if something cannot be read at all
     */
    public CheckReport check() throws IOException {
        CheckReport report = new CheckReport();
        try (FrozenStore instant =
                workers.seals().freeze(log -> FolderCheck.checkLog(log, report))) {
            for (HeldManifest table : instant.tables()) {
                FolderCheck.checkTable(files, table, report);
            }
        }
        return report;
    }

    /** Finishes what was committed, seals it, closes all files and gives the folder free. */
    @Override
    public void close() throws IOException {
        try (lock) {
            workers.scrub().stop();
            workers.compactions().ifPresent(CompactionThread::stop);
            try {
                if (workers.commits().failure() == null) {
                    workers.seals().checkpoint();
                }
            } finally {
                workers.seals().stop();
                workers.commits().stop();
                tables.all().forEach(Table::close);
                memory.close();
            }
        }
    }
}
