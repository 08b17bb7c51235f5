package dev.tidemark.core.encoding;

import dev.tidemark.core.encoding.kernel.PackingKernel;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Where things lie in a block, and how large a block may be.
 *
 * <pre>
 *   0        4        8     9     10     11       12      16       20        24        32        40      48        56       60      64
 *   +--------+--------+-----+-----+------+--------+-------+--------+---------+---------+---------+-------+---------+--------+-------+
 *   | magic  | crc32c | ver | enc | kind | value  | rows  | nulls  | length  | minimum | maximum |  sum  | divisor | crc32c | flags |
 *   |        | of the |     |     |      | bytes  |       |        |         |         |         |       |         | of the | zero  |
 *   |        | head   |     |     |      |        |       |        |         |         |         |       |         | body   |       |
 *   +--------+--------+-----+-----+------+--------+-------+--------+---------+---------+---------+-------+---------+--------+-------+
 *   | vector directory, 24 bytes a vector (not in constant blocks)                                                    end of the head |
 *   +--------------------------------------------------------------------------------------------------------------------------------+
 *   | validity, 8 bytes for 64 rows (only with NULLs)    | zero up to the next multiple of 64                                        |
 *   | a record for each vector (only delta and decimal)  | zero up to the next multiple of 64                                        |
 *   | payload of vector 0, zero up to a multiple of 8 or 64, payload of vector 1, ...                               end of the body   |
 *   +--------------------------------------------------------------------------------------------------------------------------------+
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

    /** Blocks, and payloads that are packed or plain, begin at multiples of this. */
    public static final int ALIGNMENT_BYTES = 64;

    /** Payloads that are read piecemeal begin at multiples of this. */
    static final int LOOSE_ALIGNMENT_BYTES = 8;

    /** Greatest length of a block; only texts can come near it. */
    public static final int MAXIMUM_BLOCK_BYTES = 1 << 30;

    /** Most bytes of all texts of a vector. */
    static final int MAXIMUM_VECTOR_TEXT_BYTES = MAXIMUM_BLOCK_BYTES;

    /** Bytes of the header; no block is shorter. */
    public static final int HEADER_BYTES = 64;

    static final int MAGIC = 0x4B4C4254; // "TBLK"
    static final byte FORMAT_VERSION = 2;

    static final int MAGIC_OFFSET = 0;
    static final int HEAD_CHECKSUM_OFFSET = 4;
    static final int VERSION_OFFSET = 8;
    static final int ENCODING_OFFSET = 9;
    static final int KIND_OFFSET = 10;
    static final int VALUE_BYTES_OFFSET = 11;
    static final int ROW_COUNT_OFFSET = 12;
    static final int NULL_COUNT_OFFSET = 16;
    static final int LENGTH_OFFSET = 20;
    static final int MINIMUM_OFFSET = 24;
    static final int MAXIMUM_OFFSET = 32;
    static final int SUM_OFFSET = 40;
    static final int DIVISOR_OFFSET = 48;
    static final int BODY_CHECKSUM_OFFSET = 56;
    static final int FLAGS_OFFSET = 60;
    static final int DIRECTORY_OFFSET = HEADER_BYTES;

    static final int ENTRY_BYTES = 24;
    static final int ENTRY_MINIMUM_OFFSET = 0;
    static final int ENTRY_MAXIMUM_OFFSET = 8;
    static final int ENTRY_PAYLOAD_OFFSET = 16;
    static final int ENTRY_NULL_COUNT_OFFSET = 20;
    static final int ENTRY_WIDTH_OFFSET = 22;
    static final int ENTRY_FLAGS_OFFSET = 23;

    static final int RECORD_REFERENCE_OFFSET = 0;
    static final int DELTA_STARTS_OFFSET = 8;
    static final int DELTA_RECORD_BYTES =
            DELTA_STARTS_OFFSET + PackingKernel.DELTA_STRIDE * Long.BYTES;

    static final int EXCEPTIONS_OFFSET = 8;
    static final int EXCEPTION_COUNT_OFFSET = 12;
    static final int DECIMAL_RECORD_BYTES = 16;

    /** Bytes of an exception of a decimal vector: row and value. */
    static final int EXCEPTION_BYTES = Short.BYTES + Double.BYTES;

    /** Bytes before the runs of a run-length vector. */
    static final int RUN_COUNT_BYTES = Short.BYTES;

    /** Bytes before the starts of a dictionary of texts. */
    static final int DICTIONARY_HEAD_BYTES = 2 * Integer.BYTES;

    /** Flag of a block and of a vector: some value is not a number. */
    static final byte FLAG_NAN = 1;

    /** Flag of a block: its sum is known. */
    static final byte FLAG_SUM = 2;

    /** How far the digits of a decimal vector are shifted in its flags. */
    static final int DIGITS_SHIFT = 3;

    /** The digits of a vector whose numbers are the bits of its doubles. */
    static final int DIGITS_OF_BITS = 31;

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

    /** Where the records of the vectors begin, from the start of the block. */
    static int recordsOffset(Encoding encoding, int rowCount, int nullCount) {
        return (int) aligned(headBytes(encoding, rowCount) + validityBytes(rowCount, nullCount));
    }

    /** Bytes of what a vector has besides entry and payload, of a fixed size. */
    static int recordBytes(Encoding encoding) {
        return switch (encoding) {
            case DELTA -> DELTA_RECORD_BYTES;
            case DECIMAL -> DECIMAL_RECORD_BYTES;
            case PLAIN, CONSTANT, FRAME_OF_REFERENCE, DICTIONARY, RUN_LENGTH -> 0;
        };
    }

    /** Where the first payload may begin, from the start of the block. */
    static int payloadsOffset(Encoding encoding, int rowCount, int nullCount) {
        int recordsBytes = vectorCount(rowCount) * recordBytes(encoding);
        return (int) aligned(recordsOffset(encoding, rowCount, nullCount) + (long) recordsBytes);
    }

    /** Bytes of header and directory. */
    static int headBytes(Encoding encoding, int rowCount) {
        return DIRECTORY_OFFSET + directoryBytes(encoding, rowCount);
    }

    /** The next multiple of {@link #ALIGNMENT_BYTES}. */
    static long aligned(long bytes) {
        return aligned(bytes, ALIGNMENT_BYTES);
    }

    /** The next multiple of a power of two. */
    static long aligned(long bytes, int alignmentBytes) {
        return (bytes + alignmentBytes - 1) & -alignmentBytes;
    }
}
