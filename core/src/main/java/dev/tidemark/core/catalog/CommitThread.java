package dev.tidemark.core.catalog;

import dev.tidemark.core.catalog.CommitQueue.Work;
import dev.tidemark.core.log.LogWriter;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
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

    private final CommitQueue queue;
    private final LogWriter log;
    private final long syncIntervalNanos;
    private final Runnable afterGroup;
    private final CommitGroup group;
    private final Thread thread;

    private boolean stopping;
    private long lastSyncNanos = System.nanoTime();
    private volatile @Nullable IOException failure;

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
        this.group = new CommitGroup(log, memory);
        this.syncIntervalNanos = TimeUnit.MILLISECONDS.toNanos(syncIntervalMillis);
        this.afterGroup = afterGroup;
        this.thread = Thread.ofPlatform().name("tidemark-commit").unstarted(this::run);
    }

    void start() {
        thread.start();
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
        List<Work> works = new ArrayList<>();
        while (!stopping) {
            take(works);
            for (Work work : works) {
                attempt(() -> process(work));
            }
            works.clear();
            attempt(this::logAndPublish);
            attempt(this::syncIfDue);
            afterGroup.run();
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Runs a step; if it fails, so does all that is not acknowledged, and the rest goes on. */
    private void attempt(Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException thrown) {
            fail(thrown);
        }
    }

    private void take(List<Work> works) {
        try {
            long waitNanos =
                    log.isUnsynced()
                            ? lastSyncNanos + syncIntervalNanos - System.nanoTime()
                            : Long.MAX_VALUE;
            queue.take(works, MAX_GROUP, waitNanos);
        } catch (InterruptedException _) {
            LOGGER.log(Level.WARNING, "the commit thread was interrupted and goes on");
        }
    }

    private void process(Work work) {
        switch (work) {
            case Work.Rows rows -> group.addRows(rows);
            case Work.Create(Table table, TableSchema schema) -> group.addCreate(table, schema);
            case Work.Change(Table table, TableSchema schema) -> group.addChange(table, schema);
            case Work.Drop(Table table, CompletableFuture<Void> future) ->
                    group.addDrop(table, future);
            case Work.Call(Runnable action) -> {
                attempt(this::logAndPublish);
                action.run();
            }
            case Work.Stop _ -> stopping = true;
        }
    }

    private void logAndPublish() throws IOException {
        IOException reason = failure;
        if (reason != null) {
            throw reason;
        }
        group.logAndPublish();
    }

    private void syncIfDue() throws IOException {
        long now = System.nanoTime();
        if (group.isSyncWanted()
                || stopping
                || (log.isUnsynced() && now - lastSyncNanos >= syncIntervalNanos)) {
            log.sync();
            lastSyncNanos = System.nanoTime();
            group.acknowledge();
        } else if (!log.isUnsynced()) {
            lastSyncNanos = now;
        }
    }

    /** Fails the group, and everything that comes after it. */
    private void fail(Exception thrown) {
        IOException reason = failure;
        if (reason == null) {
            reason = new IOException("the log cannot be written: " + thrown.getMessage(), thrown);
            failure = reason;
            LOGGER.log(Level.ERROR, reason.getMessage(), thrown);
        }
        group.fail(reason);
    }
}
