package dev.tidemark.core.encoding;

import dev.tidemark.core.encoding.BlockHeader.ValueType;
import dev.tidemark.core.encoding.kernel.DecimalKernel;
import org.jspecify.annotations.Nullable;

/**
 * Encodes values of one column into blocks.
 *
 * <p>Every method appends one self-contained block of 1 to 65,536 values to the output and returns
 * its length in bytes, a multiple of 64. All take the rows {@code [from, from + count)} of a column
 * that is given as an array. A validity bitmap runs parallel to the values: bit {@code i % 64} of
 * word {@code i / 64} is set if value {@code i} of the array is present; without a bitmap all are.
 * What the arrays hold for a NULL does not matter and costs no space.
 *
 * <p>All methods throw {@link IllegalArgumentException} for a count that no block can have or a
 * block of more than {@link BlockLayout#MAXIMUM_BLOCK_BYTES}, and {@link IndexOutOfBoundsException}
 * for rows that the arrays do not have; the output then is as it was.
 *
 * <p>An encoder owns scratch memory of about one block and is meant to be kept; it is for one
 * thread. It keeps no reference to its arguments.
 */
public final class BlockEncoder {
    /** Most 64-bit words in a wide value. */
    public static final int MAXIMUM_WORDS_PER_VALUE = 4;

    private final VectorDirectory directory = new VectorDirectory();
    private final int[] storedRows = new int[BlockLayout.BLOCK_ROWS];
    private final DecimalKernel decimals;
    private final IntegerBlockWriter integers;
    private final CodeBlockWriter codes;
    private final DoubleBlockWriter doubles;
    private final BytesBlockWriter texts;
    private final WideBlockWriter wides;
    private long[] storedLongs = new long[0];
    private double[] storedDoubles = new double[0];
    private @Nullable EncodingChoice lastChoice;

    /** An encoder that uses the best kernel of this machine. */
    public BlockEncoder() {
        this(EncodedBlock.Kernels.BEST);
    }

    BlockEncoder(EncodedBlock.Kernels kernels) {
        VectorPacker packer = new VectorPacker(kernels.packing(), kernels.integers());
        this.decimals = kernels.decimals();
        this.integers = new IntegerBlockWriter(directory, kernels.integers(), packer);
        this.codes = new CodeBlockWriter(directory, kernels.integers(), packer);
        this.doubles = new DoubleBlockWriter(directory, kernels, packer);
        this.texts = new BytesBlockWriter(directory, packer);
        this.wides = new WideBlockWriter(directory, storedRows);
    }

    /** How the last block was encoded, and why; null if it was one of NULLs or of wide values. */
    public @Nullable EncodingChoice lastChoice() {
        return lastChoice;
    }

    /** Encodes integers and points in time. */
    public int encodeLongs(
            long[] values, long @Nullable [] validity, int from, int count, BlockOutput output) {
        BlockRows rows = begin(validity, from, count, values.length);
        long lengthBefore = output.lengthBytes();
        if (rows.isAllNull()) {
            writeNulls(rows, ValueType.LONGS, output);
        } else if (rows.nullCount() == 0) {
            lastChoice = integers.write(values, from, rows, output);
        } else {
            long[] stored = scratchLongs();
            rows.storedRows(storedRows);
            for (int row = 0; row < count; row++) {
                stored[row] = values[storedRows[row]];
            }
            lastChoice = integers.write(stored, 0, rows, output);
        }
        return (int) (output.lengthBytes() - lengthBefore);
    }

    /** Encodes dictionary codes, any 32-bit signed numbers. */
    public int encodeCodes(
            int[] values, long @Nullable [] validity, int from, int count, BlockOutput output) {
        BlockRows rows = begin(validity, from, count, values.length);
        long lengthBefore = output.lengthBytes();
        if (rows.isAllNull()) {
            writeNulls(rows, ValueType.CODES, output);
        } else if (rows.nullCount() == 0) {
            lastChoice = codes.write(values, from, rows, output);
        } else {
            rows.storedRows(storedRows);
            int[] stored = storedRows; // a code takes the place of the row that it was taken from
            for (int row = 0; row < count; row++) {
                stored[row] = values[stored[row]];
            }
            lastChoice = codes.write(stored, 0, rows, output);
        }
        return (int) (output.lengthBytes() - lengthBefore);
    }

