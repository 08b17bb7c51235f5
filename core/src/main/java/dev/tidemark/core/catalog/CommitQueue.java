package dev.tidemark.core.catalog;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.table.Acknowledgement;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.Durability;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What waits for the {@link CommitThread}, in order. Its bound is the memory pool's limit, at which
 * producers pause. Thread-safe.
 */
final class CommitQueue implements Table.Committer {
    private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    private final Durability usual;

    /**
     * @param usual durability of tables that have none of their own
     */
    CommitQueue(Durability usual) {
        this.usual = usual;
    }

    /** What waits in the queue. */
    sealed interface Work {
        /**
         * Rows that are committed all or none.
         *
         * @param batches one, unless they would not fit into one
         * @param durability what was promised for them
         */
        record Rows(
                Table table,
                List<Batch> batches,
                Durability durability,
                Acknowledgement acknowledgement,
                CompletableFuture<Void> future)
                implements Work {
            /** Whether the future waits for a sync. */
            boolean waitsForSync() {
                return durability == Durability.SYNC && acknowledgement == Acknowledgement.DURABLE;
            }
        }

        record Create(Table table, TableSchema schema) implements Work {}

        record Change(Table table, TableSchema schema) implements Work {}

        record Drop(Table table, CompletableFuture<Void> future) implements Work {}

        record Sync(CompletableFuture<Void> future) implements Work {}

        record Call(Runnable action) implements Work {}

        record Suspend(IOException cause) implements Work {}

        record Stop() implements Work {}
    }

    @Override
    public CompletableFuture<Void> commitRows(
            Table table, List<Batch> batches, Acknowledgement acknowledgement) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        // What holds now, not when it is their turn: an ALTER TABLE may be ahead of them.
        Durability durability = table.schema().options().durability().orElse(usual);
        queue.add(new Work.Rows(table, List.copyOf(batches), durability, acknowledgement, future));
        return future;
    }

    @Override
    public void commitSchema(Table table, TableSchema schema) {
        queue.add(new Work.Change(table, schema));
    }

    /** Queues the creation of a table, ahead of its rows. */
    void createTable(Table table, TableSchema schema) {
        queue.add(new Work.Create(table, schema));
    }

    /** Queues a drop; completes when it is durable. */
    CompletableFuture<Void> dropTable(Table table) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        queue.add(new Work.Drop(table, future));
        return future;
    }

    /**
     * Queues a sync of what was queued before, unless no durability asks for one; completes when
     * that is done.
     */
    CompletableFuture<Void> sync() {
        CompletableFuture<Void> future = new CompletableFuture<>();
        queue.add(new Work.Sync(future));
        return future;
    }

    /** Runs an action between two groups on the commit thread and waits for what it returns. */
    <T> T call(Callable<T> action) throws IOException {
        CompletableFuture<T> result = new CompletableFuture<>();
        queue.add(
                new Work.Call(() -> {
                    try {
                        result.complete(action.call());
                    } catch (Exception thrown) {
                        result.completeExceptionally(thrown);
                    }
                }));
        return Completion.await(result);
    }

    /** Makes the thread refuse rows until the disk can be written again. */
    void suspend(IOException cause) {
        queue.add(new Work.Suspend(cause));
    }

    /** Queues the end of the thread, behind everything that is queued. */
    void stop() {
        queue.add(new Work.Stop());
    }

    /** Takes what is queued, up to a number, waiting for the first; none after the time. */
    void take(List<Work> group, int most, long waitNanos) throws InterruptedException {
        Work first = queue.poll(Math.max(0, waitNanos), TimeUnit.NANOSECONDS);
        if (first != null) {
            group.add(first);
            queue.drainTo(group, most - 1);
        }
    }
}
