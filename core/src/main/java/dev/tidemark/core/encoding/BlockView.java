package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.INT;
import static dev.tidemark.core.encoding.BlockLayout.LONG;

import dev.tidemark.core.encoding.kernel.Packing;
import dev.tidemark.core.type.VectorKind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Where things are in an open block, and what its directory tells. Immutable. */
final class BlockView {
    /** Where the width is in the 8 bytes of an entry that begin with the payload. */
    private static final int WIDTH_SHIFT =
            (BlockLayout.ENTRY_WIDTH_OFFSET - BlockLayout.ENTRY_PAYLOAD_OFFSET) * Byte.SIZE;

    /** Likewise the digits of decimals. */
    private static final int PLACE_DIGITS_SHIFT =
            (BlockLayout.ENTRY_FLAGS_OFFSET - BlockLayout.ENTRY_PAYLOAD_OFFSET) * Byte.SIZE
                    + BlockLayout.DIGITS_SHIFT;

    private final MemorySegment segment;
    private final long offset;
    private final BlockHeader header;
    private final Encoding encoding;
    private final VectorKind kind;
    private final boolean isSingle;
    private final long divisor;
    private final int rowCount;
    private final long records;
    private final int recordBytes;

    BlockView(MemorySegment segment, long offset, BlockHeader header) {
        this.segment = segment;
        this.offset = offset;
        this.header = header;
        this.encoding = header.encoding();
        this.kind = header.valueType().kind();
        this.isSingle = header.valueType().equals(BlockHeader.ValueType.FLOATS);
        this.divisor = header.divisor();
        this.rowCount = header.rowCount();
        this.records = offset + header.recordsOffset();
        this.recordBytes = BlockLayout.recordBytes(encoding);
    }

    MemorySegment segment() {
        return segment;
    }

    /** Where the block begins in the segment. */
    long offset() {
        return offset;
    }

    /** Where the block ends in the segment. */
    long end() {
        return offset + header.lengthBytes();
    }

    BlockHeader header() {
        return header;
    }

    Encoding encoding() {
        return encoding;
    }

    int rowCount() {
        return rowCount;
    }

    long divisor() {
        return divisor;
    }

    int vectorRowCount(int vector) {
        return BlockLayout.vectorRowCount(rowCount, vector);
    }

    long minimum(int vector) {
        return encoding == Encoding.CONSTANT
                ? header.statistics().minimum()
                : segment.get(LONG, entry(vector) + BlockLayout.ENTRY_MINIMUM_OFFSET);
    }

    long maximum(int vector) {
        return encoding == Encoding.CONSTANT
                ? header.statistics().maximum()
                : segment.get(LONG, entry(vector) + BlockLayout.ENTRY_MAXIMUM_OFFSET);
    }

    int nullCount(int vector) {
        return segment.get(BlockLayout.SHORT, entry(vector) + BlockLayout.ENTRY_NULL_COUNT_OFFSET);
    }

    int width(int vector) {
        return segment.get(ValueLayout.JAVA_BYTE, entry(vector) + BlockLayout.ENTRY_WIDTH_OFFSET);
    }

    int flags(int vector) {
        return segment.get(ValueLayout.JAVA_BYTE, entry(vector) + BlockLayout.ENTRY_FLAGS_OFFSET)
                & 0xFF;
    }

    /** Digits of a decimal vector, or {@link BlockLayout#DIGITS_OF_BITS}. */
    int digits(int vector) {
        return flags(vector) >>> BlockLayout.DIGITS_SHIFT;
    }

    /** Where the payload of a vector begins in the segment. */
    long payload(int vector) {
        return offset + segment.get(INT, entry(vector) + BlockLayout.ENTRY_PAYLOAD_OFFSET);
    }

    /** Where the record of a vector of an encoding that has records begins in the segment. */
    long record(int vector) {
        return records + (long) vector * recordBytes;
    }

    /**
     * Payload, width and flags of a vector, in one access to the directory; the methods below take
     * them apart.
     */
    long place(int vector) {
        return segment.get(LONG, entry(vector) + BlockLayout.ENTRY_PAYLOAD_OFFSET);
    }

    /** Where the payload begins in the segment. */
    long payloadAt(long place) {
        return offset + (int) place;
    }

    static int widthAt(long place) {
        return (int) (place >>> WIDTH_SHIFT) & 0xFF;
    }

    static int digitsAt(long place) {
        return (int) (place >>> PLACE_DIGITS_SHIFT);
    }

    /** A long of a vector packed against its minimum. */
    long packedLongAt(int vector, int index) {
        long minimum = segment.get(LONG, entry(vector) + BlockLayout.ENTRY_MINIMUM_OFFSET);
        long place = place(vector);
        int width = widthAt(place);
        return width == 0
                ? minimum
                : minimum + divisor * Packing.numberAt(segment, payloadAt(place), index, width);
    }

    /** A code of a vector packed against its minimum. */
    int packedCodeAt(int vector, int index) {
        int minimum = (int) segment.get(LONG, entry(vector) + BlockLayout.ENTRY_MINIMUM_OFFSET);
        long place = place(vector);
        int width = widthAt(place);
        return width == 0
                ? minimum
                : minimum + Packing.intNumberAt(segment, payloadAt(place), index, width);
    }

    /** How a vector is packed against its minimum. */
    Packing packing(int vector) {
        return new Packing(vectorRowCount(vector), width(vector), minimum(vector), divisor);
    }

    /** How a vector is packed against the reference in its record. */
    Packing recordedPacking(int vector) {
        long reference = segment.get(LONG, record(vector) + BlockLayout.RECORD_REFERENCE_OFFSET);
        return new Packing(vectorRowCount(vector), width(vector), reference, divisor);
    }

    long validityWord(int vector, int word) {
        int index = vector * BlockLayout.VECTOR_VALIDITY_WORDS + word;
        return segment.get(LONG, offset + header.headBytes() + (long) index * Long.BYTES);
    }

    /**
     * Requires that a part of a payload lies within the block.
     *
     * @throws CorruptBlockException if it does not
     */
    void requireInBlock(int vector, long at, long lengthBytes) {
        if (lengthBytes > end() - at) {
            throw corrupt(
                    "vector %d: %d bytes at %d reach beyond the block"
                            .formatted(vector, lengthBytes, at - offset));
        }
    }

    CorruptBlockException corrupt(String problem) {
        return new CorruptBlockException(offset, problem);
    }

    VectorKind kind() {
        return kind;
    }

    /** Whether values are floats, widened. */
    boolean isSingle() {
        return isSingle;
    }

    IllegalStateException notEncodedSo() {
        return new IllegalStateException(kind() + " are never encoded as " + encoding);
    }

    private long entry(int vector) {
        return offset + BlockLayout.DIRECTORY_OFFSET + (long) vector * BlockLayout.ENTRY_BYTES;
    }
}
