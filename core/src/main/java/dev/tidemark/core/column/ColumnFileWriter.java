package dev.tidemark.core.column;

import dev.tidemark.core.encoding.BlockLayout;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.OpenFile;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Appends blocks to a column file, each by one positional write. What lies beyond the length that
 * it was opened with was never published, and is written over.
 *
 * <p>Blocks may be encoded by several threads at once, but are written by one at a time, see {@link
 * WriteTurn}; everything else is for one thread. After a failed {@link #append} the block may be
 * appended again.
 */
public final class ColumnFileWriter implements Closeable {
    /** Text beyond which a block is cut in two, at a border of vectors. */
    public static final int MAX_BLOCK_TEXT_BYTES = 1 << 26;

    private final ColumnFileLocation location;
    private final OpenFile file;
    private final BlockBuffers buffers;
    private long lengthBytes;
    private long appendedRows;

    private ColumnFileWriter(ColumnFileLocation location, OpenFile file, BlockBuffers buffers) {
        this.location = location;
        this.file = file;
        this.buffers = buffers;
    }

    /** Begins a file, over whatever unpublished one has its name. */
    public static ColumnFileWriter create(ColumnFileLocation location, BlockBuffers buffers)
            throws IOException {
        OpenFile file = location.fileSystem().openForWriting(location.path());
        ColumnFileWriter writer = new ColumnFileWriter(location, file, buffers);
        try {
            file.write(0, location.header().toBytes());
            writer.lengthBytes = ColumnFileHeader.SIZE_BYTES;
            return writer;
        } catch (IOException | RuntimeException failure) {
            closeAfter(failure, file);
            throw failure;
        }
    }

    /**
     * Goes on with a file.
     *
     * @param lengthBytes of the file as published; the next block is written there
     * @throws CorruptFileException if the file is another one, or shorter
     */
    public static ColumnFileWriter resume(
            ColumnFileLocation location, long lengthBytes, BlockBuffers buffers)
            throws IOException {
        OpenFile file = location.fileSystem().openForWriting(location.path());
        ColumnFileWriter writer = new ColumnFileWriter(location, file, buffers);
        try {
            ColumnFile.checkLength(location.path(), file.size(), lengthBytes);
            MemorySegment header = MemorySegment.ofArray(new byte[ColumnFileHeader.SIZE_BYTES]);
            file.read(0, header);
            location.header().check(location.path(), header);
            writer.lengthBytes = lengthBytes;
            return writer;
        } catch (IOException | RuntimeException failure) {
            closeAfter(failure, file);
            throw failure;
        }
    }

    /** As {@link #append(Vector, WriteTurn)}, for a thread that appends all blocks. */
    public void append(Vector block) throws IOException {
        append(block, WriteTurn.NOW);
    }

    /**
     * Appends the rows of a vector as one block, or as several if their texts are very long.
     *
     * @param block of the column's type, with 1 to 65,536 rows
     * @param turn is waited for when the block, or the first part of it, has been encoded
     */
    public void append(Vector block, WriteTurn turn) throws IOException {
        if (block.type() != location.header().type()) {
            throw new IllegalArgumentException(
                    "%s holds %s, not %s"
                            .formatted(location.path(), location.header().type(), block.type()));
        }
        BlockBuffer buffer = buffers.acquire();
        try {
            int from = 0;
            while (from < block.length()) {
                int count = blockRows(block, from);
                MemorySegment bytes = buffer.encode(block, from, count);
                turn.await();
                file.write(lengthBytes, bytes);
                lengthBytes += bytes.byteSize();
                from += count;
            }
            appendedRows += block.length();
        } finally {
            buffers.release(buffer);
        }
    }

    /** Bytes of the file that count: all that was published, and what was appended here. */
    public long lengthBytes() {
        return lengthBytes;
    }

    /** Rows appended through this writer. */
    public long appendedRows() {
        return appendedRows;
    }

    /** Makes what was appended durable; the folder, if the file is new, is for the caller. */
    public void sync() throws IOException {
        file.sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Rows of the next block: all that are left, unless their texts are too long. */
    private static int blockRows(Vector block, int from) {
        int count = block.length() - from;
        if (block.offsets().length == 0) {
            return count;
        }
        int[] offsets = block.offsets();
        while (count > BlockLayout.VECTOR_ROWS
                && offsets[from + count] - offsets[from] > MAX_BLOCK_TEXT_BYTES) {
            count = BlockLayout.vectorCount(count) / 2 * BlockLayout.VECTOR_ROWS;
        }
        return count;
    }

    private static void closeAfter(Exception failure, OpenFile file) {
        try {
            file.close();
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }
}
