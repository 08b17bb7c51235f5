package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;

import dev.tidemark.core.encoding.kernel.DecimalKernel;
import dev.tidemark.core.encoding.kernel.IntegerKernel;
import dev.tidemark.core.encoding.kernel.PackedScanKernel;
import dev.tidemark.core.encoding.kernel.PackingKernel;
import dev.tidemark.core.encoding.kernel.ScalarDecimalKernel;
import dev.tidemark.core.encoding.kernel.ScalarIntegerKernel;
import dev.tidemark.core.encoding.kernel.ScalarPackedScanKernel;
import dev.tidemark.core.encoding.kernel.ScalarPackingKernel;
import dev.tidemark.core.type.VectorKind;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/**
 * A block opened for reading, in the memory where it lies.
 *
 * <p>Opening compares header and directory with their checksum, so that statistics can be believed,
 * and checks where the directory points to; it reads nothing else. The values have a checksum of
 * their own: see {@link #verify}. Values are read by vectors of 1,024 (the last one may be shorter)
 * or one by one, or are summed and filtered as they are encoded. What is read for a NULL means
 * nothing but is harmless: for ordered kinds it lies between the vector's minimum and maximum.
 *
 * <p>Output arrays must have room for a whole vector of 1,024 values, and decoding may write beyond
 * the vector's row count up to there. Methods for another kind of values than the block's throw
 * {@link IllegalStateException}, vectors and rows that do not exist {@link
 * IndexOutOfBoundsException}.
 *
 * <p>Immutable; for any number of threads, as long as the segment is alive. It owns nothing.
 */
public final class EncodedBlock {
    private final BlockView view;
    private final BlockHeader header;
    private final Kernels kernels;
    private final VectorKind kind;
    private final int rowCount;
    private final boolean isPacked;

    /** The inner loops that a block is written and read with. */
    record Kernels(
            PackingKernel packing,
            IntegerKernel integers,
            DecimalKernel decimals,
            PackedScanKernel scans) {
        static final Kernels BEST =
                new Kernels(
                        PackingKernel.best(),
                        IntegerKernel.best(),
                        DecimalKernel.best(),
                        PackedScanKernel.best());

        static final Kernels SCALAR =
                new Kernels(
                        new ScalarPackingKernel(),
                        new ScalarIntegerKernel(),
                        new ScalarDecimalKernel(),
                        new ScalarPackedScanKernel());
    }

    private EncodedBlock(BlockView view, Kernels kernels) {
        this.view = view;
        this.header = view.header();
        this.kernels = kernels;
        this.rowCount = header.rowCount();
        this.kind = view.kind();
        this.isPacked = header.encoding() == Encoding.FRAME_OF_REFERENCE;
    }

    /**
     * Opens the block that begins at {@code offset}.
     *
     * @param segment plain native memory; kernels that meet another class of segments as well
     *     become several times slower, so mapped memory must be re-wrapped
     * @throws CorruptBlockException if no block begins there, its header or directory does not
     *     match its checksum, or it points beyond itself or beyond the segment
     * @throws IllegalArgumentException if the segment is not plain native memory
     */
    public static EncodedBlock open(MemorySegment segment, long offset) {
        return open(segment, offset, Kernels.BEST);
    }

    static EncodedBlock open(MemorySegment segment, long offset, Kernels kernels) {
        if (!segment.isNative() || segment.isMapped()) {
            throw new IllegalArgumentException("blocks are read from plain native memory only");
        }
        BlockView view = new BlockView(segment, offset, BlockHeader.read(segment, offset));
        new DirectoryCheck(view).run();
        return new EncodedBlock(view, kernels);
    }

    /**
     * Compares the values, and what else is behind the directory, with their checksum.
     *
     * @throws CorruptBlockException if they do not match
     */
    public void verify() {
        BlockChecksum.checkBody(view.segment(), view.offset(), header);
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
        return kind;
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
        return header.statistics().minimum();
    }

    /** Greatest value present, with the same provisos as {@link #minimum}. */
    public long maximum() {
        return header.statistics().maximum();
    }

    /** Whether {@link #sum} is known; it is for longs, unless it might not fit 64 bits. */
    public boolean hasSum() {
        return header.statistics().hasSum();
    }

    /** The exact sum of the longs present. */
    public long sum() {
        if (!hasSum()) {
            throw new IllegalStateException("the sum of this block is not known");
        }
        return header.statistics().sum();
    }

