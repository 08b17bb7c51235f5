package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.INT;
import static dev.tidemark.core.encoding.BlockLayout.LONG;
import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;

import dev.tidemark.core.encoding.kernel.Packing;
import dev.tidemark.core.encoding.kernel.PackingKernel;
import dev.tidemark.core.type.VectorKind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;

/**
 * A block opened for reading, in the memory where it lies.
 *
 * <p>Opening checks the header and where the directory points to, not the checksum: see {@link
 * #verify}. Values are read by vectors of 1,024 (the last one may be shorter) or one by one. What
 * is read for a NULL means nothing but is harmless: for ordered kinds it lies between the vector's
 * minimum and maximum.
 *
 * <p>Output arrays must have room for a whole vector of 1,024 values, and decoding may write beyond
 * the vector's row count up to there. Methods for another kind of values than the block's throw
 * {@link IllegalStateException}, vectors and rows that do not exist {@link
 * IndexOutOfBoundsException}.
 *
 * <p>Immutable; for any number of threads, as long as the segment is alive. It owns nothing.
 */
public final class EncodedBlock {
    private final MemorySegment segment;
    private final long offset;
    private final BlockHeader header;
    private final PackingKernel kernel;

    private EncodedBlock(
            MemorySegment segment, long offset, BlockHeader header, PackingKernel kernel) {
        this.segment = segment;
        this.offset = offset;
        this.header = header;
        this.kernel = kernel;
    }

    /**
     * Opens the block that begins at {@code offset}.
     *
     * @param segment plain native memory; kernels that meet another class of segments as well
     *     become several times slower, so mapped memory must be re-wrapped
     * @throws CorruptBlockException if no block begins there, or it points beyond itself or beyond
     *     the segment
     * @throws IllegalArgumentException if the segment is not plain native memory
     */
    public static EncodedBlock open(MemorySegment segment, long offset) {
        return open(segment, offset, PackingKernel.best());
    }

    static EncodedBlock open(MemorySegment segment, long offset, PackingKernel kernel) {
        if (!segment.isNative() || segment.isMapped()) {
            throw new IllegalArgumentException("blocks are read from plain native memory only");
        }
        BlockHeader header = BlockHeader.read(segment, offset);
        new DirectoryCheck(segment, offset, header).run();
        return new EncodedBlock(segment, offset, header, kernel);
    }

    /**
     * Compares the checksum with the bytes of the block.
     *
     * @throws CorruptBlockException if they do not match
     */
    public void verify() {
        int stored = BlockChecksum.stored(segment, offset);
        int computed = BlockChecksum.compute(segment, offset, header.lengthBytes());
        if (stored != computed) {
            throw new CorruptBlockException(
                    offset,
                    "checksum is 0x%08x, but the bytes give 0x%08x".formatted(stored, computed));
        }
    }

    /** Values including NULLs, 1 to 65,536. */
    public int rowCount() {
        return header.rowCount();
    }

    public int nullCount() {
        return header.nullCount();
    }

    public int vectorCount() {
        return header.vectorCount();
    }

    public VectorKind kind() {
        return header.valueType().kind();
    }

    /** Bytes of a plain value; 0 for byte strings. */
    public int valueWidthBytes() {
        return header.valueType().widthBytes();
    }

    public Encoding encoding() {
        return header.encoding();
    }

    /** Length of the block including its header; the next block may begin behind it. */
    public int lengthBytes() {
        return header.lengthBytes();
    }

    /**
     * Least value present, as a long or, in a block of doubles, as its bits; a NaN is only given if
     * there is no number. Means nothing if all are NULL, and for wide values and byte strings.
     */
    public long minimum() {
        return header.minimum();
    }

    /** Greatest value present, with the same provisos as {@link #minimum}. */
    public long maximum() {
        return header.maximum();
    }

    /** Whether a value present is not a number, which minimum and maximum do not tell. */
    public boolean hasNaN() {
        return header.hasNaN();
    }

    public int vectorRowCount(int vector) {
        return header.vectorRowCount(Objects.checkIndex(vector, header.vectorCount()));
    }

