package dev.tidemark.core.catalog;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.catalog.CommitQueue.Work;
import dev.tidemark.core.log.LogWriter;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.Durability;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Work that is logged, published and acknowledged together. Rows of a table stay in order with its
 * schemas; small batches of a table are joined before they are logged. For the commit thread.
 *
 * <p>Durability: one sync serves all of a group that wait for it; who does not is told before. What
 * is not waited for may be owed a sync within the interval: rows of durability INTERVAL, rows
 * without an acknowledgement, and schemas. Rows of durability NONE are owed none.
 */
final class CommitGroup {
    /** Batches below this many rows are joined. */
    private static final int SMALL_BATCH_ROWS = Batch.MAX_ROWS / 4;

    private final LogWriter log;
    private final MemoryPool memory;
    private final Map<Table, List<Work.Rows>> pendingRows = new LinkedHashMap<>();
    private final List<Publication> publications = new ArrayList<>();
    private final List<CompletableFuture<Void>> waitingForLog = new ArrayList<>();
    private final List<CompletableFuture<Void>> waitingForSync = new ArrayList<>();

    /** The log's next frame when nothing of the group was added yet. */
    private long firstSequence;

    /** Whether somebody waits for a sync of what the group holds. */
    private boolean syncWanted;

    /** Whether somebody waits for a sync of what is owed one. */
    private boolean syncAsked;

    /** Whether something since the last sync, of this group or earlier ones, is owed one. */
    private boolean syncOwed;

    /** What becomes visible once the group is in the log. */
    private sealed interface Publication {
        record Rows(Table table, List<Batch> batches, long sequence) implements Publication {}

        record Create(Table table, TableSchema schema) implements Publication {}

        record Change(Table table, TableSchema schema) implements Publication {}

        record Drop(Table table) implements Publication {}
    }

    CommitGroup(LogWriter log, MemoryPool memory) {
        this.log = log;
        this.memory = memory;
        this.firstSequence = log.nextSequence();
    }

    void addRows(Work.Rows rows) {
        pendingRows.computeIfAbsent(rows.table(), _ -> new ArrayList<>()).add(rows);
    }

    void addCreate(Table table, TableSchema schema) {
        table.noteSchemaLogged(log.appendCreateTable(table.id(), schema));
        syncOwed = true;
        publications.add(new Publication.Create(table, schema));
    }

    void addChange(Table table, TableSchema schema) {
        logRows(table);
        table.noteSchemaLogged(log.appendChangeSchema(table.id(), schema));
        syncOwed = true;
        publications.add(new Publication.Change(table, schema));
    }

    void addDrop(Table table, CompletableFuture<Void> future) {
        logRows(table);
        table.noteSchemaLogged(log.appendDropTable(table.id()));
        publications.add(new Publication.Drop(table));
        syncWanted = true;
        waitingForSync.add(future);
    }

    /** Adds somebody who waits until everything added before is as durable as was promised. */
    void addSync(CompletableFuture<Void> future) {
        syncAsked = true;
        waitingForSync.add(future);
    }

    /** Whether there is nothing to log and nobody to tell. */
    boolean isEmpty() {
        return pendingRows.isEmpty()
                && publications.isEmpty()
                && waitingForLog.isEmpty()
                && waitingForSync.isEmpty();
    }

    /** Whether somebody waits for a sync. */
    boolean isSyncWanted() {
        return syncWanted || (syncAsked && syncOwed);
    }

    /** Whether something since the last sync is owed one, though perhaps nobody waits for it. */
    boolean isSyncOwed() {
        return syncOwed;
    }

    /**
     * Logs what was added and makes it visible; those who do not wait for a sync are told.
     *
     * @throws IOException if it could not be logged: nothing is visible, and {@link #fail} follows
     */
    void logAndPublish() throws IOException {
        for (Table table : List.copyOf(pendingRows.keySet())) {
            logRows(table);
        }
        log.flush();
        for (Publication publication : publications) {
            switch (publication) {
                case Publication.Rows(Table table, List<Batch> batches, long sequence) ->
                        table.publishRows(batches, sequence);
                case Publication.Create(Table table, TableSchema schema) ->
                        table.publishSchema(schema);
                case Publication.Change(Table table, TableSchema schema) ->
                        table.publishSchema(schema);
                case Publication.Drop(Table table) -> table.close();
            }
        }
        publications.clear();
        firstSequence = log.nextSequence();
        complete(waitingForLog);
        if (!isSyncWanted()) {
            completeAll();
        }
    }

    /** Tells everybody who waits that it is done: everything flushed is synced. */
    void acknowledgeSync() {
        syncOwed = false;
        completeAll();
    }

    private void completeAll() {
        syncWanted = false;
        syncAsked = false;
        complete(waitingForLog);
        complete(waitingForSync);
    }

    private static void complete(List<CompletableFuture<Void>> waiters) {
        waiters.forEach(waiter -> waiter.complete(null));
        waiters.clear();
    }

    /**
     * Tells everybody who waits that it failed. Rows that are not visible yet are given up; those
     * that are stay, and will be logged once the log can be written again.
     *
     * @return schemas that could not be logged, to be added again later
     */
    List<Work> fail(IOException reason) {
        List<Work> schemas = new ArrayList<>();
        for (List<Work.Rows> rows : pendingRows.values()) {
            for (Work.Rows work : rows) {
                waitingForLog.add(work.future());
                work.batches().forEach(Batch::release);
            }
        }
        pendingRows.clear();
        for (Publication publication : publications) {
            switch (publication) {
                case Publication.Rows rows -> rows.batches().forEach(Batch::release);
                case Publication.Create(Table table, TableSchema schema) ->
                        schemas.add(new Work.Create(table, schema));
                case Publication.Change(Table table, TableSchema schema) ->
                        schemas.add(new Work.Change(table, schema));
                case Publication.Drop _ -> {} // Its waiter puts the table back.
            }
        }
        log.giveUp(firstSequence);
        publications.clear();
        for (List<CompletableFuture<Void>> waiters : List.of(waitingForLog, waitingForSync)) {
            waiters.forEach(waiter -> waiter.completeExceptionally(reason));
            waiters.clear();
        }
        syncWanted = false;
        syncAsked = false;
        return schemas;
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
            syncWanted |= work.waitsForSync();
            syncOwed |= work.durability() != Durability.NONE;
            (work.waitsForSync() ? waitingForSync : waitingForLog).add(work.future());
            Batch first = work.batches().getFirst();
            boolean joinable = work.batches().size() == 1 && first.rowCount() <= SMALL_BATCH_ROWS;
            if (!joinable || smallRows + first.rowCount() > Batch.MAX_ROWS) {
                logJoined(table, small);
                smallRows = 0;
            }
            if (joinable) {
                small.add(first);
                smallRows += first.rowCount();
            } else {
                log(table, work.batches());
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
        log(table, List.of(batch));
    }

    private void log(Table table, List<Batch> batches) {
        publications.add(new Publication.Rows(table, batches, log.appendRows(table, batches)));
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
}
