package dev.tidemark.core.column;

import dev.tidemark.core.encoding.BlockLayout;
import dev.tidemark.core.encoding.CorruptBlockException;
import dev.tidemark.core.encoding.EncodedBlock;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.OpenFile;
import dev.tidemark.core.type.ColumnType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A column file, mapped up to the length that a version of its table names. Immutable and
 * thread-safe, for as long as the arena that it was mapped in is open; each thread has {@linkplain
 * ColumnFileReader readers} of its own.
 *
 * <p>A block's header and directory are compared with their checksum when it is opened, so its
 * statistics can be believed; its values are compared with theirs before the first of them is read.
 */
public final class ColumnFile {
    private final ColumnFileLocation location;
    private final MemorySegment bytes;
    private final BlockDirectory directory;

    /** By index, the blocks that were opened. Races are harmless: a block is opened again. */
    private final @Nullable EncodedBlock[] blocks;

    private ColumnFile(ColumnFileLocation location, MemorySegment bytes, BlockDirectory directory) {
        this.location = location;
        this.bytes = bytes;
        this.directory = directory;
        this.blocks = new @Nullable EncodedBlock[directory.count()];
    }

    /**
     * Maps a file and walks over its blocks.
     *
     * @param lengthBytes of the file that count; it may be longer
     * @param endRow the file row after the last
     * @param arena that the mapping belongs to
     * @param older a mapping of the same file with the same or a smaller length, which spares
     *     walking over the blocks that it knows; its arena may be closed
     * @throws CorruptFileException if the file is shorter, another one, or not made of blocks
     */
    public static ColumnFile open(
            ColumnFileLocation location,
            long lengthBytes,
            long endRow,
            Arena arena,
            @Nullable ColumnFile older)
            throws IOException {
        MemorySegment bytes;
        try (OpenFile file = location.fileSystem().openForReading(location.path())) {
            checkLength(location.path(), file.size(), lengthBytes);
            bytes = file.map(lengthBytes, arena);
        }
        location.header().check(location.path(), bytes);
        BlockDirectory known = older == null ? null : older.directory;
        if (known != null && known.endOffset() > lengthBytes) {
            throw new IllegalArgumentException(
                    "%s was mapped with more than %d bytes"
                            .formatted(location.path(), lengthBytes));
        }
        BlockDirectory directory = BlockDirectory.walk(location, bytes, known);
        if (directory.endRow() != endRow) {
            throw new CorruptFileException(
                    location.path(),
                    lengthBytes,
                    "its rows end at %d, not at %d".formatted(directory.endRow(), endRow));
        }
        return new ColumnFile(location, bytes, directory);
    }

    public Path path() {
        return location.path();
    }

    public ColumnFileHeader header() {
        return location.header();
    }

    /** The file row of the first value; rows before it are NULL. */
    public long firstRow() {
        return location.header().firstRow();
    }

    /** The file row after the last. */
    public long endRow() {
        return directory.endRow();
    }

    /**
     * The file row after the vector that a row lies in, or for rows before the first value a row
     * that is at most as far away.
     */
    public long vectorEnd(long row) {
        if (row < firstRow()) {
            return Math.min(firstRow(), row + BlockLayout.VECTOR_ROWS);
        }
        int block = directory.indexOf(row);
        long inBlock = row - directory.firstRow(block);
        long end = row - inBlock % BlockLayout.VECTOR_ROWS + BlockLayout.VECTOR_ROWS;
        return Math.min(directory.endRow(block), end);
    }

    /** The number of the block that a row lies in; -1 for rows before the first value. */
    public int blockOf(long row) {
        return row < firstRow() ? -1 : directory.indexOf(row);
    }

    /** How many blocks there are of each encoding, by its name. */
    public Map<String, Integer> blocksByEncoding() {
        Map<String, Integer> blocks = new TreeMap<>();
        for (int index = 0; index < directory.count(); index++) {
            blocks.merge(openBlock(index).encoding().name(), 1, Integer::sum);
        }
        return blocks;
    }

    BlockDirectory directory() {
        return directory;
    }