    public int vectorNullCount(int vector) {
        int rows = vectorRowCount(vector);
        if (header.nullCount() == 0) {
            return 0;
        } else if (header.isAllNull()) {
            return rows;
        } else if (header.encoding() != Encoding.CONSTANT) {
            return segment.get(
                    BlockLayout.SHORT, entry(vector) + BlockLayout.ENTRY_NULL_COUNT_OFFSET);
        }
        int present = 0;
        for (int word = 0; word * Long.SIZE < rows; word++) {
            present += Long.bitCount(validityWord(vector, word));
        }
        return rows - present;
    }

    /** As {@link #minimum} for one vector. */
    public long vectorMinimum(int vector) {
        Objects.checkIndex(vector, header.vectorCount());
        return isConstantBlock()
                ? header.minimum()
                : segment.get(LONG, entry(vector) + BlockLayout.ENTRY_MINIMUM_OFFSET);
    }

    /** As {@link #maximum} for one vector. */
    public long vectorMaximum(int vector) {
        Objects.checkIndex(vector, header.vectorCount());
        return isConstantBlock()
                ? header.maximum()
                : segment.get(LONG, entry(vector) + BlockLayout.ENTRY_MAXIMUM_OFFSET);
    }

    /** As {@link #hasNaN} for one vector. */
    public boolean vectorHasNaN(int vector) {
        Objects.checkIndex(vector, header.vectorCount());
        if (isConstantBlock() || !header.hasNaN()) {
            return header.hasNaN();
        }
        byte flags =
                segment.get(ValueLayout.JAVA_BYTE, entry(vector) + BlockLayout.ENTRY_FLAGS_OFFSET);
        return (flags & BlockLayout.FLAG_NAN) != 0;
    }

    /**
     * Whether all values present in a vector are known to be the same. For longs, codes and doubles
     * that value is {@link #vectorMinimum}, to the bit.
     */
    public boolean isConstant(int vector) {
        Objects.checkIndex(vector, header.vectorCount());
        if (isConstantBlock()) {
            return true;
        }
        return switch (kind()) {
            case LONGS, CODES -> vectorMinimum(vector) == vectorMaximum(vector);
            case DOUBLES -> width(vector) == 0;
            case WIDE, BYTES -> false;
        };
    }

    /**
     * Decodes the validity bitmap of a vector.
     *
     * @param out receives 1 bit a row, of 16 words at least; bits of the last word beyond the
     *     vector's rows are 0
     * @return NULLs in the vector
     */
    public int decodeValidity(int vector, long[] out) {
        int rows = vectorRowCount(vector);
        int words = (rows + Long.SIZE - 1) / Long.SIZE;
        if (header.nullCount() == 0) {
            Validity.fillPresent(out, rows);
            return 0;
        } else if (header.isAllNull()) {
            Arrays.fill(out, 0, words, 0);
            return rows;
        }
        int present = 0;
        for (int word = 0; word < words; word++) {
            out[word] = validityWord(vector, word);
            present += Long.bitCount(out[word]);
        }
        return rows - present;
    }

    /** Whether the value of a row of the block is not NULL. */
    public boolean isPresent(int row) {
        Objects.checkIndex(row, header.rowCount());
        if (header.nullCount() == 0 || header.isAllNull()) {
            return header.nullCount() == 0;
        }
        long word = validityWord(row / VECTOR_ROWS, row % VECTOR_ROWS / Long.SIZE);
        return (word >>> row & 1) != 0;
    }

    /** Decodes a vector of longs. */
    public void decodeLongs(int vector, long[] out) {
        require(VectorKind.LONGS);
        int rows = vectorRowCount(vector);
        switch (header.encoding()) {
            case CONSTANT -> Arrays.fill(out, 0, rows, header.minimum());
            case PLAIN -> MemorySegment.copy(segment, LONG, payload(vector), out, 0, rows);
            case FRAME_OF_REFERENCE ->
                    kernel.unpack(packing(vector), segment, payload(vector), out);
            case DELTA -> {
                long starts = payload(vector);
                long packed = starts + BlockLayout.DELTA_START_BYTES;
                kernel.unpack(packing(vector), segment, packed, out);
                MemorySegment.copy(segment, LONG, starts, out, 0, PackingKernel.DELTA_STRIDE);
                kernel.sumStrided(out, rows);
            }
        }
    }

    /** Decodes a vector of dictionary codes. */
    public void decodeCodes(int vector, int[] out) {
        require(VectorKind.CODES);
        int rows = vectorRowCount(vector);
        switch (header.encoding()) {
            case CONSTANT -> Arrays.fill(out, 0, rows, (int) header.minimum());
            case PLAIN -> MemorySegment.copy(segment, INT, payload(vector), out, 0, rows);
            case FRAME_OF_REFERENCE ->
                    kernel.unpack(packing(vector), segment, payload(vector), out);
            case DELTA -> throw notEncodedSo();
        }
    }

