package dev.tidemark.core.catalog;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.catalog.CommitQueue.Work;
import dev.tidemark.core.log.LogWriter;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.table.Durability;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes the log and publishes versions: the single writer of every table.
 *
 * <p>It takes whatever is queued as one group: logs it, publishes it, and syncs once if somebody in
 * the group waits for that, or if the interval since the last sync is over. While it syncs, the
 * next group gathers.
 *
 * <p>After a failed write or sync nothing more is acknowledged: every commit fails with the first
 * reason until the store is opened again, which recovers what the disk really holds.
 */
final class CommitThread {
    private static final System.Logger LOGGER = System.getLogger(CommitThread.class.getName());

    /** Work taken as one group. */
    private static final int MAX_GROUP = 1 << 10;

    /** Batches below this many rows are joined before they are logged. */
    private static final int SMALL_BATCH_ROWS = Batch.MAX_ROWS / 4;

    private final CommitQueue queue;
    private final LogWriter log;
    private final MemoryPool memory;
    private final long syncIntervalNanos;
    private final Runnable afterGroup;
    private final Thread thread;

    private final Map<Table, List<Work.Rows>> pendingRows = new LinkedHashMap<>();
    private final List<Publication> publications = new ArrayList<>();
    private final List<CompletableFuture<Void>> waiters = new ArrayList<>();
    private boolean syncWanted;
    private boolean stopping;
    private long lastSyncNanos = System.nanoTime();
    private volatile @Nullable IOException failure;

    /** What becomes visible once the group is in the log. */
    private sealed interface Publication {
        record Rows(Table table, Batch batch, long sequence) implements Publication {}

        record Schema(Table table, TableSchema schema) implements Publication {}

        record Drop(Table table) implements Publication {}
    }

