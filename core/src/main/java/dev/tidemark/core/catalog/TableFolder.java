package dev.tidemark.core.catalog;

import dev.tidemark.core.column.BlockBuffers;
import dev.tidemark.core.column.CodeListCache;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.SymbolFile;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.Damage;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.manifest.HeldManifest;
import dev.tidemark.core.manifest.Manifest;
import dev.tidemark.core.manifest.ManifestFile;
import dev.tidemark.core.manifest.TableFolderName;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.table.HeldRuns;
import dev.tidemark.core.table.MappedPartition;
import dev.tidemark.core.table.OpenPartition;
import dev.tidemark.core.table.PartitionChange;
import dev.tidemark.core.table.PartitionFilesAppender;
import dev.tidemark.core.table.PartitionFolder;
import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.QuarantinedPartition;
import dev.tidemark.core.table.SealedRows;
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
    private static final String TABLE_IS_SET_ASIDE = "the table is set aside";

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
    void markDropped() throws IOException {
        if (hasManifest()) {
            manifestFile.drop();
        } else {
            delete();
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
            setAside("no manifest is valid", quarantine);
            return Optional.empty();
        }
        Manifest manifest = found.newest().get();
        try {
            return Optional.of(open(manifest, memory, committer, quarantine, !found.isWhole()));
        } catch (CorruptFileException damage) {
            quarantine.reportAndMove(
                    new LostTable(
                            manifest.tableId(),
                            manifest.schema().tableName(),
                            Damage.of(damage, TABLE_IS_SET_ASIDE)),
                    path);
            return Optional.empty();
        }
    }

    /** Moves the folder of a table that cannot be understood any more out of the way. */
    void setAside(String problem, Quarantine quarantine) {
        Damage damage = new Damage(path, 0, problem, TABLE_IS_SET_ASIDE);
        TableFolderName name =
                TableFolderName.parse(path)
                        .orElseGet(() -> new TableFolderName(path.getFileName().toString(), 0));
        quarantine.reportAndMove(new LostTable(name.tableId(), name.tableName(), damage), path);
    }

    /** Whether the table was dropped: of its files some may be left. */
    boolean isDropped() {
        return manifestFile.isDropped() || TableFolderName.isLeaving(path);
    }

    /**
     * Deletes all files. The folder gets another name first: what a crash leaves of it must not
     * look like a table that has lost its manifest.
     */
    void delete() throws IOException {
        Path leaving = TableFolderName.leaving(path);
        if (!leaving.equals(path) && files.exists(path)) {
            files.deleteAll(leaving);
            files.rename(path, leaving);
            files.syncFolder(tablesPath);
        }
        files.deleteAll(leaving);
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
        List<QuarantinedPartition> quarantined = new ArrayList<>(manifest.quarantined());
        for (PartitionState state : manifest.partitions()) {
            PartitionFolder partition = folder(schema, state.floor(), state.generation());
            try {
                partition.check(state);
                partitions.add(
                        new MappedPartition(partition, state, dictionaries, codeLists, null));
            } catch (CorruptFileException damage) {
                quarantine.reportAndMove(
                        Damage.of(damage, affected(partition, state)), partition.partitionPath());
                QuarantinedPartition.of(state, path, damage).ifPresent(quarantined::add);
            }
        }
        if (rewrite || partitions.size() < manifest.partitions().size()) {
            manifestFile.write(
                    new Manifest(
                            manifest.tableId(),
                            schema,
                            partitions.stream().map(OpenPartition::state).toList(),
                            quarantined,
                            manifest.symbolCounts(),
                            savedSequence));
        }
        deleteUnreferenced(manifest);
        Table table =
                new Table(
                        manifest.tableId(),
                        schema,
                        new SealedRows(partitions, quarantined),
                        dictionaries,
                        memory,
                        committer);
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
     * @return what is left, each partition with a reference for the caller; empty if the damage is
     *     in none of the table's partitions
     */
    Optional<SealedRows> setAside(Table table, CorruptFileException damage, Quarantine quarantine)
            throws IOException {
        try (HeldRuns held = table.hold()) {
            List<OpenPartition> others = new ArrayList<>();
            List<QuarantinedPartition> quarantined = new ArrayList<>(held.quarantined());
            for (OpenPartition partition : held.partitions()) {
                PartitionState state = partition.state();
                PartitionFolder folder = folder(held.schema(), state.floor(), state.generation());
                if (damage.file().startsWith(folder.partitionPath())) {
                    quarantine.reportAndMove(
                            Damage.of(damage, affected(folder, state)), folder.partitionPath());
                    QuarantinedPartition.of(state, path, damage).ifPresent(quarantined::add);
                } else {
                    partition.retain();
                    others.add(partition);
                }
            }
            SealedRows left = new SealedRows(others, quarantined);
            if (others.size() == held.partitions().size()) {
                others.forEach(OpenPartition::release);
                return Optional.empty();
            }
            writeManifest(table, held.schema(), left, savedSequence);
            return Optional.of(left);
        }
    }

    /**
     * Lets the table count as whole without the rows of a partition that was set aside.
     *
     * @param floor first tick of the partition
     * @return what is left, each partition with a reference for the caller; empty if no such
     *     partition was set aside
     */
    Optional<SealedRows> forget(Table table, long floor) throws IOException {
        try (HeldRuns held = table.hold()) {
            List<QuarantinedPartition> others =
                    held.quarantined().stream().filter(each -> each.floor() != floor).toList();
            if (others.size() == held.quarantined().size()) {
                return Optional.empty();
            }
            held.partitions().forEach(OpenPartition::retain);
            SealedRows left = new SealedRows(held.partitions(), others);
            writeManifest(table, held.schema(), left, savedSequence);
            return Optional.of(left);
        }
    }

    /**
     * What a manifest would say of the newest version, whose sealed rows are held; no seal is under
     * way.
     *
     * @param lastSequence the last frame of the log that is to count
     * @return empty if the table has no manifest: all of it is in the log
     */
    Optional<HeldManifest> manifest(Table table, long lastSequence) {
        if (!hasManifest()) {
            return Optional.empty();
        }
        try (HeldRuns newest = table.hold()) {
            long sealed =
                    newest.hotRuns().isEmpty()
                            ? lastSequence
                            : newest.hotRuns().getFirst().firstSequence() - 1;
            Map<Integer, Integer> symbolCounts = new HashMap<>();
            symbols.forEach((columnId, file) -> symbolCounts.put(columnId, file.count()));
            Manifest manifest =
                    new Manifest(
                            table.id(),
                            newest.schema(),
                            newest.partitions().stream().map(OpenPartition::state).toList(),
                            newest.quarantined(),
                            symbolCounts,
                            Math.min(sealed, lastSequence));
            return Optional.of(
                    new HeldManifest(path, manifest, table.holdSealed(), table.dictionaries()));
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
        long startNanos = System.nanoTime();
        files.createDirectories(path);
        try (SealTask task =
                new SealTask(
                        table,
                        held,
                        (floor, generation) -> folder(held.schema(), floor, generation),
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
            writeManifest(
                    table,
                    held.schema(),
                    new SealedRows(partitions, held.quarantined()),
                    lastSequence);
            table.activity().addSeal(task.written(changes, System.nanoTime() - startNanos));
            return partitions;
        }
    }

    /** An appender to the next generation of a partition's files. */
    PartitionFilesAppender appenderToNext(TableSchema schema, PartitionState state)
            throws IOException {
        PartitionState named = doubtful.getOrDefault(state.floor(), state);
        int next = Math.max(state.generation(), named.generation()) + 1;
        PartitionFolder folder = folder(schema, state.floor(), next);
        // What an earlier attempt left there was never named by a manifest.
        files.deleteAll(folder.path());
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
        writeManifest(
                table,
                held.schema(),
                new SealedRows(partitions, held.quarantined()),
                savedSequence);
        return partitions;
    }

    /**
     * Writes the manifest.
     *
     * @param sealed the references of its partitions are let go of if that fails
     */
    private void writeManifest(
            Table table, TableSchema schema, SealedRows sealed, long lastSequence)
            throws IOException {
        Manifest manifest =
                new Manifest(
                        table.id(),
                        schema,
                        sealed.partitions().stream().map(OpenPartition::state).toList(),
                        sealed.quarantined(),
                        saveSymbols(table, schema),
                        lastSequence);
        try {
            manifestFile.write(manifest);
            files.syncFolder(tablesPath);
        } catch (IOException failure) {
            // A manifest that may be on disk names these rows: they must not be written over.
            for (OpenPartition partition : sealed.partitions()) {
                doubtful.put(partition.state().floor(), partition.state());
                partition.release();
            }
            throw failure;
        }
        doubtful.clear();
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
            if (!files.isFolder(entry) || entry.equals(SymbolFile.folder(path))) {
                continue;
            }
            Path generation = kept.get(entry);
            if (generation == null) {
                files.deleteAll(entry);
                continue;
            }
            for (Path inPartition : files.list(entry)) {
                if (!inPartition.equals(generation)) {
                    files.deleteAll(inPartition);
                }
            }
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
        Path file = SymbolFile.path(path, columnId);
        return symbols.computeIfAbsent(columnId, id -> new SymbolFile(files, file, id, dictionary));
    }

    private PartitionFolder folder(TableSchema schema, long floor, int generation) {
        return new PartitionFolder(files, path, schema, floor, generation);
    }
}
