package dev.tidemark.core.catalog;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.io.Damage;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.log.LogEnd;
import dev.tidemark.core.log.LogReplay;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings a store back to where it was: the newest manifest of every table, then the frames of the
 * log that no manifest covers, which become hot runs again. What is damaged is reported and set
 * aside, and the rest is served. A crash in the middle is harmless: it runs again from the start.
 */
final class Recovery implements LogReplay.Visitor {
    private static final System.Logger LOGGER = System.getLogger(Recovery.class.getName());

    private final FileSystem files;
    private final TableFolders folders;
    private final MemoryPool memory;
    private final Table.Committer committer;
    private final Quarantine quarantine;
    private final Map<Integer, Table> byId = new TreeMap<>();
    private final Set<Integer> droppedIds = new HashSet<>();
    private final Set<Integer> unknownIds = new HashSet<>();

    /** Tables of which the log has the creation, and thus all, or the end. */
    private final Set<Integer> idsInLog = new HashSet<>();

    private int lastId;
    private long rowsReplayed;

    /**
     * Where the log goes on.
     *
     * @param logEnd where the frames of the log end
     * @param nextSequence first number that neither the log nor a manifest has used
     */
    record Position(LogEnd logEnd, long nextSequence) {}

    Recovery(
            FileSystem files,
            TableFolders folders,
            MemoryPool memory,
            Table.Committer committer,
            Quarantine quarantine) {
        this.files = files;
        this.folders = folders;
        this.memory = memory;
        this.committer = committer;
        this.quarantine = quarantine;
    }

    /** Runs to the end, and fills in the tables that are there then. */
    Position run(Path logFolder, Tables tables) throws IOException {
        for (Table table : folders.openAll(memory, committer, quarantine)) {
            add(table);
        }
        LogEnd logEnd = new LogReplay(files, logFolder, this).run();
        if (rowsReplayed > 0) {
            LOGGER.log(Level.INFO, "recovered {0} rows from the log", rowsReplayed);
        }
        folders.settle(idsInLog, quarantine);
        // If the log still has the creation of a table it has all of its rows.
        quarantine.forget(lost -> idsInLog.contains(lost.id()));
        quarantine.lostTables().forEach(lost -> tables.noteId(lost.id()));
        tables.noteId(lastId);
        for (Table table : byId.values()) {
            if (!tables.add(table)) {
                damaged(
                        new Damage(
                                logFolder,
                                0,
                                "two tables are called '%s'".formatted(table.name()),
                                "table number %d is not served".formatted(table.id())));
            }
        }
        unknownIds.removeAll(droppedIds);
        for (int tableId : unknownIds) {
            damaged(
                    new Damage(
                            logFolder,
                            0,
                            "no table has number " + tableId,
                            "rows of it that only the log has are lost"));
        }
        return new Position(
                logEnd, Math.max(logEnd.nextSequence(), folders.lastSavedSequence() + 1));
    }

    @Override
    public void createTable(int tableId, TableSchema schema, long sequence) {
        idsInLog.add(tableId);
        if (!byId.containsKey(tableId) && !droppedIds.contains(tableId)) {
            Table table = new Table(tableId, schema, memory, committer);
            table.noteSchemaLogged(sequence);
            add(table);
        }
    }

    @Override
    public void changeSchema(int tableId, TableSchema schema, long sequence) {
        Table table = byId.get(tableId);
        if (table != null && table.schema().version() < schema.version()) {
            table.recoverSchema(schema);
            table.noteSchemaLogged(sequence);
        }
    }

    @Override
    public void dropTable(int tableId, long sequence) throws IOException {
        droppedIds.add(tableId);
        idsInLog.add(tableId);
        lastId = Math.max(lastId, tableId);
        Table table = byId.remove(tableId);
        if (table != null) {
            table.close();
            folders.markDropped(table);
            folders.delete(table);
        }
    }

    @Override
    public @Nullable Table tableForRows(int tableId, long sequence) {
        Table table = byId.get(tableId);
        if (table == null) {
            unknownIds.add(tableId);
            return null;
        }
        return sequence > folders.savedSequence(table) ? table : null;
    }

    @Override
    public void rows(Table table, List<Batch> batches, long sequence) {
        for (Batch batch : batches) {
            rowsReplayed += batch.rowCount();
        }
        table.publishRows(batches, sequence);
    }

    @Override
    public void damaged(Damage damage) {
        quarantine.reportWithCopy(damage);
    }

    @Override
    public void unfinished(Path file) throws IOException {
        files.delete(file);
    }

    private void add(Table table) {
        byId.put(table.id(), table);
        lastId = Math.max(lastId, table.id());
    }
}