    /**
     * @param log is closed when the thread stops
     * @param afterGroup runs on the thread when a group is published
     */
    CommitThread(
            CommitQueue queue,
            LogWriter log,
            MemoryPool memory,
            long syncIntervalMillis,
            Runnable afterGroup) {
        this.queue = queue;
        this.log = log;
        this.memory = memory;
        this.syncIntervalNanos = TimeUnit.MILLISECONDS.toNanos(syncIntervalMillis);
        this.afterGroup = afterGroup;
        this.thread = Thread.ofPlatform().name("tidemark-commit").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** The log; to be used by actions that the queue calls. */
    LogWriter log() {
        return log;
    }

    /** Why nothing is acknowledged any more, or null. */
    @Nullable IOException failure() {
        return failure;
    }

    /** Commits everything queued, syncs, closes the log and ends the thread. */
    void stop() throws IOException {
        queue.stop();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        log.close();
        IOException reason = failure;
        if (reason != null) {
            throw reason;
        }
    }

    private void run() {
        List<Work> group = new ArrayList<>();
        while (!stopping) {
            takeGroup(group);
            try {
                process(group);
            } catch (IOException | RuntimeException thrown) {
                fail(thrown);
            }
            group.clear();
        }
    }

    private void takeGroup(List<Work> group) {
        try {
            long waitNanos =
                    log.isUnsynced()
                            ? lastSyncNanos + syncIntervalNanos - System.nanoTime()
                            : Long.MAX_VALUE;
            queue.take(group, MAX_GROUP, waitNanos);
        } catch (InterruptedException _) {
            LOGGER.log(Level.WARNING, "the commit thread was interrupted and goes on");
        }
    }

    private void process(List<Work> group) throws IOException {
        for (Work work : group) {
            switch (work) {
                case Work.Rows rows ->
                        pendingRows.computeIfAbsent(rows.table(), _ -> new ArrayList<>()).add(rows);
                case Work.Create(Table table, TableSchema schema) -> {
                    table.noteSchemaLogged(log.appendCreateTable(table.id(), schema));
                    publications.add(new Publication.Schema(table, schema));
                }
                case Work.Change(Table table, TableSchema schema) -> {
                    logRows(table);
                    table.noteSchemaLogged(log.appendChangeSchema(table.id(), schema));
                    publications.add(new Publication.Schema(table, schema));
                }
                case Work.Drop(Table table, CompletableFuture<Void> future) -> {
                    logRows(table);
                    log.appendDropTable(table.id());
                    publications.add(new Publication.Drop(table));
                    syncWanted = true;
                    waiters.add(future);
                }
                case Work.Call(Runnable action) -> {
                    logAndPublish();
                    action.run();
                }
                case Work.Stop _ -> stopping = true;
            }
        }
        logAndPublish();
        syncIfDue();
        afterGroup.run();
    }

    private void logAndPublish() throws IOException {
        for (Table table : List.copyOf(pendingRows.keySet())) {
            logRows(table);
        }
        IOException reason = failure;
        if (reason != null) {
            throw reason;
        }
        log.flush();
        for (Publication publication : publications) {
            switch (publication) {
                case Publication.Rows(Table table, Batch batch, long sequence) ->
                        table.publishRows(batch, sequence);
                case Publication.Schema(Table table, TableSchema schema) ->
                        table.publishSchema(schema);
                case Publication.Drop(Table table) -> table.close();
            }
        }
        publications.clear();
        if (!syncWanted) {
            completeWaiters();
        }
    }

    private void syncIfDue() throws IOException {
        long now = System.nanoTime();
        if (syncWanted
                || stopping
                || (log.isUnsynced() && now - lastSyncNanos >= syncIntervalNanos)) {
            log.sync();
            lastSyncNanos = System.nanoTime();
            syncWanted = false;
            completeWaiters();
        } else if (!log.isUnsynced()) {
            lastSyncNanos = now;
        }
    }

    private void completeWaiters() {
        waiters.forEach(waiter -> waiter.complete(null));
        waiters.clear();
    }

    /** Logs the rows gathered for a table, small batches joined. */
    private void logRows(Table table) {
        List<Work.Rows> rows = pendingRows.remove(table);
        if (rows == null) {
            return;
        }
        List<Batch> small = new ArrayList<>();
        int smallRows = 0;
        for (Work.Rows work : rows) {
            waiters.add(work.future());
            syncWanted |= work.durability() == Durability.SYNCED;
            int rowCount = work.batch().rowCount();
            if (rowCount > SMALL_BATCH_ROWS || smallRows + rowCount > Batch.MAX_ROWS) {
                logJoined(table, small);
                smallRows = 0;
            }
            small.add(work.batch());
            smallRows += rowCount;
            if (rowCount > SMALL_BATCH_ROWS) {
                logJoined(table, small);
                smallRows = 0;
            }
        }
        logJoined(table, small);
    }

    private void logJoined(Table table, List<Batch> batches) {
        if (batches.isEmpty()) {
            return;
        }
        Batch batch = batches.getFirst();
        if (batches.size() > 1) {
            batch = Batch.concatenate(newest(batches), memory, batches);
            batches.forEach(Batch::release);
        }
        batches.clear();
        publications.add(new Publication.Rows(table, batch, log.appendRows(table, batch)));
    }

    private static TableSchema newest(List<Batch> batches) {
        TableSchema newest = batches.getFirst().schema();
        for (Batch batch : batches) {
            if (batch.schema().version() > newest.version()) {
                newest = batch.schema();
            }
        }
        return newest;
    }

    /** Fails the group, and everything that comes after it. */
    private void fail(Exception thrown) {
        IOException reason = failure;
        if (reason == null) {
            reason = new IOException("the log cannot be written: " + thrown.getMessage(), thrown);
            failure = reason;
            LOGGER.log(Level.ERROR, reason.getMessage(), thrown);
        }
        for (List<Work.Rows> rows : pendingRows.values()) {
            for (Work.Rows work : rows) {
                waiters.add(work.future());
                work.batch().release();
            }
        }
        pendingRows.clear();
        for (Publication publication : publications) {
            if (publication instanceof Publication.Rows rows) {
                rows.batch().release();
            }
        }
        publications.clear();
        for (CompletableFuture<Void> waiter : waiters) {
            waiter.completeExceptionally(reason);
        }
        waiters.clear();
        syncWanted = false;
    }
}
