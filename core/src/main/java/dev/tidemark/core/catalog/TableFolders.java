package dev.tidemark.core.catalog;

import dev.tidemark.core.column.BlockBuffers;
import dev.tidemark.core.column.CodeListCache;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.manifest.HeldManifest;
import dev.tidemark.core.manifest.TableFolderName;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.table.HeldRuns;
import dev.tidemark.core.table.OpenPartition;
import dev.tidemark.core.table.PartitionFilesAppender;
import dev.tidemark.core.table.PartitionFolder;
import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.SealedRows;
import dev.tidemark.core.table.Sealer;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The folders of a store's tables. For the seal thread, and for recovery before that runs. */
final class TableFolders implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(TableFolders.class.getName());

    private final FileSystem files;
    private final Path path;
    private final BlockBuffers buffers = new BlockBuffers();
    private final CodeListCache codeLists = new CodeListCache();
    private final Map<Integer, TableFolder> byTableId = new ConcurrentHashMap<>();
    private final Map<Integer, TableFolder> withoutManifest = new TreeMap<>();

    /**
     * @param path of the folder that holds the tables' folders; exists
     */
    TableFolders(FileSystem files, Path path) {
        this.files = files;
        this.path = path;
    }

    /** Opens every table that has a manifest; about other folders the log decides. */
    List<Table> openAll(MemoryPool memory, Table.Committer committer, Quarantine quarantine)
            throws IOException {
        List<Table> tables = new ArrayList<>();
        for (Path folderPath : files.list(path)) {
            TableFolder folder =
                    new TableFolder(
                            files, path, folderPath.getFileName().toString(), buffers, codeLists);
            if (folder.isDropped()) {
                LOGGER.log(Level.INFO, "{0} was dropped: deleted", folderPath);
                folder.delete();
            } else if (folder.hasManifest()) {
                // A process that was killed may have renamed its manifest and got no further.
                files.syncFolder(folderPath);
                Optional<Table> table = folder.open(memory, committer, quarantine);
                table.ifPresent(opened -> byTableId.put(opened.id(), folder));
                table.ifPresent(tables::add);
            } else {
                TableFolderName.parse(folderPath)
                        .ifPresent(name -> withoutManifest.put(name.tableId(), folder));
            }
        }
        return tables;
    }

    /**
     * Decides about the folders without a manifest. The log has all of a table that was never
     * sealed, so what lies in its folder counts for nothing. Any other table has lost its
     * manifests, and is set aside.
     *
     * @param idsInLog numbers of the tables that the log creates or drops
     */
    void settle(Set<Integer> idsInLog, Quarantine quarantine) throws IOException {
        for (Map.Entry<Integer, TableFolder> entry : withoutManifest.entrySet()) {
            TableFolder folder = entry.getValue();
            if (idsInLog.contains(entry.getKey())) {
                LOGGER.log(Level.INFO, "{0} has no manifest yet: deleted", folder.path());
                folder.delete();
            } else {
                folder.setAside("both manifests are missing", quarantine);
            }
        }
        withoutManifest.clear();
    }

    /** The last log frame that some manifest covers; 0 if there is none. */
    long lastSavedSequence() {
        return byTableId.values().stream().mapToLong(TableFolder::savedSequence).max().orElse(0);
    }

    /** The last log frame whose rows the table's manifest covers. */
    long savedSequence(Table table) {
        TableFolder folder = byTableId.get(table.id());
        return folder == null ? 0 : folder.savedSequence();
    }

    /** See {@link TableFolder#manifest}. */
    Optional<HeldManifest> manifest(Table table, long lastSequence) {
        return folder(table).manifest(table, lastSequence);
    }

    /** See {@link TableFolder#seal}. */
    List<OpenPartition> seal(Table table, HeldRuns held, Sealer sealer) throws IOException {
        return folder(table).seal(table, held, sealer);
    }

    /** See {@link TableFolder#setAside}. */
    Optional<SealedRows> setAside(Table table, CorruptFileException damage, Quarantine quarantine)
            throws IOException {
        return folder(table).setAside(table, damage, quarantine);
    }

    /** See {@link TableFolder#forget}. */
    Optional<SealedRows> forget(Table table, long floor) throws IOException {
        return folder(table).forget(table, floor);
    }

    /** See {@link TableFolder#appenderToNext}; for the compaction thread. */
    PartitionFilesAppender appenderToNext(Table table, TableSchema schema, PartitionState state)
            throws IOException {
        return folder(table).appenderToNext(schema, state);
    }

    /** See {@link TableFolder#replace}. */
    List<OpenPartition> replace(Table table, HeldRuns held, PartitionState compacted)
            throws IOException {
        return folder(table).replace(table, held, compacted);
    }

    /** Deletes a generation of a partition's files that nobody reads. */
    void deleteGeneration(PartitionFolder generation) throws IOException {
        files.deleteAll(generation.path());
    }

    /** Takes the manifest away, so that the table is gone even if its files are not yet. */
    void markDropped(Table table) throws IOException {
        folder(table).markDropped();
    }

    /** Deletes all files of a table. */
    void delete(Table table) throws IOException {
        TableFolder folder = byTableId.remove(table.id());
        if (folder != null) {
            folder.delete();
        }
    }

    @Override
    public void close() {
        buffers.close();
    }

    private TableFolder folder(Table table) {
        return byTableId.computeIfAbsent(
                table.id(),
                id ->
                        new TableFolder(
                                files,
                                path,
                                TableFolderName.of(table.name(), id),
                                buffers,
                                codeLists));
    }
}
