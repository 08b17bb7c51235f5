package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;

import dev.tidemark.core.encoding.BlockHeader.ValueType;
import dev.tidemark.core.encoding.kernel.Packing;
import dev.tidemark.core.encoding.kernel.Statistics;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes blocks of floating point numbers: measures every vector, chooses the encoding for the
 * block, and leaves out vectors of one value.
 */
final class DoubleBlockWriter {
    private static final long LEAST_NUMBER =
            ordered(Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY));
    private static final long GREATEST_NUMBER =
            ordered(Double.doubleToRawLongBits(Double.POSITIVE_INFINITY));

    private final VectorDirectory directory;
    private final Statistics statistics;
    private final DecimalBlock decimals;
    private final RunBlock runs;
    private final boolean[] constants = new boolean[BlockLayout.BLOCK_VECTORS];
    private final long[] bits = new long[VECTOR_ROWS];

    DoubleBlockWriter(
            VectorDirectory directory, EncodedBlock.Kernels kernels, VectorPacker packer) {
        this.directory = directory;
        this.statistics = new Statistics(kernels.integers());
        this.runs = new RunBlock(kernels.integers());
        this.decimals = new DecimalBlock(kernels.decimals(), statistics, packer);
    }

    /**
     * Writes a block to the output.
     *
     * @param values one for each row of the block from index {@code from} on, NULLs replaced
     * @param valueType doubles or floats; floats are rounded already
     * @return what was chosen
     */
    EncodingChoice write(
            double[] values, int from, BlockRows rows, ValueType valueType, BlockOutput output) {
        decimals.begin(values, from, rows, valueType.equals(ValueType.FLOATS));
        BlockFrame begun = measure(values, from, rows, valueType, output);
        boolean constant = isConstant(rows);
        EncodingChoice choice =
                constant ? EncodingChoice.constant() : choose(values, from, rows, valueType);
        Encoding encoding = choice.encoding();
        BlockFrame frame = begun;
        if (frame == null || encoding != Encoding.DECIMAL) {
            frame = new BlockFrame(rows, valueType, encoding, choice.chosenBytes(), output);
            writePayloads(values, from, rows, encoding, frame);
        }
        if (encoding == Encoding.DECIMAL) {
            finishDecimals(values, from, rows, frame);
        }
        frame.finish(directory, known(rows));
        return choice;
    }

    private void writePayloads(
            double[] values, int from, BlockRows rows, Encoding encoding, BlockFrame frame) {
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            if (!constants[vector]) {
                int first = from + vector * VECTOR_ROWS;
                int count = rows.vectorRowCount(vector);
                switch (encoding) {
                    case CONSTANT -> {}
                    case PLAIN -> writePlain(values, first, vector, count, frame);
                    case DECIMAL -> decimals.write(values, first, vector, count, frame);
                    case RUN_LENGTH -> writeRuns(vector, count, frame);
                    case FRAME_OF_REFERENCE, DELTA, DICTIONARY ->
                            throw new IllegalStateException(encoding + " of doubles");
                }
            }
        }
    }

    private void finishDecimals(double[] values, int from, BlockRows rows, BlockFrame frame) {
        directory.divisor = decimals.divisor();
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            if (!constants[vector]) {
                decimals.describe(vector, directory);
                decimals.writeExceptions(values, from + vector * VECTOR_ROWS, vector, frame);
            }
        }
    }

    private EncodingChoice choose(double[] values, int from, BlockRows rows, ValueType valueType) {
        long plainBytes = 0;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            plainBytes +=
                    constants[vector]
                            ? 0
                            : (long) rows.vectorRowCount(vector) * valueType.widthBytes();
        }
        Map<Encoding, Long> sizes = EncodingChoice.sizes(plainBytes);
        boolean isSingle = valueType.equals(ValueType.FLOATS);
        sizes.put(Encoding.DECIMAL, decimals.measure(values, from, rows, isSingle, constants));
        int sample = (rows.vectorCount() - 1) / 2;
        int sampleRows = rows.vectorRowCount(sample);
        takeBits(values, from + sample * VECTOR_ROWS, sampleRows);
        if (EncodingChoice.mayUseRuns(runs.count(bits, 0, sampleRows), sampleRows)) {
            sizes.put(Encoding.RUN_LENGTH, runBytes(values, from, rows));
        }
        return EncodingChoice.among(sizes);
    }

    private long runBytes(double[] values, int from, BlockRows rows) {
        long bytes = 0;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            int count = rows.vectorRowCount(vector);
            takeBits(values, from + vector * VECTOR_ROWS, count);
            runs.find(bits, 0, count, vector);
            bytes += constants[vector] ? 0 : runs.payloadBytesOf(vector, Double.SIZE);
        }
        return bytes;
    }

    private void takeBits(double[] values, int first, int count) {
        for (int row = 0; row < count; row++) {
            bits[row] = Double.doubleToRawLongBits(values[first + row]);
        }
    }

    private void writePlain(double[] values, int first, int vector, int count, BlockFrame frame) {
        int widthBytes = frame.valueType().widthBytes();
        copy(values, first, count, widthBytes, frame.segment(), frame.position());
        directory.payloadOffset[vector] = frame.endPayload((long) count * widthBytes);
    }

    private void writeRuns(int vector, int count, BlockFrame frame) {
        Packing packing = new Packing(count, Double.SIZE, 0, 1);
        long bytes = runs.write(vector, packing, frame.segment(), frame.position());
        directory.width[vector] = Double.SIZE;
        directory.payloadOffset[vector] = frame.endLoosePayload(bytes);
    }

    /**
     * Measures all vectors, and packs them as decimals on the way if that can be done at once.
     *
     * @return where they were packed, or null
     */
    private @Nullable BlockFrame measure(
            double[] values, int from, BlockRows rows, ValueType valueType, BlockOutput output) {
        BlockFrame begun = null;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            boolean regular = decimals.take(values, from, rows, vector);
            int first = from + vector * VECTOR_ROWS;
            int count = rows.vectorRowCount(vector);
            if (regular) {
                constants[vector] = measureDecimals(vector);
            } else if (decimals.hasDecimals(vector)) {
                constants[vector] = measureMixed(values, first, vector);
            } else {
                constants[vector] = measureVector(values, first, count, vector);
            }
            directory.width[vector] = constants[vector] ? 0 : valueType.widthBytes() * Byte.SIZE;
            if (vector == 0 && decimals.startPacking()) {
                long bound = (long) rows.vectorCount() * VECTOR_ROWS * Double.BYTES;
                begun = new BlockFrame(rows, valueType, Encoding.DECIMAL, bound, output);
            }
            if (begun != null && !constants[vector]) {
                decimals.pack(values, from, rows, vector, begun);
            }
        }
        return begun;
    }

    /** Whether all present values of the block have the same bits, after all were measured. */
    private boolean isConstant(BlockRows rows) {
        boolean constant = true;
        boolean isFirst = true;
        long bits = 0;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            if (directory.nullCount[vector] < rows.vectorRowCount(vector)) {
                constant &= constants[vector] && (isFirst || bits == directory.minimum[vector]);
                bits = directory.minimum[vector];
                isFirst = false;
            }
        }
        return constant;
    }

    /** What whole numbers tell of a vector of decimals; true if all its values are the same. */
    private boolean measureDecimals(int vector) {
        directory.hasNaN[vector] = false;
        directory.minimum[vector] = Double.doubleToRawLongBits(decimals.minimum(vector));
        directory.maximum[vector] = Double.doubleToRawLongBits(decimals.maximum(vector));
        return directory.minimum[vector] == directory.maximum[vector];
    }

    /** The same of a vector with exceptions, which are looked at one by one; never true. */
    private boolean measureMixed(double[] values, int first, int vector) {
        measureDecimals(vector);
        for (int index = 0; index < decimals.exceptionCount(vector); index++) {
            double value = values[first + decimals.exceptionRow(vector, index)];
            long valueBits = Double.doubleToRawLongBits(value);
            directory.hasNaN[vector] |= Double.isNaN(value);
            directory.minimum[vector] = lesser(directory.minimum[vector], valueBits);
            directory.maximum[vector] = greater(directory.maximum[vector], valueBits);
        }
        return false;
    }

    /** Measures a vector; true if all its values have the same bits. */
    private boolean measureVector(double[] values, int first, int count, int vector) {
        Statistics range = decimals.measureBits(values, first, count, vector);
        long least = ordered(range.minimum());
        long greatest = ordered(range.maximum());
        boolean constant = least == greatest;
        if (least < 0 && greatest < 0) { // the bits of a negative number grow as it falls
            long swapped = least;
            least = greatest;
            greatest = swapped;
        } else if (least < 0) {
            takeOrdered(values, first, count);
            statistics.measure(bits, 0, count);
            least = statistics.minimum();
        }
        directory.hasNaN[vector] = least < LEAST_NUMBER || greatest > GREATEST_NUMBER;
        if (!constant && directory.hasNaN[vector]) {
            takeOrdered(values, first, count);
            least = Long.MAX_VALUE;
            greatest = Long.MIN_VALUE;
            for (int row = 0; row < count; row++) {
                if (bits[row] >= LEAST_NUMBER && bits[row] <= GREATEST_NUMBER) {
                    least = Math.min(least, bits[row]);
                    greatest = Math.max(greatest, bits[row]);
                }
            }
            if (least > greatest) { // nothing but NaNs
                least = ordered(Double.doubleToRawLongBits(Double.NaN));
                greatest = least;
            }
        }
        directory.minimum[vector] = ordered(least);
        directory.maximum[vector] = ordered(greatest);
        return constant;
    }

    private void takeOrdered(double[] values, int first, int count) {
        takeBits(values, first, count);
        for (int row = 0; row < count; row++) {
            bits[row] = ordered(bits[row]);
        }
    }

    /**
     * Bits of a double as a long of the same order, with -0 below 0, or back again. NaNs are above
     * and below all numbers.
     */
    private static long ordered(long bits) {
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    private BlockStatistics known(BlockRows rows) {
        long minimum = Double.doubleToRawLongBits(Double.NaN);
        long maximum = minimum;
        boolean hasNaN = false;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            if (directory.nullCount[vector] < rows.vectorRowCount(vector)) {
                hasNaN |= directory.hasNaN[vector];
                minimum = lesser(minimum, directory.minimum[vector]);
                maximum = greater(maximum, directory.maximum[vector]);
            }
        }
        return new BlockStatistics(minimum, maximum, 0, hasNaN ? BlockLayout.FLAG_NAN : (byte) 0);
    }

    private static long lesser(long bits, long otherBits) {
        double value = Double.longBitsToDouble(bits);
        double other = Double.longBitsToDouble(otherBits);
        return Double.isNaN(value) || Double.compare(other, value) < 0 ? otherBits : bits;
    }

    private static long greater(long bits, long otherBits) {
        double value = Double.longBitsToDouble(bits);
        double other = Double.longBitsToDouble(otherBits);
        boolean replace =
                Double.isNaN(value) || (!Double.isNaN(other) && Double.compare(other, value) > 0);
        return replace ? otherBits : bits;
    }

    private static void copy(
            double[] values,
            int first,
            int count,
            int widthBytes,
            MemorySegment segment,
            long position) {
        if (widthBytes == Double.BYTES) {
            MemorySegment.copy(values, first, segment, BlockLayout.DOUBLE, position, count);
        } else {
            for (int row = 0; row < count; row++) {
                long at = position + (long) row * Float.BYTES;
                segment.set(BlockLayout.INT, at, SingleBits.narrow(values[first + row]));
            }
        }
    }
}