    /** Decodes a vector of doubles or, widened, floats. */
    public void decodeDoubles(int vector, double[] out) {
        require(VectorKind.DOUBLES);
        int rows = vectorRowCount(vector);
        if (isConstant(vector)) {
            Arrays.fill(out, 0, rows, Double.longBitsToDouble(vectorMinimum(vector)));
        } else if (valueWidthBytes() == Double.BYTES) {
            MemorySegment.copy(segment, BlockLayout.DOUBLE, payload(vector), out, 0, rows);
        } else {
            long at = payload(vector);
            for (int row = 0; row < rows; row++) {
                out[row] = segment.get(BlockLayout.FLOAT, at + row * 4L);
            }
        }
    }

    /**
     * Decodes a vector of wide values.
     *
     * @param out receives {@code valueWidthBytes() / 8} words a row
     */
    public void decodeWide(int vector, long[] out) {
        require(VectorKind.WIDE);
        int words = valueWidthBytes() / Long.BYTES;
        int rows = vectorRowCount(vector);
        if (header.isAllNull()) {
            Arrays.fill(out, 0, rows * words, 0);
        } else if (isConstantBlock()) {
            long at = offset + header.payloadsOffset();
            for (int index = 0; index < rows * words; index++) {
                out[index] = segment.get(LONG, at + index % words * 8L);
            }
        } else {
            MemorySegment.copy(segment, LONG, payload(vector), out, 0, rows * words);
        }
    }

    /** Bytes of all strings of a vector together. */
    public int vectorByteCount(int vector) {
        require(VectorKind.BYTES);
        return isConstantBlock() ? 0 : (int) vectorMaximum(vector);
    }

