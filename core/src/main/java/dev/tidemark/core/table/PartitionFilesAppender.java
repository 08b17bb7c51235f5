package dev.tidemark.core.table;

import dev.tidemark.core.column.BlockBuffers;
import dev.tidemark.core.column.ColumnFileLocation;
import dev.tidemark.core.column.ColumnFileWriter;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.WriteTurn;
import dev.tidemark.core.table.PartitionState.ColumnFileState;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.TableSchema;
import dev.tidemark.core.type.VectorKind;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Appends rows to the column files of a partition, behind what its state counts.
 *
 * <p>{@link #finish}, {@link #sync} and {@link #close} are called once no thread appends any more.
 * Files are opened at their first block and stay open until {@link #close}.
 */
public final class PartitionFilesAppender implements PartitionAppender, Closeable {
    private final PartitionFolder folder;
    private final PartitionState before;
    private final BlockBuffers buffers;

    /** By schema index; null where no block has come yet. */
    private final AtomicReferenceArray<@Nullable ColumnFileWriter> writers;

    /**
     * @param folder that the state's generation lies in; created if missing
     * @param before the state to append to; {@link PartitionState#empty} for a new folder
     * @param buffers of the store
     * @throws IllegalArgumentException if the state has a file of a column that the schema lacks
     */
    public PartitionFilesAppender(
            PartitionFolder folder, PartitionState before, BlockBuffers buffers)
            throws IOException {
        this.folder = folder;
        this.before = before;
        this.buffers = buffers;
        this.writers = new AtomicReferenceArray<>(folder.schema().columnCount());
        for (int columnId : before.files().keySet()) {
            if (folder.schema().columns().stream().noneMatch(one -> one.id() == columnId)) {
                throw new IllegalArgumentException(
                        "%s has a file of column %d, which is not in %s"
                                .formatted(folder.path(), columnId, folder.schema()));
            }
        }
        folder.create();
    }

    @Override
    public long firstRow() {
        return before.fileRows();
    }

    @Override
    public void append(int columnIndex, Vector block, WriteTurn turn) throws IOException {
        if (block.length() < 1 || block.length() > BLOCK_ROWS) {
            throw new IllegalArgumentException(
                    "a block has 1 to %d rows, not %d".formatted(BLOCK_ROWS, block.length()));
        }
        ColumnFileWriter writer = writer(columnIndex);
        boolean mayBeShort = block.type().vectorKind() == VectorKind.BYTES;
        writer.append(
                block,
                () -> {
                    turn.await();
                    if (writer.appendedRows() % BLOCK_ROWS != 0 && !mayBeShort) {
                        throw new IllegalStateException(
                                "column %d got a block after a short one"
                                        .formatted(folder.schema().column(columnIndex).id()));
                    }
                });
    }

    private ColumnFileWriter writer(int columnIndex) throws IOException {
        ColumnFileWriter writer = writers.get(columnIndex);
        if (writer == null) {
            synchronized (writers) {
                writer = writers.get(columnIndex);
                if (writer == null) {
                    writer = open(folder.schema().column(columnIndex));
                    writers.set(columnIndex, writer);
                }
            }
        }
        return writer;
    }

    /**
     * The partition after the change. Nothing is visible until someone publishes it.
     *
     * @throws IllegalStateException if some column got other rows than the change says
     * @throws IllegalArgumentException if the change is one of another partition, or a piece of it
     *     ends beyond the rows
     */
    public PartitionState finish(PartitionChange change) {
        long fileRows = before.fileRows() + change.appendedRows();
        if (change.floor() != before.floor()) {
            throw new IllegalArgumentException(
                    "a change of %d for the partition %d"
                            .formatted(change.floor(), before.floor()));
        }
        for (Piece piece : change.levels().stream().flatMap(List::stream).toList()) {
            if (piece.endRow() > fileRows) {
                throw new IllegalArgumentException(
                        "%s ends beyond the %d rows of %s"
                                .formatted(piece, fileRows, folder.path()));
            }
        }
        Map<Integer, ColumnFileState> files = new HashMap<>(before.files());
        TableSchema schema = folder.schema();
        for (int index = 0; index < writers.length(); index++) {
            ColumnFileWriter writer = writers.get(index);
            long rows = writer == null ? 0 : writer.appendedRows();
            ColumnDefinition column = schema.column(index);
            if (rows != change.appendedRows()) {
                throw new IllegalStateException(
                        "column %d of %s got %d rows, not %d"
                                .formatted(
                                        column.id(), folder.path(), rows, change.appendedRows()));
            }
            if (writer != null) {
                files.put(column.id(), new ColumnFileState(firstRow(column), writer.lengthBytes()));
            }
        }
        return new PartitionState(
                before.floor(),
                before.generation(),
                before.compactedRows(),
                fileRows,
                change.levels(),
                files);
    }

    /** Bytes appended so far, of all columns. For one thread that appends alone. */
    public long appendedBytes() {
        long bytes = 0;
        for (int index = 0; index < writers.length(); index++) {
            ColumnFileWriter writer = writers.get(index);
            if (writer != null) {
                ColumnFileState known = before.files().get(folder.schema().column(index).id());
                bytes += writer.lengthBytes() - (known == null ? 0 : known.lengthBytes());
            }
        }
        return bytes;
    }

    /** Makes durable what was appended, and that the files are there. */
    public void sync() throws IOException {
        for (int index = 0; index < writers.length(); index++) {
            ColumnFileWriter writer = writers.get(index);
            if (writer != null) {
                writer.sync();
            }
        }
        folder.syncFolders();
    }

    /** Closes the files; what was appended stays. */
    @Override
    public void close() throws IOException {
        IOException first = null;
        for (int index = 0; index < writers.length(); index++) {
            ColumnFileWriter writer = writers.getAndSet(index, null);
            try {
                if (writer != null) {
                    writer.close();
                }
            } catch (IOException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private ColumnFileWriter open(ColumnDefinition column) throws IOException {
        ColumnFileState known = before.files().get(column.id());
        ColumnFileLocation location = folder.columnFile(column, firstRow(column));
        return known == null
                ? ColumnFileWriter.create(location, buffers)
                : ColumnFileWriter.resume(location, known.lengthBytes(), buffers);
    }

    private long firstRow(ColumnDefinition column) {
        ColumnFileState known = before.files().get(column.id());
        return known == null ? before.fileRows() : known.firstRow();
    }
}
