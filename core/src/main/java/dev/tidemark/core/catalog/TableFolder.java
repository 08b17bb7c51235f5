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
import dev.tidemark.core.table.PartitionFilesAppender;
import dev.tidemark.core.table.PartitionFolder;
import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.Sealer;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files of one table: its manifest, its symbols and its partitions. For the seal thread. */
final class TableFolder {
    private static final String SYMBOLS = "symbols";

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
        deleteUnreferenced(manifest);
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
                            folder(schema, state.floor(), state.generation()),
                            state,
                            dictionaries,
                            codeLists,
                            null));
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
        long startNanos = System.nanoTime();
        files.createDirectories(path);
        try (SealTask task =
                new SealTask(
                        table,
                        held,
                        (floor, generation) -> folder(held.schema(), floor, generation),
                        buffers,
                        codeLists)) {
            List<PartitionChange> changes =
                    held.hotRuns().isEmpty() ? List.of() : sealer.seal(task);
            List<OpenPartition> partitions = task.finish(changes);
            long lastSequence =
                    held.hotRuns().isEmpty()
                            ? savedSequence
                            : held.hotRuns().getLast().lastSequence();
            writeManifest(table, held.schema(), partitions, lastSequence);
            table.activity().addSeal(task.written(changes, System.nanoTime() - startNanos));
            return partitions;
        }
    }

    /** An appender to the next generation of a partition's files. */
    PartitionFilesAppender appenderToNext(TableSchema schema, PartitionState state)
            throws IOException {
        int next = state.generation() + 1;
        PartitionFolder folder = folder(schema, state.floor(), next);
        // What an earlier attempt left there was never named by a manifest.
        deleteAll(folder.path());
        return new PartitionFilesAppender(
                folder, PartitionState.empty(state.floor(), next), buffers);
    }

    /**
     * Writes the manifest that names a compacted partition in place of the one that is there.
     *
     * @param held the newest version of the table
     * @param compacted its files are synced
     * @return all partitions of the table in time order, each with a reference for the caller
     */
    List<OpenPartition> replace(Table table, HeldRuns held, PartitionState compacted)
            throws IOException {
        List<OpenPartition> partitions = new ArrayList<>();
        for (OpenPartition open : held.partitions()) {
            if (open.state().floor() == compacted.floor()) {
                partitions.add(
                        new MappedPartition(
                                folder(held.schema(), compacted.floor(), compacted.generation()),
                                compacted,
                                table.dictionaries(),
                                codeLists,
                                null));
            } else {
                open.retain();
                partitions.add(open);
            }
        }
        writeManifest(table, held.schema(), partitions, savedSequence);
        return partitions;
    }

    private void writeManifest(
            Table table, TableSchema schema, List<OpenPartition> partitions, long lastSequence)
            throws IOException {
        manifestFile.write(
                new Manifest(
                        table.id(),
                        schema,
                        partitions.stream().map(OpenPartition::state).toList(),
                        saveSymbols(table, schema),
                        lastSequence));
        files.syncFolder(tablesPath);
        savedSequence = lastSequence;
    }

    /**
     * Deletes what no manifest names: generations that were superseded while somebody read them, or
     * that were not finished.
     */
    private void deleteUnreferenced(Manifest manifest) throws IOException {
        Map<Path, Path> kept = new HashMap<>();
        for (PartitionState state : manifest.partitions()) {
            PartitionFolder folder = folder(manifest.schema(), state.floor(), state.generation());
            kept.put(folder.partitionPath(), folder.path());
        }
        for (Path entry : files.list(path)) {
            if (!Files.isDirectory(entry) || entry.equals(path.resolve(SYMBOLS))) {
                continue;
            }
            Path generation = kept.get(entry);
            if (generation == null) {
                deleteAll(entry);
                continue;
            }
            for (Path inPartition : files.list(entry)) {
                if (!inPartition.equals(generation)) {
                    deleteAll(inPartition);
                }
            }
        }
    }

    /** Deletes a file, or a folder with all that is in it; nothing if there is none. */
    private void deleteAll(Path folderOrFile) throws IOException {
        if (Files.isDirectory(folderOrFile)) {
            for (Path entry : files.list(folderOrFile)) {
                deleteAll(entry);
            }
        }
        files.delete(folderOrFile);
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
        Path file = path.resolve(SYMBOLS).resolve(columnId + ".sym");
        return symbols.computeIfAbsent(columnId, id -> new SymbolFile(files, file, id, dictionary));
    }

    private PartitionFolder folder(TableSchema schema, long floor, int generation) {
        return new PartitionFolder(files, path, schema, floor, generation);
    }
}
