package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;

import dev.tidemark.core.encoding.BlockFrame.Extremes;
import dev.tidemark.core.encoding.BlockHeader.ValueType;
import java.lang.foreign.MemorySegment;

/** Writes blocks of floating point numbers: constant, or plain with constant vectors left out. */
final class DoubleBlockWriter {
    private final VectorDirectory directory;

    DoubleBlockWriter(VectorDirectory directory) {
        this.directory = directory;
    }

    /**
     * Writes a block to the output.
     *
     * @param values one for each row of the block from index {@code from} on, NULLs replaced
     * @param valueType doubles or floats; floats are rounded already
     */
    void write(double[] values, int from, BlockRows rows, ValueType valueType, BlockOutput output) {
        boolean constant = measure(values, from, rows, valueType);
        Extremes extremes = extremes(rows);
        Encoding encoding = constant ? Encoding.CONSTANT : Encoding.PLAIN;
        long payloadBytes = constant ? 0 : (long) rows.count() * valueType.widthBytes();
        BlockFrame frame = new BlockFrame(rows, valueType, encoding, payloadBytes, output);
        if (!constant) {
            for (int vector = 0; vector < rows.vectorCount(); vector++) {
                int count = rows.vectorRowCount(vector);
                if (directory.width[vector] > 0) {
                    int first = from + vector * VECTOR_ROWS;
                    copy(values, first, count, valueType, frame.segment(), frame.position());
                    directory.payloadOffset[vector] =
                            frame.endPayload((long) count * valueType.widthBytes());
                }
            }
        }
        frame.finish(directory, extremes);
    }

    /** Measures all vectors; true if all present values of the block have the same bits. */
    private boolean measure(double[] values, int from, BlockRows rows, ValueType valueType) {
        boolean constant = true;
        long blockBits = 0;
        boolean blockBitsKnown = false;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            int first = from + vector * VECTOR_ROWS;
            int end = first + rows.vectorRowCount(vector);
            measureVector(values, first, end, vector);
            boolean vectorConstant = sameBits(values, first, end);
            if (vectorConstant) {
                long bits = Double.doubleToRawLongBits(values[first]);
                directory.minimum[vector] = bits;
                directory.maximum[vector] = bits;
            }
            directory.width[vector] = vectorConstant ? 0 : valueType.widthBytes() * Byte.SIZE;
            if (directory.nullCount[vector] < rows.vectorRowCount(vector)) {
                constant &= vectorConstant;
                constant &= !blockBitsKnown || blockBits == directory.minimum[vector];
                blockBits = directory.minimum[vector];
                blockBitsKnown = true;
            }
        }
        return constant;
    }

    private void measureVector(double[] values, int first, int end, int vector) {
        double low = values[first];
        double high = low;
        for (int index = first + 1; index < end; index++) {
            low = Math.min(low, values[index]);
            high = Math.max(high, values[index]);
        }
        directory.hasNaN[vector] = Double.isNaN(low);
        if (Double.isNaN(low)) {
            // Rare: find the extremes of the numbers alone.
            low = Double.POSITIVE_INFINITY;
            high = Double.NEGATIVE_INFINITY;
            boolean number = false;
            for (int index = first; index < end; index++) {
                if (!Double.isNaN(values[index])) {
                    low = Math.min(low, values[index]);
                    high = Math.max(high, values[index]);
                    number = true;
                }
            }
            low = number ? low : Double.NaN;
            high = number ? high : Double.NaN;
        }
        directory.minimum[vector] = Double.doubleToRawLongBits(low);
        directory.maximum[vector] = Double.doubleToRawLongBits(high);
    }

    private static boolean sameBits(double[] values, int first, int end) {
        long bits = Double.doubleToRawLongBits(values[first]);
        for (int index = first + 1; index < end; index++) {
            if (Double.doubleToRawLongBits(values[index]) != bits) {
                return false;
            }
        }
        return true;
    }

    private Extremes extremes(BlockRows rows) {
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
        return new Extremes(minimum, maximum, hasNaN);
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
            ValueType valueType,
            MemorySegment segment,
            long position) {
        if (valueType.widthBytes() == Double.BYTES) {
            MemorySegment.copy(values, first, segment, BlockLayout.DOUBLE, position, count);
        } else {
            for (int row = 0; row < count; row++) {
                long at = position + (long) row * Float.BYTES;
                segment.set(BlockLayout.FLOAT, at, (float) values[first + row]);
            }
        }
    }
}