    /**
     * Decodes a vector of byte strings: string {@code i} is {@code bytes[offsets[i]]} up to, not
     * including, {@code bytes[offsets[i + 1]]}. A NULL has no bytes.
     *
     * @param bytes of {@link #vectorByteCount} elements at least
     * @param offsets of 1,025 elements at least
     * @throws CorruptBlockException if the strings overlap or lie elsewhere
     */
    public void decodeBytes(int vector, byte[] bytes, int[] offsets) {
        require(VectorKind.BYTES);
        int rows = vectorRowCount(vector);
        if (isConstantBlock()) {
            Arrays.fill(offsets, 0, rows + 1, 0);
            return;
        }
        int byteCount = vectorByteCount(vector);
        Packing packing = packing(vector);
        kernel.unpack(packing, segment, payload(vector), offsets);
        offsets[rows] = byteCount;
        int wrong = offsets[0];
        for (int row = 0; row < rows; row++) {
            wrong |= offsets[row + 1] - offsets[row];
        }
        if (wrong < 0 || offsets[0] != 0) {
            throw new CorruptBlockException(
                    offset, "vector " + vector + ": strings do not follow one another");
        }
        long from = payload(vector) + packing.lengthBytes();
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, from, bytes, 0, byteCount);
    }

    /** One long, without decoding its vector. */
    public long longAt(int row) {
        require(VectorKind.LONGS);
        int vector = Objects.checkIndex(row, header.rowCount()) / VECTOR_ROWS;
        int index = row % VECTOR_ROWS;
        return switch (header.encoding()) {
            case CONSTANT -> header.minimum();
            case PLAIN -> segment.get(LONG, payload(vector) + index * 8L);
            case FRAME_OF_REFERENCE -> packing(vector).valueAt(segment, payload(vector), index);
            case DELTA -> sumAt(vector, index);
        };
    }

    /** One code, without decoding its vector. */
    public int codeAt(int row) {
        require(VectorKind.CODES);
        int vector = Objects.checkIndex(row, header.rowCount()) / VECTOR_ROWS;
        int index = row % VECTOR_ROWS;
        return switch (header.encoding()) {
            case CONSTANT -> (int) header.minimum();
            case PLAIN -> segment.get(INT, payload(vector) + index * 4L);
            case FRAME_OF_REFERENCE ->
                    (int) packing(vector).valueAt(segment, payload(vector), index);
            case DELTA -> throw notEncodedSo();
        };
    }

    /** One double or float, without decoding its vector. */
    public double doubleAt(int row) {
        require(VectorKind.DOUBLES);
        int vector = Objects.checkIndex(row, header.rowCount()) / VECTOR_ROWS;
        int index = row % VECTOR_ROWS;
        if (isConstant(vector)) {
            return Double.longBitsToDouble(vectorMinimum(vector));
        } else if (valueWidthBytes() == Double.BYTES) {
            return segment.get(BlockLayout.DOUBLE, payload(vector) + index * 8L);
        }
        return segment.get(BlockLayout.FLOAT, payload(vector) + index * 4L);
    }

    /** One word of one wide value, the least significant being word 0. */
    public long wordAt(int row, int word) {
        require(VectorKind.WIDE);
        int vector = Objects.checkIndex(row, header.rowCount()) / VECTOR_ROWS;
        Objects.checkIndex(word, valueWidthBytes() / Long.BYTES);
        if (header.isAllNull()) {
            return 0;
        } else if (isConstantBlock()) {
            return segment.get(LONG, offset + header.payloadsOffset() + word * 8L);
        }
        long value = payload(vector) + (long) (row % VECTOR_ROWS) * valueWidthBytes();
        return segment.get(LONG, value + word * 8L);
    }

    /**
     * One byte string in place: a view of the block's memory, valid as long as that.
     *
     * @throws CorruptBlockException if the string lies elsewhere
     */
    public MemorySegment bytesAt(int row) {
        require(VectorKind.BYTES);
        int vector = Objects.checkIndex(row, header.rowCount()) / VECTOR_ROWS;
        int index = row % VECTOR_ROWS;
        if (isConstantBlock()) {
            return segment.asSlice(offset, 0);
        }
        Packing packing = packing(vector);
        long starts = payload(vector);
        int byteCount = vectorByteCount(vector);
        long from = packing.valueAt(segment, starts, index);
        boolean last = index + 1 == packing.rowCount();
        long to = last ? byteCount : packing.valueAt(segment, starts, index + 1);
        if (from < 0 || from > to || to > byteCount) {
            throw new CorruptBlockException(
                    offset, "row %d: string from byte %d to %d".formatted(row, from, to));
        }
        return segment.asSlice(starts + packing.lengthBytes() + from, to - from);
    }

    private long sumAt(int vector, int index) {
        int lane = index % PackingKernel.DELTA_STRIDE;
        long starts = payload(vector);
        long packed = starts + BlockLayout.DELTA_START_BYTES;
        Packing packing = packing(vector);
        long sum = segment.get(LONG, starts + lane * 8L);
        for (int at = lane + PackingKernel.DELTA_STRIDE;
                at <= index;
                at += PackingKernel.DELTA_STRIDE) {
            sum += packing.valueAt(segment, packed, at);
        }
        return sum;
    }

    private boolean isConstantBlock() {
        return header.encoding() == Encoding.CONSTANT;
    }

    private long entry(int vector) {
        return offset + BlockLayout.DIRECTORY_OFFSET + (long) vector * BlockLayout.ENTRY_BYTES;
    }

    private int width(int vector) {
        return segment.get(ValueLayout.JAVA_BYTE, entry(vector) + BlockLayout.ENTRY_WIDTH_OFFSET);
    }

    private long payload(int vector) {
        return offset + segment.get(INT, entry(vector) + BlockLayout.ENTRY_PAYLOAD_OFFSET);
    }

    private Packing packing(int vector) {
        long entry = entry(vector);
        return new Packing(
                header.vectorRowCount(vector),
                width(vector),
                segment.get(LONG, entry + BlockLayout.ENTRY_REFERENCE_OFFSET),
                segment.get(LONG, entry + BlockLayout.ENTRY_DIVISOR_OFFSET));
    }

    private long validityWord(int vector, int word) {
        int index = vector * BlockLayout.VECTOR_VALIDITY_WORDS + word;
        return segment.get(LONG, offset + header.validityOffset() + (long) index * Long.BYTES);
    }

    private void require(VectorKind kind) {
        if (header.valueType().kind() != kind) {
            throw new IllegalStateException(
                    "the block holds " + header.valueType().kind() + ", not " + kind);
        }
    }

    private IllegalStateException notEncodedSo() {
        return new IllegalStateException(kind() + " are never encoded as " + encoding());
    }
}
