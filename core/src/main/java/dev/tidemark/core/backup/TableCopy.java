package dev.tidemark.core.backup;

import dev.tidemark.core.column.ColumnFile;
import dev.tidemark.core.column.ColumnFileLocation;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.SymbolFile;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.io.OpenFile;
import dev.tidemark.core.manifest.HeldManifest;
import dev.tidemark.core.manifest.Manifest;
import dev.tidemark.core.manifest.ManifestFile;
import dev.tidemark.core.memory.SharedArena;
import dev.tidemark.core.table.PartitionFolder;
import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.PartitionState.ColumnFileState;
import dev.tidemark.core.type.ColumnDefinition;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The copy of one table in a backup: each file is either new, or that of the backup before with a
 * further name, continued where that ends.
 */
final class TableCopy {
    private static final System.Logger LOGGER = System.getLogger(TableCopy.class.getName());

    private final FileSystem files;
    private final HeldManifest table;
    private final Path target;

    /** The folder of the table in the backup before; not used if there is none. */
    private final Path earlier;

    private final Map<Integer, Integer> earlierSymbols = new HashMap<>();
    private final Map<Long, PartitionState> earlierPartitions = new HashMap<>();
    private long copiedBytes;
    private long reusedBytes;

    /**
     * @param target folder of the copy; missing yet
     * @param earlier folder of the table in the backup before, if it has it
     */
    TableCopy(FileSystem files, HeldManifest table, Path target, Optional<Path> earlier)
            throws IOException {
        this.files = files;
        this.table = table;
        this.target = target;
        this.earlier = earlier.orElse(target);
        if (earlier.isPresent()) {
            new ManifestFile(files, earlier.get()).read().newest().ifPresent(this::use);
        }
    }

    private void use(Manifest manifest) {
        earlierSymbols.putAll(manifest.symbolCounts());
        manifest.partitions().forEach(state -> earlierPartitions.put(state.floor(), state));
    }

    /** Bytes that were read from the table and written. */
    long copiedBytes() {
        return copiedBytes;
    }

    /** Bytes that are shared with the backup before. */
    long reusedBytes() {
        return reusedBytes;
    }

    void run() throws IOException {
        files.createDirectories(target);
        Manifest manifest = table.manifest();
        for (Map.Entry<Integer, Integer> symbols :
                new TreeMap<>(manifest.symbolCounts()).entrySet()) {
            if (symbols.getValue() > 0) {
                copySymbols(symbols.getKey(), symbols.getValue());
            }
        }
        for (PartitionState state : manifest.partitions()) {
            copyPartition(state);
        }
        new ManifestFile(files, target).write(manifest);
    }

    private void copySymbols(int columnId, int count) throws IOException {
        SymbolDictionary dictionary = table.dictionaries().get(columnId);
        if (dictionary == null) {
            throw new IllegalStateException("column " + columnId + " has no dictionary");
        }
        Path copy = SymbolFile.path(target, columnId);
        files.createDirectories(SymbolFile.folder(target));
        SymbolFile file =
                linkSymbols(columnId, dictionary, count)
                        .orElse(new SymbolFile(files, copy, columnId, dictionary));
        long linkedBytes = file.count() == 0 ? 0 : file.lengthBytes();
        file.append(count);
        files.syncFolder(SymbolFile.folder(target));
        reusedBytes += linkedBytes;
        copiedBytes += file.lengthBytes() - linkedBytes;
    }

    /** The texts of the backup before under a new name, if they are the first of these. */
    private Optional<SymbolFile> linkSymbols(int columnId, SymbolDictionary dictionary, int count)
            throws IOException {
        int known = earlierSymbols.getOrDefault(columnId, 0);
        if (known == 0 || known > count) {
            return Optional.empty();
        }
        SymbolDictionary texts = new SymbolDictionary();
        SymbolFile older =
                new SymbolFile(files, SymbolFile.path(earlier, columnId), columnId, texts);
        try {
            older.load(known);
        } catch (CorruptFileException | NoSuchFileException damage) {
            warn(damage);
            return Optional.empty();
        }
        for (int code = 0; code < known; code++) {
            if (!Arrays.equals(texts.bytes(code), dictionary.bytes(code))) {
                return Optional.empty();
            }
        }
        Path link = SymbolFile.path(target, columnId);
        return files.link(older.path(), link)
                ? Optional.of(older.linkedAs(link, dictionary))
                : Optional.empty();
    }

    private void copyPartition(PartitionState state) throws IOException {
        PartitionFolder to = partition(target, state);
        to.create();
        for (ColumnDefinition column : table.manifest().schema().columns()) {
            ColumnFileState file = state.files().get(column.id());
            if (file != null) {
                copyColumn(new SealedColumn(column, state, file));
            }
        }
        to.syncFolders();
    }

    /** A column of a partition, as some manifest has it. */
    private record SealedColumn(
            ColumnDefinition column, PartitionState partition, ColumnFileState file) {}

    private void copyColumn(SealedColumn column) throws IOException {
        SharedArena arena = new SharedArena();
        try {
            ColumnFile source = open(table.folder(), column, arena);
            ColumnFileLocation copy = location(target, column);
            long linkedBytes = linkColumn(column, source, copy.path());
            if (linkedBytes < column.file.lengthBytes()) {
                try (OpenFile out = files.openForWriting(copy.path())) {
                    source.copyTo(out, linkedBytes);
                    out.sync();
                }
            }
            reusedBytes += linkedBytes;
            copiedBytes += column.file.lengthBytes() - linkedBytes;
        } finally {
            arena.release();
        }
    }

    /** Gives the file of the backup before a new name; returns its bytes, or 0 if unfit. */
    private long linkColumn(SealedColumn column, ColumnFile source, Path copy) throws IOException {
        PartitionState older = earlierPartitions.get(column.partition.floor());
        if (older == null || older.generation() != column.partition.generation()) {
            return 0;
        }
        ColumnFileState file = older.files().get(column.column.id());
        if (file == null) {
            return 0;
        }
        SealedColumn earlierColumn = new SealedColumn(column.column, older, file);
        SharedArena arena = new SharedArena();
        try {
            if (!source.beginsWith(open(earlier, earlierColumn, arena))) {
                return 0;
            }
        } catch (CorruptFileException damage) {
            warn(damage);
            return 0;
        } finally {
            arena.release();
        }
        boolean linked = files.link(location(earlier, earlierColumn).path(), copy);
        return linked ? file.lengthBytes() : 0;
    }

    private ColumnFile open(Path tableFolder, SealedColumn column, SharedArena arena)
            throws IOException {
        ColumnFileLocation location = location(tableFolder, column);
        try {
            return ColumnFile.open(
                    location,
                    column.file.lengthBytes(),
                    column.partition.fileRows(),
                    arena.arena(),
                    null);
        } catch (NoSuchFileException missing) {
            throw new CorruptFileException(location.path(), 0, "it is missing", missing);
        }
    }

    private ColumnFileLocation location(Path tableFolder, SealedColumn column) {
        return partition(tableFolder, column.partition)
                .columnFile(column.column, column.file.firstRow());
    }

    private PartitionFolder partition(Path tableFolder, PartitionState state) {
        return new PartitionFolder(
                files, tableFolder, table.manifest().schema(), state.floor(), state.generation());
    }

    private static void warn(Exception damage) {
        LOGGER.log(
                Level.WARNING,
                "the backup before is damaged, this one does without: {0}",
                damage.getMessage());
    }
}
