package dev.tidemark.core.catalog;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.log.LogReplay;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings a store back to where it was: the newest manifest of every table, then the frames of the
 * log that no manifest covers, which become hot runs again.
 */
final class Recovery implements LogReplay.Visitor {
    private static final System.Logger LOGGER = System.getLogger(Recovery.class.getName());

    private final Tables tables;
    private final TableFolders folders;
    private final MemoryPool memory;
    private final Table.Committer committer;
    private long rowsReplayed;

    Recovery(Tables tables, TableFolders folders, MemoryPool memory, Table.Committer committer) {
        this.tables = tables;
        this.folders = folders;
        this.memory = memory;
        this.committer = committer;
    }

    /**
     * Runs to the end.
     *
     * @return the sequence number of the log's next frame
     */
    long run(FileSystem files, Path logFolder) throws IOException {
        folders.openAll(memory, committer).forEach(tables::add);
        long nextSequence = new LogReplay(files, logFolder, this).run();
        if (rowsReplayed > 0) {
            LOGGER.log(Level.INFO, "recovered {0} rows from the log", rowsReplayed);
        }
        return Math.max(nextSequence, folders.lastSavedSequence() + 1);
    }

    @Override
    public void createTable(int tableId, TableSchema schema, long sequence) {
        tables.noteId(tableId);
        if (tables.find(tableId).isEmpty()) {
            Table table = new Table(tableId, schema, memory, committer);
            table.noteSchemaLogged(sequence);
            tables.add(table);
        }
    }

    @Override
    public void changeSchema(int tableId, TableSchema schema, long sequence) {
        Optional<Table> table = tables.find(tableId);
        if (table.isPresent() && table.get().schema().version() < schema.version()) {
            table.get().recoverSchema(schema);
            table.get().noteSchemaLogged(sequence);
        }
    }

    @Override
    public void dropTable(int tableId, long sequence) throws IOException {
        Optional<Table> table = tables.find(tableId);
        if (table.isPresent()) {
            tables.remove(table.get().name());
            table.get().close();
            folders.delete(table.get());
        }
    }

    @Override
    public @Nullable Table tableForRows(int tableId, long sequence) {
        Optional<Table> table = tables.find(tableId);
        boolean needed = table.isPresent() && sequence > folders.savedSequence(table.get());
        return needed ? table.get() : null;
    }

    @Override
    public void rows(Table table, List<Batch> batches, long sequence) {
        for (Batch batch : batches) {
            rowsReplayed += batch.rowCount();
        }
        table.publishRows(batches, sequence);
    }
}
