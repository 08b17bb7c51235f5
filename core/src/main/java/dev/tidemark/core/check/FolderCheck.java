package dev.tidemark.core.check;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.SymbolFile;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.Damage;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.log.LogEnd;
import dev.tidemark.core.log.LogReplay;
import dev.tidemark.core.log.LogSlice;
import dev.tidemark.core.manifest.HeldManifest;
import dev.tidemark.core.manifest.Manifest;
import dev.tidemark.core.manifest.ManifestFile;
import dev.tidemark.core.manifest.TableFolderName;
import dev.tidemark.core.table.PartitionFolder;
import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the folder of a store that nobody has open, or a backup, or one version of a table that is
 * in use. Changes nothing.
 */
public final class FolderCheck {
    private final FileSystem files;
    private final CheckReport report;

    private FolderCheck(FileSystem files, CheckReport report) {
        this.files = files;
        this.report = report;
    }

    /**
     * Reads everything in a store's folder.
     *
     * @throws IOException if something cannot be read at all
     */
    public static CheckReport run(FileSystem files, Path folder) throws IOException {
        if (!files.isFolder(folder.resolve("tables"))) {
            throw new NoSuchFileException(
                    folder.toString(), null, "it holds no database: there is no folder 'tables'");
        }
        FolderCheck check = new FolderCheck(files, new CheckReport());
        List<Path> tables =
                files.list(folder.resolve("tables")).stream()
                        .filter(table -> !TableFolderName.isLeaving(table))
                        .toList();
        for (Path table : tables) {
            check.checkTable(table);
        }
        Frames frames = check.new Frames();
        if (files.isFolder(folder.resolve("log"))) {
            LogEnd _ = new LogReplay(files, folder.resolve("log"), frames).run();
        }
        for (Path table : tables) {
            check.checkIsKnown(table, frames.tableIds);
        }
        return check.report;
    }

    /**
     * Reads everything that a version of a table has on disk, while the table is in use.
     *
     * @throws IOException if something cannot be read at all
     */
    public static void checkTable(FileSystem files, HeldManifest table, CheckReport report)
            throws IOException {
        report.countTable();
        new FolderCheck(files, report).checkTable(table.folder(), table.manifest());
    }

    /** Reads frames of a log that is in use; all of them must be whole. */
    public static void checkLog(LogSlice log, CheckReport report) throws IOException {
        try {
            log.read(_ -> report.countFrame());
        } catch (CorruptFileException damage) {
            report.add(Damage.of(damage, "rows that are not sealed yet would be lost in a crash"));
        }
    }

    private void checkTable(Path table) throws IOException {
        ManifestFile.Found found = new ManifestFile(files, table).read();
        for (CorruptFileException damage : found.damaged()) {
            boolean other = found.newest().isPresent();
            report.add(
                    Damage.of(
                            damage,
                            other ? "nothing: the other manifest is whole" : "the whole table"));
        }
        if (found.newest().isPresent()) {
            report.countTable();
            checkTable(table, found.newest().get());
        }
    }

    /** Looks for what lost its manifests: it is not in the log either. */
    private void checkIsKnown(Path table, Set<Integer> idsInLog) {
        ManifestFile manifests = new ManifestFile(files, table);
        Optional<TableFolderName> name = TableFolderName.parse(table);
        if (name.isPresent()
                && !idsInLog.contains(name.get().tableId())
                && !manifests.exists()
                && !manifests.isDropped()) {
            report.add(new Damage(table, 0, "both manifests are missing", "the whole table"));
        }
    }

    private void checkTable(Path table, Manifest manifest) throws IOException {
        TableSchema schema = manifest.schema();
        for (ColumnDefinition column : schema.columns()) {
            if (column.type() == ColumnType.SYMBOL) {
                checkSymbols(table, column, manifest);
            }
        }
        for (PartitionState state : manifest.partitions()) {
            PartitionFolder partition =
                    new PartitionFolder(files, table, schema, state.floor(), state.generation());
            report.countPartition(state.rowCount());
            try {
                new PartitionInspection(partition, state, manifest.symbolCounts())
                        .run(report::countBytes);
            } catch (CorruptFileException damage) {
                report.add(
                        Damage.of(
                                damage,
                                "partition %s of table '%s' with %d rows"
                                        .formatted(
                                                partition.partitionPath().getFileName(),
                                                schema.tableName(),
                                                state.rowCount())));
            }
        }
    }

    private void checkSymbols(Path table, ColumnDefinition column, Manifest manifest)
            throws IOException {
        Path path = SymbolFile.path(table, column.id());
        try {
            new SymbolFile(files, path, column.id(), new SymbolDictionary())
                    .load(manifest.symbolCount(column.id()));
        } catch (CorruptFileException damage) {
            report.add(
                    Damage.of(
                            damage,
                            "the whole table '%s'".formatted(manifest.schema().tableName())));
        } catch (NoSuchFileException _) {
            report.add(
                    new Damage(
                            path,
                            0,
                            "it is missing",
                            "the whole table '%s'".formatted(manifest.schema().tableName())));
        }
    }

    /** Looks at the log's frames without taking any rows. */
    private final class Frames implements LogReplay.Visitor {
        /** Of the tables that the log creates or drops. */
        private final Set<Integer> tableIds = new HashSet<>();

        @Override
        public void createTable(int tableId, TableSchema schema, long sequence) {
            tableIds.add(tableId);
            report.countFrame();
        }

        @Override
        public void changeSchema(int tableId, TableSchema schema, long sequence) {
            report.countFrame();
        }

        @Override
        public void dropTable(int tableId, long sequence) {
            tableIds.add(tableId);
            report.countFrame();
        }

        @Override
        public @Nullable Table tableForRows(int tableId, long sequence) {
            report.countFrame();
            return null;
        }

        @Override
        public void rows(Table table, List<Batch> batches, long sequence) {
            throw new IllegalStateException("no rows were asked for");
        }

        @Override
        public void damaged(Damage damage) {
            report.add(damage);
        }

        @Override
        public void unfinished(Path file) {
            // The next start deletes it.
        }
    }
}
