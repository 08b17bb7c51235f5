package dev.tidemark.core.catalog;

import dev.tidemark.core.column.BlockBuffers;
import dev.tidemark.core.column.CodeListCache;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.SymbolFile;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.manifest.Manifest;
import dev.tidemark.core.manifest.ManifestFile;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.table.HeldRuns;
import dev.tidemark.core.table.MappedPartition;
import dev.tidemark.core.table.OpenPartition;
import dev.tidemark.core.table.PartitionChange;
import dev.tidemark.core.table.PartitionFolder;
import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.Sealer;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files of one table: its manifest, its symbols and its partitions. For the seal thread. */
final class TableFolder {
    private final FileSystem files;
    private final Path tablesPath;
    private final Path path;
    private final BlockBuffers buffers;
    private final CodeListCache codeLists;
    private final ManifestFile manifestFile;
    private final Map<Integer, SymbolFile> symbols = new HashMap<>();
    private long savedSequence;

    /**
     * A folder that exists or will be created by the first seal.
     *
     * @param tablesPath the folder that it lies in
     */
    TableFolder(
            FileSystem files,
            Path tablesPath,
            String name,
            BlockBuffers buffers,
            CodeListCache codeLists) {
        this.files = files;
        this.tablesPath = tablesPath;
        this.path = tablesPath.resolve(name);
        this.buffers = buffers;
        this.codeLists = codeLists;
        this.manifestFile = new ManifestFile(files, path);
    }

    Path path() {
        return path;
    }

    /** The last log frame whose rows the manifest covers; 0 if there is no manifest. */
    long savedSequence() {
        return savedSequence;
    }

    boolean hasManifest() {
        return files.exists(manifestFile.path());
    }

    /** Takes the manifest away durably: the table is gone, whatever files are left. */
    void deleteManifest() throws IOException {
        if (files.delete(manifestFile.path())) {
            files.syncFolder(path);
        }
    }

    /** Opens the table that the manifest describes. */
    Table open(MemoryPool memory, Table.Committer committer) throws IOException {
        Manifest manifest = manifestFile.read().orElseThrow();
        savedSequence = manifest.logSequence();
        TableSchema schema = manifest.schema();
        Map<Integer, SymbolDictionary> dictionaries = new HashMap<>();
        for (ColumnDefinition column : schema.columns()) {
            if (column.type() == ColumnType.SYMBOL) {
                SymbolDictionary dictionary = new SymbolDictionary();
                int count = manifest.symbolCount(column.id());
                symbolFile(column.id(), dictionary).load(count);
                dictionary.markLogged(count);
                dictionaries.put(column.id(), dictionary);
            }
        }
        List<OpenPartition> partitions = new ArrayList<>();
        for (PartitionState state : manifest.partitions()) {
            partitions.add(
                    new MappedPartition(
                            folder(schema, state.floor()), state, dictionaries, codeLists, null));
        }
        Table table =
                new Table(manifest.tableId(), schema, partitions, dictionaries, memory, committer);
        partitions.forEach(OpenPartition::release);
        return table;
    }

    /**
     * Seals the hot runs that are held, and writes the manifest that says so.
     *
     * @return all partitions of the table in time order, each with a reference for the caller
     */
    List<OpenPartition> seal(Table table, HeldRuns held, Sealer sealer) throws IOException {
        files.createDirectories(path);
        try (SealTask task =
                new SealTask(
                        table, held, floor -> folder(held.schema(), floor), buffers, codeLists)) {
            List<PartitionChange> changes =
                    held.hotRuns().isEmpty() ? List.of() : sealer.seal(task);
            List<OpenPartition> partitions = task.finish(changes);
            long lastSequence =
                    held.hotRuns().isEmpty()
                            ? savedSequence
                            : held.hotRuns().getLast().lastSequence();
            manifestFile.write(
                    new Manifest(
                            table.id(),
                            held.schema(),
                            partitions.stream().map(OpenPartition::state).toList(),
                            saveSymbols(table, held.schema()),
                            lastSequence));
            files.syncFolder(tablesPath);
            savedSequence = lastSequence;
            return partitions;
        }
    }

    /** Appends the new texts of all dictionaries; returns how many each file holds. */
    private Map<Integer, Integer> saveSymbols(Table table, TableSchema schema) throws IOException {
        Map<Integer, Integer> counts = new HashMap<>();
        for (ColumnDefinition column : schema.columns()) {
            if (column.type() == ColumnType.SYMBOL) {
                SymbolDictionary dictionary = table.dictionary(column.id());
                SymbolFile file = symbolFile(column.id(), dictionary);
                int size = dictionary.size();
                file.append(size);
                counts.put(column.id(), size);
            }
        }
        return counts;
    }

    private SymbolFile symbolFile(int columnId, SymbolDictionary dictionary) {
        Path file = path.resolve("symbols").resolve(columnId + ".sym");
        return symbols.computeIfAbsent(columnId, id -> new SymbolFile(files, file, id, dictionary));
    }

    private PartitionFolder folder(TableSchema schema, long floor) {
        return new PartitionFolder(files, path, schema, floor, 1);
    }
}