    /** Encodes 64-bit floating point numbers; every bit pattern is kept. */
    public int encodeDoubles(
            double[] values, long @Nullable [] validity, int from, int count, BlockOutput output) {
        BlockRows rows = begin(validity, from, count, values.length);
        long lengthBefore = output.lengthBytes();
        if (rows.isAllNull()) {
            writeNulls(rows, ValueType.DOUBLES, output);
        } else if (rows.nullCount() == 0) {
            lastChoice = doubles.write(values, from, rows, ValueType.DOUBLES, output);
        } else {
            double[] stored = scratchDoubles();
            rows.storedRows(storedRows);
            for (int row = 0; row < count; row++) {
                stored[row] = values[storedRows[row]];
            }
            lastChoice = doubles.write(stored, 0, rows, ValueType.DOUBLES, output);
        }
        return (int) (output.lengthBytes() - lengthBefore);
    }

    /**
     * Encodes 32-bit floating point numbers, given widened to doubles; others are rounded. Every
     * bit pattern of a float is kept.
     */
    public int encodeFloats(
            double[] values, long @Nullable [] validity, int from, int count, BlockOutput output) {
        BlockRows rows = begin(validity, from, count, values.length);
        long lengthBefore = output.lengthBytes();
        if (rows.isAllNull()) {
            writeNulls(rows, ValueType.FLOATS, output);
        } else if (rows.nullCount() == 0 && decimals.areSingles(values, from, count)) {
            lastChoice = doubles.write(values, from, rows, ValueType.FLOATS, output);
        } else {
            double[] stored = scratchDoubles();
            if (rows.nullCount() == 0) {
                for (int row = 0; row < count; row++) {
                    stored[row] = SingleBits.round(values[from + row]);
                }
            } else {
                rows.storedRows(storedRows);
                for (int row = 0; row < count; row++) {
                    stored[row] = SingleBits.round(values[storedRows[row]]);
                }
            }
            lastChoice = doubles.write(stored, 0, rows, ValueType.FLOATS, output);
        }
        return (int) (output.lengthBytes() - lengthBefore);
    }

    /**
     * Encodes byte strings: value {@code i} is {@code bytes[offsets[i]]} up to, not including,
     * {@code bytes[offsets[i + 1]]}. Offsets never fall; there is one more of them than values.
     */
    public int encodeBytes(
            byte[] bytes,
            int[] offsets,
            long @Nullable [] validity,
            int from,
            int count,
            BlockOutput output) {
        BlockRows rows = begin(validity, from, count, offsets.length - 1);
        long lengthBefore = output.lengthBytes();
        if (rows.isAllNull()) {
            writeNulls(rows, ValueType.BYTES, output);
        } else {
            lastChoice = texts.write(bytes, offsets, rows, output);
        }
        return (int) (output.lengthBytes() - lengthBefore);
    }

    /**
     * Encodes values of 1 to {@link #MAXIMUM_WORDS_PER_VALUE} 64-bit words: value {@code i} is
     * {@code words[i * wordsPerValue]} and the following.
     */
    public int encodeWide(
            long[] words,
            int wordsPerValue,
            long @Nullable [] validity,
            int from,
            int count,
            BlockOutput output) {
        if (wordsPerValue < 1 || wordsPerValue > MAXIMUM_WORDS_PER_VALUE) {
            throw new IllegalArgumentException(
                    "a value has 1 to %d words, not %d"
                            .formatted(MAXIMUM_WORDS_PER_VALUE, wordsPerValue));
        }
        BlockRows rows = begin(validity, from, count, words.length / wordsPerValue);
        long lengthBefore = output.lengthBytes();
        if (rows.isAllNull()) {
            writeNulls(rows, ValueType.wide(wordsPerValue), output);
        } else {
            wides.write(words, wordsPerValue, rows, output);
        }
        return (int) (output.lengthBytes() - lengthBefore);
    }

    private BlockRows begin(long @Nullable [] validity, int from, int count, int availableRows) {
        BlockRows rows = BlockRows.of(validity, from, count, availableRows);
        directory.reset(rows);
        lastChoice = null;
        return rows;
    }

    private void writeNulls(BlockRows rows, ValueType valueType, BlockOutput output) {
        new BlockFrame(rows, valueType, Encoding.CONSTANT, 0, output)
                .finish(directory, BlockStatistics.NONE);
    }

    private long[] scratchLongs() {
        if (storedLongs.length == 0) {
            storedLongs = new long[BlockLayout.BLOCK_ROWS];
        }
        return storedLongs;
    }

    private double[] scratchDoubles() {
        if (storedDoubles.length == 0) {
            storedDoubles = new double[BlockLayout.BLOCK_ROWS];
        }
        return storedDoubles;
    }
}
