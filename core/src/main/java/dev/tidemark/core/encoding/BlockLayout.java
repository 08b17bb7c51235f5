package dev.tidemark.core.encoding;

import dev.tidemark.core.encoding.kernel.PackingKernel;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Where things lie in a block, and how large a block may be.
 *
 * <pre>
 *   0        4        8     9     10     11       12      16       20        24          32        40      41       64
 *   +--------+--------+-----+-----+------+--------+-------+--------+---------+-----------+---------+-------+--------+
 *   | magic  | crc32c | ver | enc | kind | value  | rows  | nulls  | length  |  minimum  | maximum | flags | zero   |
 *   |        |        |     |     |      | bytes  |       |        |         |           |         |       |        |
 *   +--------+--------+-----+-----+------+--------+-------+--------+---------+-----------+---------+-------+--------+
 *   | vector directory, 40 bytes a vector (not in constant blocks)                                                  |
 *   | validity, 8 bytes for 64 rows (only with NULLs)    | zero up to the next multiple of 64                       |
 *   | payload of vector 0, zero up to the next multiple of 64, payload of vector 1, ...                             |
 *   +---------------------------------------------------------------------------------------------------------------+
 * </pre>
 */
public final class BlockLayout {
    /** Most values in a block. */
    public static final int BLOCK_ROWS = 65_536;

    /** Values in a vector; the last one of a block may be shorter. */
    public static final int VECTOR_ROWS = PackingKernel.VECTOR_ROWS;

    /** Most vectors in a block. */
    public static final int BLOCK_VECTORS = BLOCK_ROWS / VECTOR_ROWS;

    /** 64-bit words in the validity bitmap of a vector. */
    public static final int VECTOR_VALIDITY_WORDS = VECTOR_ROWS / Long.SIZE;

    /** Blocks and the payloads of their vectors begin at multiples of this within a block. */
    public static final int ALIGNMENT_BYTES = 64;

    /** Greatest length of a block; only texts can come near it. */
    public static final int MAXIMUM_BLOCK_BYTES = 1 << 30;

    /** Bytes of the header; no block is shorter. */
    public static final int HEADER_BYTES = 64;

    static final int MAGIC = 0x4B4C4254; // "TBLK"
    static final byte FORMAT_VERSION = 1;

    static final int MAGIC_OFFSET = 0;
    static final int CHECKSUM_OFFSET = 4;
    static final int VERSION_OFFSET = 8;
    static final int ENCODING_OFFSET = 9;
    static final int KIND_OFFSET = 10;
    static final int VALUE_BYTES_OFFSET = 11;
    static final int ROW_COUNT_OFFSET = 12;
    static final int NULL_COUNT_OFFSET = 16;
    static final int LENGTH_OFFSET = 20;
    static final int MINIMUM_OFFSET = 24;
    static final int MAXIMUM_OFFSET = 32;
    static final int FLAGS_OFFSET = 40;
    static final int DIRECTORY_OFFSET = HEADER_BYTES;

    static final int ENTRY_BYTES = 40;
    static final int ENTRY_MINIMUM_OFFSET = 0;
    static final int ENTRY_MAXIMUM_OFFSET = 8;
    static final int ENTRY_REFERENCE_OFFSET = 16;
    static final int ENTRY_DIVISOR_OFFSET = 24;
    static final int ENTRY_PAYLOAD_OFFSET = 32;
    static final int ENTRY_NULL_COUNT_OFFSET = 36;
    static final int ENTRY_WIDTH_OFFSET = 38;
    static final int ENTRY_FLAGS_OFFSET = 39;

    /** Bytes before the packed differences of a delta vector: its first 16 values. */
    static final int DELTA_START_BYTES = PackingKernel.DELTA_STRIDE * Long.BYTES;

    /** Flag of a block and of a vector: some value is not a number. */
    static final byte FLAG_NAN = 1;

    static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private BlockLayout() {}

    /** Vectors that hold so many rows. */
    public static int vectorCount(int rowCount) {
        return (rowCount + VECTOR_ROWS - 1) / VECTOR_ROWS;
    }

    /** Rows of one vector of a block of so many rows. */
    static int vectorRowCount(int rowCount, int vector) {
        return Math.min(VECTOR_ROWS, rowCount - vector * VECTOR_ROWS);
    }

    static int directoryBytes(Encoding encoding, int rowCount) {
        return encoding == Encoding.CONSTANT ? 0 : vectorCount(rowCount) * ENTRY_BYTES;
    }

    /** Bytes of the validity bitmap, which a block without NULLs or without values lacks. */
    static int validityBytes(int rowCount, int nullCount) {
        boolean stored = nullCount > 0 && nullCount < rowCount;
        return stored ? (rowCount + Long.SIZE - 1) / Long.SIZE * Long.BYTES : 0;
    }

    /** Where the first payload may begin, from the start of the block. */
    static int payloadsOffset(Encoding encoding, int rowCount, int nullCount) {
        return (int)
                aligned(
                        DIRECTORY_OFFSET
                                + directoryBytes(encoding, rowCount)
                                + validityBytes(rowCount, nullCount));
    }

    /** The next multiple of {@link #ALIGNMENT_BYTES}. */
    static long aligned(long bytes) {
        return (bytes + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
    }
}
