package dev.tidemark.core.catalog;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.catalog.CommitQueue.Work;
import dev.tidemark.core.io.DiskFullException;
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
 * the group waits for that, or if the interval since the last sync is over and something is owed
 * one. While it syncs, the next group gathers.
 *
 * <p>After a failed write or sync the log goes on in a new segment with everything that is not
 * known to be synced. If that fails as well, commits are refused with the reason, and once a second
 * it is tried again, until the log can be written and the disk reserve is back. Rows that were
 * visible already then go to the new segment; those that were refused are gone.
 */
final class CommitThread {
    private static final System.Logger LOGGER = System.getLogger(CommitThread.class.getName());

    /** Frames that wait for a sync beyond which it is not waited for. */
    private static final long MAX_KEPT_BYTES = 1L << 26;

    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Work taken as one group. */
    private static final int MAX_GROUP = 1 << 10;

    private final CommitQueue queue;
    private final LogWriter log;
    private final long syncIntervalNanos;
    private final Runnable afterGroup;
    private final DiskReserve reserve;
    private final CommitGroup group;
    private final Thread thread;

    /** Schemas that could not be logged, in order. */
    private final List<Work> deferred = new ArrayList<>();

    private boolean stopping;
    private long lastSyncNanos = System.nanoTime();
    private long nextRetryNanos;
    private volatile @Nullable IOException failure;

    /**
     * @param log is closed when the thread stops
     * @param afterGroup runs on the thread when a group is published
     */
    CommitThread(
            CommitQueue queue,
            LogWriter log,
            MemoryPool memory,
            DiskReserve reserve,
            long syncIntervalMillis,
            Runnable afterGroup) {
        this.queue = queue;
        this.log = log;
        this.reserve = reserve;
        this.group = new CommitGroup(log, memory);
        this.syncIntervalNanos = TimeUnit.MILLISECONDS.toNanos(syncIntervalMillis);
        this.afterGroup = afterGroup;
        this.thread = Thread.ofPlatform().name("tidemark-commit").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Why rows are refused at present, or null. */
    @Nullable IOException failure() {
        return failure;
    }

    /** Commits everything queued, syncs, closes the log and ends the thread. */
    void stop() throws IOException {
        queue.stop();
        ThreadEnd.await(thread);
        log.close();
        deferred.clear();
        IOException reason = failure;
        if (reason != null) {
            throw reason;
        }
    }

    private void run() {
        List<Work> works = new ArrayList<>();
        while (!stopping) {
            take(works);
            if (failure != null && nextRetryNanos - System.nanoTime() <= 0) {
                resume();
            }
            for (Work work : works) {
                attempt(() -> process(work));
            }
            works.clear();
            if (failure == null || !group.isEmpty()) {
                attempt(this::logAndPublish);
                attempt(this::syncIfDue);
            }
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
            long now = System.nanoTime();
            long waitNanos =
                    group.isSyncOwed() ? lastSyncNanos + syncIntervalNanos - now : Long.MAX_VALUE;
            if (failure != null) {
                waitNanos = nextRetryNanos - now;
            }
            queue.take(works, MAX_GROUP, waitNanos);
        } catch (InterruptedException _) {
            LOGGER.log(Level.WARNING, "the commit thread was interrupted and goes on");
        }
    }

    private void process(Work work) throws IOException {
        IOException reason = failure;
        switch (work) {
            case Work.Rows rows when reason != null -> {
                rows.batches().forEach(Batch::release);
                rows.future().completeExceptionally(reason);
            }
            case Work.Rows rows -> group.addRows(rows);
            case Work.Create _ when reason != null -> deferred.add(work);
            case Work.Create(Table table, TableSchema schema) -> group.addCreate(table, schema);
            case Work.Change _ when reason != null -> deferred.add(work);
            case Work.Change(Table table, TableSchema schema) -> group.addChange(table, schema);
            case Work.Drop(Table table, CompletableFuture<Void> future) -> {
                if (reason != null) {
                    reserve.release();
                }
                group.addDrop(table, future);
            }
            case Work.Sync(CompletableFuture<Void> future) when reason != null ->
                    future.completeExceptionally(reason);
            case Work.Sync(CompletableFuture<Void> future) -> group.addSync(future);
            case Work.Call(Runnable action) -> {
                if (!group.isEmpty()) {
                    attempt(this::logAndPublish);
                }
                action.run();
            }
            case Work.Suspend(IOException cause) -> refuseFrom(cause);
            case Work.Stop _ -> {
                stopping = true;
                if (reason != null) {
                    resume();
                }
            }
        }
    }

    private void logAndPublish() throws IOException {
        try {
            group.logAndPublish();
        } catch (IOException thrown) {
            if (failure != null) {
                throw thrown;
            }
            if (!(thrown instanceof DiskFullException)) {
                LOGGER.log(
                        Level.WARNING, "a write to the log failed: a new segment begins", thrown);
            }
            group.logAndPublish();
        }
    }

    private void syncIfDue() throws IOException {
        long now = System.nanoTime();
        boolean due = group.isSyncOwed() && now - lastSyncNanos >= syncIntervalNanos;
        if (group.isSyncWanted() || stopping || due || log.keptBytes() > MAX_KEPT_BYTES) {
            sync();
            lastSyncNanos = System.nanoTime();
            group.acknowledgeSync();
        } else if (!group.isSyncOwed()) {
            lastSyncNanos = now;
        }
    }

    /** Syncs; what a failed sync leaves in doubt is written once more, to another file. */
    private void sync() throws IOException {
        try {
            log.sync();
        } catch (IOException thrown) {
            if (failure != null) {
                throw thrown;
            }
            LOGGER.log(Level.ERROR, "a sync of the log failed: a new segment begins", thrown);
            log.flush();
            log.sync();
        }
    }

    /** Tries to write the log again. */
    private void resume() {
        try {
            reserve.hold();
            log.prepare();
            log.flush();
            log.sync();
            failure = null;
            LOGGER.log(Level.INFO, "the disk can be written again: rows are accepted");
            List<Work> schemas = List.copyOf(deferred);
            deferred.clear();
            for (Work work : schemas) {
                process(work);
            }
        } catch (IOException | RuntimeException thrown) {
            nextRetryNanos = System.nanoTime() + RETRY_NANOS;
            refuseFrom(thrown);
        }
    }

    /** Fails the group, and all rows that come until the log can be written again. */
    private void fail(Exception thrown) {
        refuseFrom(thrown);
        IOException reason = failure;
        deferred.addAll(group.fail(reason == null ? new IOException(thrown) : reason));
    }

    private void refuseFrom(Exception thrown) {
        if (failure == null) {
            nextRetryNanos = System.nanoTime() + RETRY_NANOS;
        }
        WritesRefusedException refusal = WritesRefusedException.of(thrown);
        if (failure == null && refusal.isDiskFull()) {
            LOGGER.log(Level.ERROR, refusal.getMessage());
        } else if (failure == null) {
            LOGGER.log(Level.ERROR, "rows are refused until the disk can be written again", thrown);
        }
        failure = refusal;
    }
}
