package dev.tidemark.core.table;

import dev.tidemark.core.column.CodeListCache;
import dev.tidemark.core.column.ColumnFile;
import dev.tidemark.core.column.ColumnFileReader;
import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.NullColumnReader;
import dev.tidemark.core.column.ReadBuffers;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.memory.SharedArena;
import dev.tidemark.core.table.PartitionState.ColumnFileState;
import dev.tidemark.core.type.ColumnDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A sealed partition over its column files, each mapped when a reader first asks for it, all in one
 * arena that the last release closes.
 *
 * <p>Thread-safe. Methods that read files throw {@link UncheckedIOException} if that fails and
 * {@link dev.tidemark.core.io.CorruptFileException} if a file is damaged.
 */
public final class MappedPartition implements OpenPartition {
    private final PartitionFolder folder;
    private final PartitionState state;
    private final Map<Integer, SymbolDictionary> dictionaries;
    private final CodeListCache codeLists;
    private final SharedArena arena = new SharedArena();
    private final GenerationUse generation;

    /** By schema index; null where nobody asked yet. */
    private final AtomicReferenceArray<@Nullable ColumnFile> files;

    /** By schema index, the mappings of the version before; spares checking blocks again. */
    private final AtomicReferenceArray<@Nullable ColumnFile> olderFiles;

    /**
     * Opens a partition, with one reference that belongs to the caller. Touches no file.
     *
     * @param dictionaries of the table's symbol columns, by column id
     * @param codeLists for the columns' posting lists
     * @param older the same partition in an earlier version; closed or not
     */
    public MappedPartition(
            PartitionFolder folder,
            PartitionState state,
            Map<Integer, SymbolDictionary> dictionaries,
            CodeListCache codeLists,
            @Nullable MappedPartition older) {
        this.folder = folder;
        this.state = state;
        this.dictionaries = dictionaries;
        this.codeLists = codeLists;
        this.files = new AtomicReferenceArray<>(folder.schema().columnCount());
        this.olderFiles = new AtomicReferenceArray<>(folder.schema().columnCount());
        boolean sameFiles = older != null && older.folder.path().equals(folder.path());
        this.generation = older != null && sameFiles ? older.generation : new GenerationUse();
        generation.retain();
        if (older != null && sameFiles) {
            for (int index = 0; index < older.files.length(); index++) {
                olderFiles.set(index, older.newestFile(index));
            }
        }
    }

    @Override
    public PartitionState state() {
        return state;
    }

    @Override
    public RowRun run(Piece piece) {
        if (piece.endRow() > state.fileRows()) {
            throw new IllegalArgumentException(
                    "%s ends beyond the %d rows of %s"
                            .formatted(piece, state.fileRows(), folder.path()));
        }
        return new PieceRun(this, piece);
    }

    @Override
    public void retain() {
        arena.retain();
    }

    @Override
    public void release() {
        if (arena.release()) {
            generation.release();
        }
    }

    /**
     * Runs an action once nobody reads the files of this generation any more, in this version of
     * the partition or an earlier one. The caller holds a reference.
     */
    public void retire(Runnable whenUnused) {
        generation.retire(whenUnused);
    }

    /** Where the files of this generation lie. */
    public PartitionFolder folder() {
        return folder;
    }

    /** Whether some reference is left. */
    public boolean isOpen() {
        return arena.isOpen();
    }

    /** The mapped file of the column at a schema index; empty if it has none. */
    public Optional<ColumnFile> columnFile(int columnIndex) {
        ColumnFileState file =
                columnIndex < folder.schema().columnCount()
                        ? state.files().get(folder.schema().column(columnIndex).id())
                        : null;
        return file == null ? Optional.empty() : Optional.of(file(columnIndex, file));
    }

    /** The mapped file of the designated timestamp; asked for again and again. */
    ColumnFile timestamps() {
        int index = folder.schema().timestampIndex();
        ColumnFile opened = files.get(index);
        if (opened != null) {
            return opened;
        }
        ColumnFileState file = state.files().get(folder.schema().column(index).id());
        if (file == null) {
            throw new IllegalStateException(folder.path() + " has no timestamps");
        }
        return open(index, file);
    }

    /** A reader of the column at a schema index, whose row 0 is a file row. */
    ColumnReader reader(int columnIndex, Piece piece, ReadBuffers buffers) {
        if (columnIndex >= folder.schema().columnCount()) {
            return NullColumnReader.INSTANCE;
        }
        ColumnDefinition column = folder.schema().column(columnIndex);
        ColumnFileState file = state.files().get(column.id());
        if (file == null || file.firstRow() >= piece.endRow()) {
            return NullColumnReader.INSTANCE;
        }
        return new ColumnFileReader(
                file(columnIndex, file),
                piece.fileRow(),
                dictionaries.get(column.id()),
                codeLists,
                buffers);
    }

    private ColumnFile file(int index, ColumnFileState file) {
        ColumnFile opened = files.get(index);
        return opened == null ? open(index, file) : opened;
    }

    private synchronized ColumnFile open(int index, ColumnFileState file) {
        ColumnFile opened = files.get(index);
        if (opened != null) {
            return opened;
        }
        try {
            opened =
                    ColumnFile.open(
                            folder.columnFile(folder.schema().column(index), file.firstRow()),
                            file.lengthBytes(),
                            state.fileRows(),
                            arena.arena(),
                            olderFiles.getAndSet(index, null));
        } catch (NoSuchFileException missing) {
            throw new CorruptFileException(Path.of(missing.getFile()), 0, "it is missing", missing);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        files.set(index, opened);
        return opened;
    }

    private @Nullable ColumnFile newestFile(int index) {
        ColumnFile opened = files.get(index);
        return opened == null ? olderFiles.get(index) : opened;
    }
}
