package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.BLOCK_ROWS;
import static dev.tidemark.core.encoding.BlockLayout.HEADER_BYTES;
import static dev.tidemark.core.encoding.BlockLayout.INT;
import static dev.tidemark.core.encoding.BlockLayout.LONG;

import dev.tidemark.core.type.VectorKind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The header of a block, checked for everything that can be known without reading further.
 *
 * @param encoding of the values
 * @param valueType of the values
 * @param rowCount values including NULLs, 1 to 65,536
 * @param nullCount NULLs among them
 * @param lengthBytes of the whole block, a multiple of 64
 * @param divisor of packed numbers, 1 or more
 * @param statistics of the values that are not NULL
 */
record BlockHeader(
        Encoding encoding,
        ValueType valueType,
        int rowCount,
        int nullCount,
        int lengthBytes,
        long divisor,
        BlockStatistics statistics) {

    /** Kind of vector and bytes of a value in it (0: any number of bytes). */
    record ValueType(VectorKind kind, int widthBytes) {
        static final ValueType LONGS = new ValueType(VectorKind.LONGS, Long.BYTES);
        static final ValueType DOUBLES = new ValueType(VectorKind.DOUBLES, Double.BYTES);
        static final ValueType FLOATS = new ValueType(VectorKind.DOUBLES, Float.BYTES);
        static final ValueType CODES = new ValueType(VectorKind.CODES, Integer.BYTES);
        static final ValueType BYTES = new ValueType(VectorKind.BYTES, 0);

        static ValueType wide(int wordsPerValue) {
            return new ValueType(VectorKind.WIDE, wordsPerValue * Long.BYTES);
        }

        byte kindCode() {
            return switch (kind) {
                case LONGS -> 1;
                case DOUBLES -> 2;
                case CODES -> 3;
                case WIDE -> 4;
                case BYTES -> 5;
            };
        }

        boolean allows(Encoding encoding) {
            return switch (encoding) {
                case PLAIN, CONSTANT -> true;
                case FRAME_OF_REFERENCE -> kind == VectorKind.LONGS || kind == VectorKind.CODES;
                case DELTA -> kind == VectorKind.LONGS;
                case RUN_LENGTH -> kind != VectorKind.WIDE && kind != VectorKind.BYTES;
                case DECIMAL -> kind == VectorKind.DOUBLES;
                case DICTIONARY -> kind == VectorKind.BYTES;
            };
        }
    }

    void write(MemorySegment segment, long offset) {
        segment.asSlice(offset, HEADER_BYTES).fill((byte) 0);
        segment.set(INT, offset + BlockLayout.MAGIC_OFFSET, BlockLayout.MAGIC);
        putByte(segment, offset + BlockLayout.VERSION_OFFSET, BlockLayout.FORMAT_VERSION);
        putByte(segment, offset + BlockLayout.ENCODING_OFFSET, encoding.code());
        putByte(segment, offset + BlockLayout.KIND_OFFSET, valueType.kindCode());
        putByte(segment, offset + BlockLayout.VALUE_BYTES_OFFSET, (byte) valueType.widthBytes());
        segment.set(INT, offset + BlockLayout.ROW_COUNT_OFFSET, rowCount);
        segment.set(INT, offset + BlockLayout.NULL_COUNT_OFFSET, nullCount);
        segment.set(INT, offset + BlockLayout.LENGTH_OFFSET, lengthBytes);
        segment.set(LONG, offset + BlockLayout.MINIMUM_OFFSET, statistics.minimum());
        segment.set(LONG, offset + BlockLayout.MAXIMUM_OFFSET, statistics.maximum());
        segment.set(LONG, offset + BlockLayout.SUM_OFFSET, statistics.sum());
        segment.set(LONG, offset + BlockLayout.DIVISOR_OFFSET, divisor);
        putByte(segment, offset + BlockLayout.FLAGS_OFFSET, statistics.flags());
    }

    private static void putByte(MemorySegment segment, long at, byte value) {
        segment.set(ValueLayout.JAVA_BYTE, at, value);
    }

    /**
     * Reads and checks a header, and compares header and directory with their checksum.
     *
     * @throws CorruptBlockException if there is no header, or one that no encoder writes
     */
    static BlockHeader read(MemorySegment segment, long offset) {
        if (offset < 0 || offset > segment.byteSize() - HEADER_BYTES) {
            throw new CorruptBlockException(
                    offset,
                    "the header ends beyond the " + segment.byteSize() + " bytes there are");
        }
        int magic = segment.get(INT, offset + BlockLayout.MAGIC_OFFSET);
        if (magic != BlockLayout.MAGIC) {
            throw new CorruptBlockException(
                    offset,
                    "magic number is 0x%08x, not 0x%08x".formatted(magic, BlockLayout.MAGIC));
        }
        byte version = byteAt(segment, offset + BlockLayout.VERSION_OFFSET);
        if (version != BlockLayout.FORMAT_VERSION) {
            throw new CorruptBlockException(offset, "unknown format version " + version);
        }
        BlockHeader header =
                new BlockHeader(
                        readEncoding(segment, offset),
                        readValueType(segment, offset),
                        segment.get(INT, offset + BlockLayout.ROW_COUNT_OFFSET),
                        segment.get(INT, offset + BlockLayout.NULL_COUNT_OFFSET),
                        segment.get(INT, offset + BlockLayout.LENGTH_OFFSET),
                        segment.get(LONG, offset + BlockLayout.DIVISOR_OFFSET),
                        new BlockStatistics(
                                segment.get(LONG, offset + BlockLayout.MINIMUM_OFFSET),
                                segment.get(LONG, offset + BlockLayout.MAXIMUM_OFFSET),
                                segment.get(LONG, offset + BlockLayout.SUM_OFFSET),
                                byteAt(segment, offset + BlockLayout.FLAGS_OFFSET)));
        header.check(offset, segment.byteSize() - offset);
        BlockChecksum.checkHead(segment, offset, header.headBytes());
        return header;
    }

    private static Encoding readEncoding(MemorySegment segment, long offset) {
        byte code = byteAt(segment, offset + BlockLayout.ENCODING_OFFSET);
        Encoding encoding = Encoding.ofCode(code);
        if (encoding == null) {
            throw new CorruptBlockException(offset, "unknown encoding " + code);
        }
        return encoding;
    }

    private static ValueType readValueType(MemorySegment segment, long offset) {
        int kind = byteAt(segment, offset + BlockLayout.KIND_OFFSET);
        int widthBytes = byteAt(segment, offset + BlockLayout.VALUE_BYTES_OFFSET);
        boolean wide =
                widthBytes > 0
                        && widthBytes % Long.BYTES == 0
                        && widthBytes <= BlockEncoder.MAXIMUM_WORDS_PER_VALUE * Long.BYTES;
        if (kind == 1 && widthBytes == Long.BYTES) {
            return ValueType.LONGS;
        } else if (kind == 2 && widthBytes == Double.BYTES) {
            return ValueType.DOUBLES;
        } else if (kind == 2 && widthBytes == Float.BYTES) {
            return ValueType.FLOATS;
        } else if (kind == 3 && widthBytes == Integer.BYTES) {
            return ValueType.CODES;
        } else if (kind == 4 && wide) {
            return ValueType.wide(widthBytes / Long.BYTES);
        } else if (kind == 5 && widthBytes == 0) {
            return ValueType.BYTES;
        }
        throw new CorruptBlockException(
                offset, "no values are of kind " + kind + " with " + widthBytes + " bytes");
    }

    private static byte byteAt(MemorySegment segment, long at) {
        return segment.get(ValueLayout.JAVA_BYTE, at);
    }

    private void check(long offset, long availableBytes) {
        if (!valueType.allows(encoding)) {
            throw new CorruptBlockException(offset, encoding + " of " + valueType.kind());
        }
        if (rowCount < 1 || rowCount > BLOCK_ROWS) {
            throw new CorruptBlockException(offset, "row count is " + rowCount);
        }
        if (nullCount < 0 || nullCount > rowCount) {
            throw new CorruptBlockException(
                    offset, "NULL count is " + nullCount + " of " + rowCount + " rows");
        }
        if (divisor < 1) {
            throw new CorruptBlockException(offset, "the divisor is " + divisor);
        }
        if (lengthBytes % BlockLayout.ALIGNMENT_BYTES != 0
                || lengthBytes < BlockLayout.payloadsOffset(encoding, rowCount, nullCount)
                || lengthBytes > BlockLayout.MAXIMUM_BLOCK_BYTES) {
            throw new CorruptBlockException(offset, "length is " + lengthBytes + " bytes");
        }
        if (lengthBytes > availableBytes) {
            throw new CorruptBlockException(
                    offset,
                    "length is %d bytes, but only %d are there"
                            .formatted(lengthBytes, availableBytes));
        }
    }

    boolean isAllNull() {
        return nullCount == rowCount;
    }

    int vectorCount() {
        return BlockLayout.vectorCount(rowCount);
    }

    int vectorRowCount(int vector) {
        return BlockLayout.vectorRowCount(rowCount, vector);
    }

    /** Bytes of header and directory; the validity bitmap follows. */
    int headBytes() {
        return BlockLayout.headBytes(encoding, rowCount);
    }

    int recordsOffset() {
        return BlockLayout.recordsOffset(encoding, rowCount, nullCount);
    }

    int payloadsOffset() {
        return BlockLayout.payloadsOffset(encoding, rowCount, nullCount);
    }
}
