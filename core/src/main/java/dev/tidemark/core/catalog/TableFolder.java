package dev.tidemark.core.catalog;

import dev.tidemark.core.column.BlockBuffers;
import dev.tidemark.core.column.CodeListCache;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.SymbolFile;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.Damage;
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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of one table: its manifest, its symbols and its partitions. For the seal thread. */
final class TableFolder {
    private final FileSystem files;
    private final Path tablesPath;
    private final Path path;
    private final BlockBuffers buffers;
    private final CodeListCache codeLists;
    private final ManifestFile manifestFile;
    private final Map<Integer, SymbolFile> symbols = new HashMap<>();

    /** By floor, what a manifest names that failed to be written, or perhaps did not. */
    private final Map<Long, PartitionState> doubtful = new HashMap<>();

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
        return manifestFile.exists();
    }

    /** Takes the manifest away durably: the table is gone, whatever files are left. */
    void deleteManifest() throws IOException {
        if (files.exists(path)) {
            manifestFile.delete();
        }
    }

    /**
     * Opens the table that the manifest describes, without the partitions that are damaged.
     *
     * @return empty if the table as a whole cannot be understood any more
     */
    Optional<Table> open(MemoryPool memory, Table.Committer committer, Quarantine quarantine)
            throws IOException {
        ManifestFile.Found found = manifestFile.read();
        for (CorruptFileException damage : found.damaged()) {
            boolean other = found.newest().isPresent();
            quarantine.report(
                    Damage.of(
                            damage,
                            other ? "nothing: the other manifest is whole" : "the whole table"));
        }
        if (found.newest().isEmpty()) {
            Damage lost = new Damage(path, 0, "no manifest is valid", "the table is set aside");
            quarantine.reportAndMove(lost, path);
            return Optional.empty();
        }
        Manifest manifest = found.newest().get();
        try {
            return Optional.of(
                    open(manifest, memory, committer, quarantine, !found.damaged().isEmpty()));
        } catch (CorruptFileException damage) {
            quarantine.reportAndMove(Damage.of(damage, "the table is set aside"), path);
            return Optional.empty();
        }
    }

    private Table open(
            Manifest manifest,
            MemoryPool memory,
            Table.Committer committer,
            Quarantine quarantine,
            boolean rewrite)
            throws IOException {
        savedSequence = manifest.logSequence();
        TableSchema schema = manifest.schema();
        Map<Integer, SymbolDictionary> dictionaries = loadSymbols(manifest);
        List<OpenPartition> partitions = new ArrayList<>();
        for (PartitionState state : manifest.partitions()) {
            PartitionFolder partition = folder(schema, state.floor());
            try {
                partition.check(state);
                partitions.add(
                        new MappedPartition(partition, state, dictionaries, codeLists, null));
            } catch (CorruptFileException damage) {
                quarantine.reportAndMove(
                        Damage.of(damage, affected(partition, state)), partition.partitionPath());
            }
        }
        if (rewrite || partitions.size() < manifest.partitions().size()) {
            manifestFile.write(
                    new Manifest(
                            manifest.tableId(),
                            schema,
                            partitions.stream().map(OpenPartition::state).toList(),
                            manifest.symbolCounts(),
                            savedSequence));
        }
        Table table =
                new Table(manifest.tableId(), schema, partitions, dictionaries, memory, committer);
        partitions.forEach(OpenPartition::release);
        return table;
    }

    private Map<Integer, SymbolDictionary> loadSymbols(Manifest manifest) throws IOException {
        Map<Integer, SymbolDictionary> dictionaries = new HashMap<>();
        for (ColumnDefinition column : manifest.schema().columns()) {
            if (column.type() == ColumnType.SYMBOL) {
                SymbolDictionary dictionary = new SymbolDictionary();
                int count = manifest.symbolCount(column.id());
                try {
                    symbolFile(column.id(), dictionary).load(count);
                } catch (NoSuchFileException missing) {
                    throw new CorruptFileException(
                            Path.of(missing.getFile()), 0, "it is missing", missing);
                }
                dictionary.markLogged(count);
                dictionaries.put(column.id(), dictionary);
            }
        }
        return dictionaries;
    }

    /**
     * Sets a damaged partition aside; the table serves the others from then on.
     *
     * @return the others in time order, each with a reference for the caller; empty if the damage
     *     is in none of the table's partitions
     */
    Optional<List<OpenPartition>> setAside(
            Table table, CorruptFileException damage, Quarantine quarantine) throws IOException {
        try (HeldRuns held = table.hold()) {
            List<OpenPartition> others = new ArrayList<>();
            for (OpenPartition partition : held.partitions()) {
                PartitionFolder folder = folder(held.schema(), partition.state().floor());
                if (damage.file().startsWith(folder.partitionPath())) {
                    quarantine.reportAndMove(
                            Damage.of(damage, affected(folder, partition.state())),
                            folder.partitionPath());
                } else {
                    others.add(partition);
                }
            }
            if (others.size() == held.partitions().size()) {
                return Optional.empty();
            }
            writeManifest(table, held.schema(), others, savedSequence);
            others.forEach(OpenPartition::retain);
            return Optional.of(others);
        }
    }

    private static String affected(PartitionFolder partition, PartitionState state) {
        return "partition %s of table '%s' with %d rows is set aside"
                .formatted(
                        partition.partitionPath().getFileName(),
                        partition.schema().tableName(),
                        state.rowCount());
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
                        table,
                        held,
                        floor -> folder(held.schema(), floor),
                        doubtful,
                        buffers,
                        codeLists)) {
            List<PartitionChange> changes =
                    held.hotRuns().isEmpty() ? List.of() : sealer.seal(task);
            List<OpenPartition> partitions = task.finish(changes);
            long lastSequence =
                    held.hotRuns().isEmpty()
                            ? savedSequence
                            : held.hotRuns().getLast().lastSequence();
            try {
                writeManifest(table, held.schema(), partitions, lastSequence);
                files.syncFolder(tablesPath);
            } catch (IOException failure) {
                partitions.forEach(partition -> noteDoubtful(partition.state()));
                partitions.forEach(OpenPartition::release);
                throw failure;
            }
            doubtful.clear();
            savedSequence = lastSequence;
            return partitions;
        }
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
    }

    /** A manifest that may be on disk names these rows: they must not be written over. */
    private void noteDoubtful(PartitionState state) {
        doubtful.put(state.floor(), state);
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
        Path file = SymbolFile.path(path, columnId);
        return symbols.computeIfAbsent(columnId, id -> new SymbolFile(files, file, id, dictionary));
    }

    private PartitionFolder folder(TableSchema schema, long floor) {
        return new PartitionFolder(files, path, schema, floor, 1);
    }
}
