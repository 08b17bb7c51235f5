package dev.tidemark.core.column;

import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.type.ColumnType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * What a column file says of itself, at its start; see the package for the bytes.
 *
 * @param columnId of the column in its table
 * @param type of the values
 * @param firstRow the file row of the first value; rows before it are NULL
 */
public record ColumnFileHeader(int columnId, ColumnType type, long firstRow) {
    /** Bytes of the header; a multiple of the alignment of blocks, the first of which follows. */
    public static final int SIZE_BYTES = 64;

    private static final int MAGIC = 0x4C4F4354; // "TCOL"
    private static final byte FORMAT_VERSION = 2;

    private static final int MAGIC_OFFSET = 0;
    private static final int CHECKSUM_OFFSET = 4;
    private static final int VERSION_OFFSET = 8;
    private static final int COLUMN_ID_OFFSET = 12;
    private static final int FIRST_ROW_OFFSET = 16;
    private static final int TYPE_OFFSET = 24;

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The header as bytes. */
    MemorySegment toBytes() {
        MemorySegment bytes = MemorySegment.ofArray(new byte[SIZE_BYTES]);
        bytes.set(INT, MAGIC_OFFSET, MAGIC);
        bytes.set(ValueLayout.JAVA_BYTE, VERSION_OFFSET, FORMAT_VERSION);
        bytes.set(INT, TYPE_OFFSET, type.code());
        bytes.set(INT, COLUMN_ID_OFFSET, columnId);
        bytes.set(LONG, FIRST_ROW_OFFSET, firstRow);
        bytes.set(INT, CHECKSUM_OFFSET, checksum(bytes));
        return bytes;
    }

    /**
     * Checks that a file begins with this header.
     *
     * @param bytes the first {@link #SIZE_BYTES} bytes of the file, or more
     * @throws CorruptFileException if it begins with something else
     */
    void check(Path file, MemorySegment bytes) {
        int magic = bytes.get(INT, MAGIC_OFFSET);
        if (magic != MAGIC) {
            throw new CorruptFileException(
                    file,
                    MAGIC_OFFSET,
                    "no column file: its magic number is 0x%08x".formatted(magic));
        }
        byte version = bytes.get(ValueLayout.JAVA_BYTE, VERSION_OFFSET);
        if (version != FORMAT_VERSION) {
            throw new CorruptFileException(
                    file, VERSION_OFFSET, "unknown format version " + version);
        }
        if (bytes.get(INT, CHECKSUM_OFFSET) != checksum(bytes)) {
            throw new CorruptFileException(
                    file, CHECKSUM_OFFSET, "the header does not match its checksum");
        }
        int foundId = bytes.get(INT, COLUMN_ID_OFFSET);
        int foundType = bytes.get(INT, TYPE_OFFSET);
        long foundFirstRow = bytes.get(LONG, FIRST_ROW_OFFSET);
        if (foundId != columnId || foundType != type.code() || foundFirstRow != firstRow) {
            throw new CorruptFileException(
                    file,
                    TYPE_OFFSET,
                    "it holds column %d of type code %d from row %d, not %s"
                            .formatted(foundId, foundType, foundFirstRow, this));
        }
    }

    private static int checksum(MemorySegment bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.asSlice(MAGIC_OFFSET, CHECKSUM_OFFSET).asByteBuffer());
        checksum.update(bytes.asSlice(VERSION_OFFSET, SIZE_BYTES - VERSION_OFFSET).asByteBuffer());
        return (int) checksum.getValue();
    }
}
