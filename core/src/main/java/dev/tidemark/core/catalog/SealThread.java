package dev.tidemark.core.catalog;

import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.DiskFullException;
import dev.tidemark.core.log.LogSlice;
import dev.tidemark.core.log.LogWriter;
import dev.tidemark.core.table.HeldRuns;
import dev.tidemark.core.table.MappedPartition;
import dev.tidemark.core.table.OpenPartition;
import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.SealedRows;
import dev.tidemark.core.table.Sealer;
import dev.tidemark.core.table.Table;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one thread that seals tables and writes their manifests: when a table's hot rows exceed the
 * threshold, when hot memory or the log runs full, and when somebody asks for a checkpoint.
 *
 * <p>Order of a seal, so that a crash at any point loses and doubles nothing: column files and
 * symbols are written and synced, the manifest that names them replaces the old one, the new
 * version is published, the log is shortened. Until the manifest is there the log's frames count,
 * from then on they do not.
 */
final class SealThread {
    private static final System.Logger LOGGER = System.getLogger(SealThread.class.getName());

    /** How often it looks for hot rows that are old. */
    private static final long LOOK_INTERVAL_MILLIS = 1_000;

    /** What a seal needs for a row in the Java heap, about: its time, its name and its place. */
    private static final long HEAP_BYTES_PER_ROW = 40;

    /**
     * Rows of a seal, so that it takes a quarter of the heap at most: a small heap is no reason why
     * rows should never be sealed.
     */
    private static final long MAX_ROWS =
            Math.max(1, Runtime.getRuntime().maxMemory() / 4 / HEAP_BYTES_PER_ROW);