    /** Whether a value present is not a number, which minimum and maximum do not tell. */
    public boolean hasNaN() {
        return header.statistics().hasNaN();
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
            return view.nullCount(vector);
        }
        int present = 0;
        for (int word = 0; word * Long.SIZE < rows; word++) {
            present += Long.bitCount(view.validityWord(vector, word));
        }
        return rows - present;
    }

    /** As {@link #minimum} for one vector. */
    public long vectorMinimum(int vector) {
        return view.minimum(Objects.checkIndex(vector, header.vectorCount()));
    }

    /** As {@link #maximum} for one vector. */
    public long vectorMaximum(int vector) {
        return view.maximum(Objects.checkIndex(vector, header.vectorCount()));
    }

    /** As {@link #hasNaN} for one vector. */
    public boolean vectorHasNaN(int vector) {
        Objects.checkIndex(vector, header.vectorCount());
        if (isConstantBlock() || !header.statistics().hasNaN()) {
            return header.statistics().hasNaN();
        }
        return (view.flags(vector) & BlockLayout.FLAG_NAN) != 0;
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
            case LONGS, CODES -> view.minimum(vector) == view.maximum(vector);
            case DOUBLES -> DoubleBlockReader.isConstant(view, vector);
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
            out[word] = view.validityWord(vector, word);
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
        long word = view.validityWord(row / VECTOR_ROWS, row % VECTOR_ROWS / Long.SIZE);
        return (word >>> row & 1) != 0;
    }

    /** Decodes a vector of longs. */
    public void decodeLongs(int vector, long[] out) {
        require(VectorKind.LONGS);
        Objects.checkIndex(vector, header.vectorCount());
        IntegerBlockReader.decodeLongs(view, kernels.packing(), vector, out);
    }

    /** Decodes a vector of dictionary codes. */
    public void decodeCodes(int vector, int[] out) {
        require(VectorKind.CODES);
        Objects.checkIndex(vector, header.vectorCount());
        IntegerBlockReader.decodeCodes(view, kernels.packing(), vector, out);
    }

    /** Decodes a vector of doubles or, widened, floats. */
    public void decodeDoubles(int vector, double[] out) {
        require(VectorKind.DOUBLES);
        Objects.checkIndex(vector, header.vectorCount());
        DoubleBlockReader.decode(view, kernels.decimals(), vector, out);
    }

    /**
     * Decodes a vector of wide values.
     *
     * @param out receives {@code valueWidthBytes() / 8} words a row
     */
    public void decodeWide(int vector, long[] out) {
        require(VectorKind.WIDE);
        Objects.checkIndex(vector, header.vectorCount());
        WideBlockReader.decode(view, vector, out);
    }

    /** Bytes of all strings of a vector together. */
    public int vectorByteCount(int vector) {
        require(VectorKind.BYTES);
        Objects.checkIndex(vector, header.vectorCount());
        return BytesBlockReader.byteCount(view, vector);
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
        Objects.checkIndex(vector, header.vectorCount());
        BytesBlockReader.decode(view, kernels.packing(), vector, bytes, offsets);
    }

    /** One long, without decoding its vector. */
    public long longAt(int row) {
        Objects.checkIndex(row, rowCount);
        require(VectorKind.LONGS);
        return isPacked // by far the most frequent
                ? view.packedLongAt(row / VECTOR_ROWS, row % VECTOR_ROWS)
                : IntegerBlockReader.longAt(view, row / VECTOR_ROWS, row % VECTOR_ROWS);
    }

    /** One code, without decoding its vector. */
    public int codeAt(int row) {
        require(VectorKind.CODES);
        Objects.checkIndex(row, rowCount);
        return isPacked
                ? view.packedCodeAt(row / VECTOR_ROWS, row % VECTOR_ROWS)
                : IntegerBlockReader.codeAt(view, row / VECTOR_ROWS, row % VECTOR_ROWS);
    }

    /** One double or float, without decoding its vector. */
    public double doubleAt(int row) {
        require(VectorKind.DOUBLES);
        Objects.checkIndex(row, rowCount);
        return DoubleBlockReader.valueAt(view, row / VECTOR_ROWS, row % VECTOR_ROWS);
    }

    /**
     * Some longs of a vector, without decoding the others.
     *
     * @param rows of the vector, of which the first {@code count} are read
     * @param out receives them from index {@code to} on
     */
    public void longsAt(int vector, int[] rows, int count, long[] out, int to) {
        require(VectorKind.LONGS);
        checkRows(vector, rows, count);
        IntegerBlockReader.longsAt(view, vector, rows, count, out, to);
    }

    /** As {@link #longsAt}, of codes. */
    public void codesAt(int vector, int[] rows, int count, int[] out, int to) {
        require(VectorKind.CODES);
        checkRows(vector, rows, count);
        IntegerBlockReader.codesAt(view, vector, rows, count, out, to);
    }

    /** As {@link #longsAt}, of doubles or, widened, floats. */
    public void doublesAt(int vector, int[] rows, int count, double[] out, int to) {
        require(VectorKind.DOUBLES);
        checkRows(vector, rows, count);
        DoubleBlockReader.valuesAt(view, vector, rows, count, out, to);
    }

    /**
     * Some texts of a vector of a block with a dictionary, without decoding the others.
     *
     * @param rows of the vector, of which the first {@code count} are read; all of them different
     * @param bytes of {@link #vectorByteCount} elements at least
     * @param offsets receives where the texts begin, and the end of the last
     * @throws CorruptBlockException if the texts lie elsewhere
     */
    public void textsAt(int vector, int[] rows, int count, byte[] bytes, int[] offsets) {
        require(VectorKind.BYTES);
        checkRows(vector, rows, count);
        BytesBlockReader.textsAt(view, vector, rows, count, bytes, offsets);
    }

    /** One word of one wide value, the least significant being word 0. */
    public long wordAt(int row, int word) {
        require(VectorKind.WIDE);
        Objects.checkIndex(row, rowCount);
        Objects.checkIndex(word, valueWidthBytes() / Long.BYTES);
        return WideBlockReader.wordAt(view, row / VECTOR_ROWS, row % VECTOR_ROWS, word);
    }

    /**
     * One byte string in place: a view of the block's memory, valid as long as that.
     *
     * @throws CorruptBlockException if the string lies elsewhere
     */
    public MemorySegment bytesAt(int row) {
        require(VectorKind.BYTES);
        Objects.checkIndex(row, rowCount);
        return BytesBlockReader.valueAt(view, row / VECTOR_ROWS, row % VECTOR_ROWS);
    }

    /**
     * Whether {@link #sumLongs} and {@link #selectRange} work on this block as it is encoded: a
     * block of longs or codes that is constant, run-length or frame-of-reference encoded.
     */
    public boolean isScannable() {
        return switch (kind()) {
            case LONGS, CODES -> IntegerBlockReader.isScannable(view);
            case DOUBLES, WIDE, BYTES -> false;
        };
    }

    /**
     * The sum of a vector of longs without NULLs, modulo 2^64, without decoding it. It is exact if
     * minimum and maximum of the vector are less than 2^53 away from 0.
     *
     * @throws IllegalStateException unless the block {@linkplain #isScannable is scannable} and the
     *     vector has no NULLs
     */
    public long sumLongs(int vector) {
        require(VectorKind.LONGS);
        requireScannable();
        if (vectorNullCount(vector) > 0) {
            throw new IllegalStateException("vector " + vector + " has NULLs");
        }
        return IntegerBlockReader.sum(view, kernels.scans(), vector);
    }

    /**
     * Finds the longs or codes of a vector that are in {@code [low, high]}, without decoding it.
     * Says nothing about rows that are NULL.
     *
     * @param bits of 16 words at least: bit {@code i % 64} of word {@code i / 64} tells of row
     *     {@code i}; all beyond the last row become 0
     * @throws IllegalStateException unless the block {@linkplain #isScannable is scannable}
     */
    public void selectRange(int vector, long low, long high, long[] bits) {
        requireScannable();
        Objects.checkIndex(vector, header.vectorCount());
        IntegerBlockReader.select(view, kernels.scans(), vector, low, high, bits);
    }

    private void checkRows(int vector, int[] rows, int count) {
        int vectorRows = vectorRowCount(vector);
        for (int index = 0; index < count; index++) {
            Objects.checkIndex(rows[index], vectorRows);
        }
    }

    private boolean isConstantBlock() {
        return header.encoding() == Encoding.CONSTANT;
    }

    private void require(VectorKind expected) {
        if (kind != expected) {
            throw new IllegalStateException("the block holds " + kind + ", not " + expected);
        }
    }

    private void requireScannable() {
        if (!isScannable()) {
            throw new IllegalStateException(
                    kind() + " encoded as " + encoding() + " must be decoded");
        }
    }
}