    /** The block of that index, its values not compared with their checksum yet. */
    EncodedBlock openBlock(int index) {
        EncodedBlock opened = blocks[index];
        if (opened == null) {
            opened = BlockDirectory.open(location, bytes, directory.offset(index));
            blocks[index] = opened;
        }
        return opened;
    }

    /** The block of that index, its values compared with their checksum. */
    EncodedBlock verifiedBlock(int index) {
        EncodedBlock block = openBlock(index);
        verify(index, block);
        return block;
    }

    /** Compares a block with its checksum, unless that has been done. */
    void verify(int index, EncodedBlock block) {
        if (!directory.isVerified(index)) {
            try {
                block.verify();
            } catch (CorruptBlockException damage) {
                throw corrupt(damage);
            }
            directory.setVerified(index);
        }
    }

    /**
     * Compares all blocks with their checksums and decodes them, whether or not that has been done.
     *
     * @param codeCount codes of a symbol column must be below
     * @param progress is told the length of each block
     * @throws CorruptFileException at the first block that is damaged
     */
    public void verifyAll(int codeCount, LongConsumer progress) {
        Vector vector = new Vector(header().type());
        for (int index = 0; index < directory.count(); index++) {
            EncodedBlock block = openBlock(index);
            try {
                block.verify();
            } catch (CorruptBlockException damage) {
                throw corrupt(damage);
            }
            for (int part = 0; part < block.vectorCount(); part++) {
                VectorBlocks.decode(block, part, vector);
                checkCodes(vector, codeCount, directory.offset(index));
            }
            progress.accept(block.lengthBytes());
        }
    }

    /**
     * Whether the file begins with all that another one holds: the headers of the blocks are
     * compared, and these tell everything through their checksums.
     */
    public boolean beginsWith(ColumnFile other) {
        if (!header().equals(other.header())
                || other.directory.count() > directory.count()
                || other.bytes.byteSize() > bytes.byteSize()) {
            return false;
        }
        for (int index = 0; index < other.directory.count(); index++) {
            long offset = directory.offset(index);
            long end = offset + BlockLayout.HEADER_BYTES;
            if (offset != other.directory.offset(index)
                    || MemorySegment.mismatch(bytes, offset, end, other.bytes, offset, end) >= 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes the file from a byte on to the same place of another one, block by block, each
     * compared with its checksum before.
     *
     * @param fromBytes 0, or where a block begins, or the length
     * @throws CorruptFileException at the first block that is damaged
     */
    public void copyTo(OpenFile target, long fromBytes) throws IOException {
        if (fromBytes == 0) {
            target.write(0, bytes.asSlice(0, ColumnFileHeader.SIZE_BYTES));
        }
        for (int index = 0; index < directory.count(); index++) {
            long offset = directory.offset(index);
            if (offset >= fromBytes) {
                EncodedBlock block = verifiedBlock(index);
                target.write(offset, bytes.asSlice(offset, block.lengthBytes()));
            }
        }
    }

    private void checkCodes(Vector vector, int codeCount, long offset) {
        if (vector.type() != ColumnType.SYMBOL) {
            return;
        }
        for (int row = 0; row < vector.length(); row++) {
            int code = vector.codes()[row];
            if (!vector.isNull(row) && (code < 0 || code >= codeCount)) {
                throw new CorruptFileException(
                        location.path(),
                        offset,
                        "symbol %d, but only %d are known".formatted(code, codeCount));
            }
        }
    }

    CorruptFileException corrupt(CorruptBlockException damage) {
        return BlockDirectory.corrupt(location, damage);
    }

    static void checkLength(Path path, long foundBytes, long lengthBytes) {
        if (lengthBytes < ColumnFileHeader.SIZE_BYTES) {
            throw new IllegalArgumentException(
                    "no column file has %d bytes: %s".formatted(lengthBytes, path));
        }
        if (foundBytes < lengthBytes) {
            throw new CorruptFileException(
                    path,
                    foundBytes,
                    "it ends here, but should have %d bytes".formatted(lengthBytes));
        }
    }
}