    private final SealSchedule schedule;
    private final Sealer sealer;
    private final Storage storage;
    private final Tables tables;
    private final TableFolders folders;
    private final CommitQueue commits;
    private final LogWriter log;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("tidemark-seal").factory());
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile boolean started;
    private volatile boolean sealing;

    /** What the seal thread works with on disk. */
    record Storage(
            Tables tables, TableFolders folders, Quarantine quarantine, DiskReserve reserve) {}

    /**
     * @param log to be touched on the commit thread only
     */
    SealThread(
            StoreOptions options,
            Sealer sealer,
            Storage storage,
            CommitQueue commits,
            LogWriter log) {
        this.schedule = new SealSchedule(options, storage.tables(), log);
        this.sealer = sealer;
        this.storage = storage;
        this.tables = storage.tables();
        this.folders = storage.folders();
        this.commits = commits;
        this.log = log;
    }

    void start() {
        started = true;
        var _ =
                thread.scheduleWithFixedDelay(
                        this::wake, 0, LOOK_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Does something short again and again while the thread has nothing else to do. */
    void repeat(Runnable action, long intervalMillis) {
        var _ =
                thread.scheduleWithFixedDelay(
                        action, intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
    }

    /** Looks, soon, whether something has to be sealed. Never blocks. */
    void wake() {
        if (started && awake.compareAndSet(false, true)) {
            executeUnlessStopped(this::sealWhatIsDue);
        }
    }

    /** Seals all tables; returns when that is done. */
    void checkpoint() throws IOException {
        Completion.await(
                submit(() -> {
                    long next = commits.call(log::nextSequence);
                    for (Table table : tables.all()) {
                        sealBefore(next, table);
                    }
                    shortenLog();
                }));
    }

    /** Makes sure that a dropped table does not come back, and deletes it once nobody reads it. */
    void delete(Table table) throws IOException {
        Completion.await(
                submit(() -> {
                    folders.markDropped(table);
                    tables.endDrop(table);
                }));
        table.whenDrained(() -> executeUnlessStopped(() -> deleteFiles(table)));
    }

    /** Whether a seal is running now. */
    boolean isSealing() {
        return sealing;
    }

    /**
     * Puts a compacted partition in the place of what it was made from; returns when that is
     * durable and visible.
     *
     * @param compacted its files are synced
     * @return false if the partition has changed meanwhile: all stays as it is
     */
    boolean replace(Table table, PartitionState before, PartitionState compacted)
            throws IOException {
        CompletableFuture<Boolean> replaced = new CompletableFuture<>();
        Completion.await(
                submit(() -> replaced.complete(replaceUnlessChanged(table, before, compacted))));
        return Completion.await(replaced);
    }

    /** Ends the thread when what it was asked to do is done. */
    void stop() {
        started = false;
        thread.close();
        folders.close();
    }

    /**
     * Takes one instant of all tables; returns when the log's part of it has been read, which must
     * happen here because afterwards the log may be shortened.
     *
     * @param logReader gets the frames of the log that the instant needs
     */
    FrozenStore freeze(LogReader logReader) throws IOException {
        CompletableFuture<FrozenStore> frozen = new CompletableFuture<>();
        Completion.await(
                submit(() -> {
                    FrozenStore taken = commits.call(() -> FrozenStore.take(tables, folders, log));
                    try {
                        logReader.read(taken.log());
                    } catch (IOException | RuntimeException failure) {
                        taken.close();
                        throw failure;
                    }
                    frozen.complete(taken);
                }));
        return Completion.await(frozen);
    }

    /** Reads what the log holds of an instant. */
    @FunctionalInterface
    interface LogReader {
        void read(LogSlice log) throws IOException;
    }

    private interface Action {
        void run() throws IOException;
    }

    private CompletableFuture<Void> submit(Action action) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                action.run();
                done.complete(null);
            } catch (IOException | RuntimeException failure) {
                done.completeExceptionally(failure);
            }
        });
        return done;
    }

    /** What comes too late need not be done: the next start finds it. */
    private void executeUnlessStopped(Runnable action) {
        try {
            thread.execute(action);
        } catch (RejectedExecutionException _) {
            LOGGER.log(Level.DEBUG, "the seal thread has stopped");
        }
    }

    private void deleteFiles(Table table) {
        try {
            folders.delete(table);
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, "dropped table ''" + table.name() + "'' left files", failure);
        }
    }

    private boolean replaceUnlessChanged(
            Table table, PartitionState before, PartitionState compacted) throws IOException {
        try (HeldRuns held = table.hold()) {
            Optional<OpenPartition> old = held.partition(before.floor());
            if (table.isDropped() || old.isEmpty() || !old.get().state().equals(before)) {
                return false;
            }
            List<OpenPartition> partitions = folders.replace(table, held, compacted);
            commits.call(() -> {
                table.replacePartitions(partitions);
                table.noteSchemaSaved(held.schema().version());
                return true;
            });
            partitions.forEach(OpenPartition::release);
            if (old.get() instanceof MappedPartition mapped) {
                mapped.retire(() -> executeUnlessStopped(() -> deleteGeneration(mapped)));
            }
            return true;
        }
    }

    private void deleteGeneration(MappedPartition superseded) {
        try {
            folders.deleteGeneration(superseded.folder());
        } catch (IOException failure) {
            LOGGER.log(
                    Level.WARNING,
                    "files are left in " + superseded.folder().path() + " until the next start",
                    failure);
        }
    }

    private void sealWhatIsDue() {
        awake.set(false);
        if (schedule.isPaused()) {
            return;
        }
        try {
            Optional<Table> due = schedule.tableDue();
            while (due.isPresent()) {
                seal(due.get());
                shortenLog();
                schedule.noteSuccess();
                due = schedule.tableDue();
            }
        } catch (IOException | RuntimeException failure) {
            boolean isFirst = schedule.noteFailure();
            if (failure instanceof DiskFullException full) {
                commits.suspend(full);
            } else if (isFirst) {
                LOGGER.log(
                        Level.ERROR,
                        "sealing failed and is tried again; the rows stay in memory and in the log",
                        failure);
            }
        }
    }

    /** Seals all rows of a table that frames of the log below a number hold. */
    private void sealBefore(long next, Table table) throws IOException {
        while (!table.isDropped() && table.firstNeededSequence() < next) {
            seal(table);
        }
    }

    /**
     * Seals the oldest rows of a table. A damaged partition that is in the way is set aside, and
     * where the disk is full the reserve is used.
     */
    private void seal(Table table) throws IOException {
        if (table.isDropped() || table.firstNeededSequence() == Long.MAX_VALUE) {
            return;
        }
        try {
            sealOnce(table);
        } catch (CorruptFileException damage) {
            if (!setAside(table, damage)) {
                throw damage;
            }
            seal(table);
        } catch (DiskFullException full) {
            if (!storage.reserve().release()) {
                throw full;
            }
            sealOnce(table);
        }
    }

    /**
     * Takes the partition with a damaged file out of a table; returns when that is done.
     *
     * @return false if no partition of the table has that file: it was set aside already
     */
    boolean reportDamage(Table table, CorruptFileException damage) throws IOException {
        CompletableFuture<Boolean> isNew = new CompletableFuture<>();
        Completion.await(submit(() -> isNew.complete(setAside(table, damage))));
        return Completion.await(isNew);
    }

    /**
     * Looks, soon, whether a damaged file that somebody came upon belongs to a partition, and sets
     * that aside.
     */
    void suspect(CorruptFileException damage) {
        executeUnlessStopped(() -> {
            for (Table table : tables.all()) {
                try {
                    boolean _ = setAside(table, damage);
                } catch (IOException failure) {
                    LOGGER.log(
                            Level.WARNING,
                            "a damaged partition of ''{0}'' cannot be set aside: {1}",
                            table.name(),
                            failure.getMessage());
                }
            }
        });
    }

    /**
     * Lets a table count as whole without a partition that was set aside.
     *
     * @return false if no partition that begins at that tick was
     */
    boolean forgetQuarantined(Table table, long floor) throws IOException {
        CompletableFuture<Boolean> forgotten = new CompletableFuture<>();
        Completion.await(
                submit(() -> forgotten.complete(publish(table, folders.forget(table, floor)))));
        return Completion.await(forgotten);
    }

    /** Takes the partition with a damaged file out of a table; false if there is none. */
    private boolean setAside(Table table, CorruptFileException damage) throws IOException {
        return publish(table, folders.setAside(table, damage, storage.quarantine()));
    }

    /** Makes visible what is left of a table, if anything has changed, and lets go of it. */
    private boolean publish(Table table, Optional<SealedRows> left) throws IOException {
        if (left.isEmpty()) {
            return false;
        }
        commits.call(() -> {
            table.replaceSealed(left.get());
            return true;
        });
        left.get().partitions().forEach(OpenPartition::release);
        return true;
    }

    private void sealOnce(Table table) throws IOException {
        long startNanos = System.nanoTime();
        sealing = true;
        boolean sealed = false;
        try (HeldRuns held = commits.call(() -> table.beginSeal(MAX_ROWS))) {
            List<OpenPartition> partitions = folders.seal(table, held, sealer);
            commits.call(() -> {
                table.endSeal(partitions);
                table.noteSchemaSaved(held.schema().version());
                return true;
            });
            sealed = true;
            partitions.forEach(OpenPartition::release);
            LOGGER.log(
                    Level.DEBUG,
                    "sealed {0} hot runs of ''{1}'' in {2} ms",
                    held.hotRuns().size(),
                    table.name(),
                    (System.nanoTime() - startNanos) / 1_000_000);
        } finally {
            sealing = false;
            if (!sealed) {
                commits.call(() -> {
                    table.abandonSeal();
                    return false;
                });
            }
        }
    }

    /** Drops the segments of the log that no table needs. */
    private void shortenLog() throws IOException {
        commits.call(() -> {
            long needed = tables.firstNeededSequence(log.nextSequence());
            log.dropBefore(needed);
            return needed;
        });
    }
}
