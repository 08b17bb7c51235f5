package dev.tidemark.core.column;

import dev.tidemark.core.encoding.CorruptBlockException;
import dev.tidemark.core.encoding.EncodedBlock;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.VectorKind;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which rows the blocks of a mapped column file hold and where they lie, and which of them have
 * been compared with their checksums. Thread-safe; all but the marks of comparison never changes.
 */
final class BlockDirectory {
    private static final int FIRST_CAPACITY = 16;

    private long[] firstRows;
    private long[] offsets;

    /**
     * Races are harmless: a block whose mark another thread does not see yet is compared again, and
     * a mark stands for nothing but bytes that never change.
     */
    private boolean[] verified;

    /** What the blocks' posting lists are kept by. */
    private CodeListCache.Slot[] slots;

    private int count;
    private long endRow;
    private long endOffset;

    private BlockDirectory(long firstRow) {
        this.firstRows = new long[FIRST_CAPACITY];
        this.offsets = new long[FIRST_CAPACITY];
        this.verified = new boolean[FIRST_CAPACITY];
        this.slots = new CodeListCache.Slot[FIRST_CAPACITY];
        this.endRow = firstRow;
        this.endOffset = ColumnFileHeader.SIZE_BYTES;
    }

    private BlockDirectory(BlockDirectory known) {
        this.firstRows = known.firstRows.clone();
        this.offsets = known.offsets.clone();
        this.verified = known.verified.clone();
        this.slots = known.slots.clone();
        this.count = known.count;
        this.endRow = known.endRow;
        this.endOffset = known.endOffset;
    }

    /**
     * Walks over the blocks of a file.
     *
     * @param bytes the file up to the length that counts
     * @param known what a shorter mapping of the same file had, so that only newer blocks are
     *     walked over; it is left as it is
     * @throws CorruptFileException where no block follows, or one of another type
     */
    static BlockDirectory walk(
            ColumnFileLocation location, MemorySegment bytes, @Nullable BlockDirectory known) {
        BlockDirectory directory =
                known == null
                        ? new BlockDirectory(location.header().firstRow())
                        : new BlockDirectory(known);
        while (directory.endOffset < bytes.byteSize()) {
            EncodedBlock block = open(location, bytes, directory.endOffset);
            directory.add(block.rowCount(), block.lengthBytes());
        }
        return directory;
    }

    /** Opens the block at an offset and checks that it is one of the file's column. */
    static EncodedBlock open(ColumnFileLocation location, MemorySegment bytes, long offset) {
        EncodedBlock block;
        try {
            block = EncodedBlock.open(bytes, offset);
        } catch (CorruptBlockException damage) {
            throw corrupt(location, damage);
        }
        ColumnType type = location.header().type();
        int widthBytes = type.vectorKind() == VectorKind.LONGS ? Long.BYTES : type.widthBytes();
        if (block.kind() != type.vectorKind() || block.valueWidthBytes() != widthBytes) {
            throw new CorruptFileException(
                    location.path(),
                    offset,
                    "a block of %s with %d bytes in a column of type %s"
                            .formatted(block.kind(), block.valueWidthBytes(), type));
        }
        return block;
    }

    static CorruptFileException corrupt(ColumnFileLocation location, CorruptBlockException damage) {
        return new CorruptFileException(
                location.path(), damage.offset(), String.valueOf(damage.getMessage()), damage);
    }

    /** The block that holds a row, which must be one of the file's. */
    int indexOf(long row) {
        int found = Arrays.binarySearch(firstRows, 0, count, row);
        return found >= 0 ? found : -found - 2;
    }

    long firstRow(int block) {
        return firstRows[block];
    }

    /** The row after the last of a block. */
    long endRow(int block) {
        return block + 1 < count ? firstRows[block + 1] : endRow;
    }

    long offset(int block) {
        return offsets[block];
    }

    /** Number of blocks. */
    int count() {
        return count;
    }

    /** The row after the last of all. */
    long endRow() {
        return endRow;
    }

    /** Bytes walked over. */
    long endOffset() {
        return endOffset;
    }

    boolean isVerified(int block) {
        return verified[block];
    }

    void setVerified(int block) {
        verified[block] = true;
    }

    CodeListCache.Slot slot(int block) {
        return slots[block];
    }

    private void add(int rows, int lengthBytes) {
        if (count == offsets.length) {
            firstRows = Arrays.copyOf(firstRows, count * 2);
            offsets = Arrays.copyOf(offsets, count * 2);
            verified = Arrays.copyOf(verified, count * 2);
            slots = Arrays.copyOf(slots, count * 2);
        }
        firstRows[count] = endRow;
        offsets[count] = endOffset;
        slots[count] = new CodeListCache.Slot();
        count++;
        endRow += rows;
        endOffset += lengthBytes;
    }
}
