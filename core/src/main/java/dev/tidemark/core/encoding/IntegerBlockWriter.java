package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;

import dev.tidemark.core.encoding.BlockFrame.Extremes;
import dev.tidemark.core.encoding.BlockHeader.ValueType;
import dev.tidemark.core.encoding.kernel.Packing;
import dev.tidemark.core.encoding.kernel.PackingKernel;
import dev.tidemark.core.encoding.kernel.Statistics;
import java.lang.foreign.MemorySegment;

/**
 * Writes blocks of longs and of dictionary codes: measures every vector, chooses the encoding for
 * the block, and packs.
 */
final class IntegerBlockWriter {
    /** Differences are measured only in vectors whose values span less, so none overflows. */
    private static final int DELTA_MAXIMUM_SPAN_WIDTH = 62;

    private final VectorDirectory directory;
    private final VectorPacker packer;
    private final Statistics statistics = new Statistics();
    private final long[] deltas = new long[VECTOR_ROWS];
    private final long[] deltaReference = new long[BlockLayout.BLOCK_VECTORS];
    private final int[] deltaWidth = new int[BlockLayout.BLOCK_VECTORS];

    IntegerBlockWriter(VectorDirectory directory, VectorPacker packer) {
        this.directory = directory;
        this.packer = packer;
    }

    /**
     * Writes a block to the output.
     *
     * @param values one for each row of the block from index {@code from} on, NULLs replaced
     * @return what was chosen
     */
    EncodingChoice write(
            long[] values, int from, BlockRows rows, ValueType valueType, BlockOutput output) {
        measure(values, from, rows, valueType);
        Extremes extremes = extremes(rows);
        EncodingChoice choice =
                extremes.minimum() == extremes.maximum()
                        ? EncodingChoice.constant()
                        : choose(values, from, rows, valueType);
        long payloadBytes =
                switch (choice.encoding()) {
                    case CONSTANT -> 0;
                    case PLAIN -> choice.plainBytes();
                    case FRAME_OF_REFERENCE -> choice.frameOfReferenceBytes();
                    case DELTA -> choice.deltaBytes();
                };
        BlockFrame frame = new BlockFrame(rows, valueType, choice.encoding(), payloadBytes, output);
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            int first = from + vector * VECTOR_ROWS;
            int count = rows.vectorRowCount(vector);
            switch (choice.encoding()) {
                case CONSTANT -> {}
                case PLAIN -> writePlain(values, first, vector, count, valueType, frame);
                case FRAME_OF_REFERENCE -> writePacked(values, first, vector, count, frame);
                case DELTA -> writeDeltas(values, first, vector, count, frame);
            }
        }
        frame.finish(directory, extremes);
        return choice;
    }

    private void measure(long[] values, int from, BlockRows rows, ValueType valueType) {
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            int first = from + vector * VECTOR_ROWS;
            int end = first + rows.vectorRowCount(vector);
            statistics.measure(values, first, end);
            long minimum = statistics.minimum();
            long span = statistics.maximum() - minimum; // unsigned
            long divisor = 1;
            if (span > 1 && valueType.equals(ValueType.LONGS)) {
                divisor = Statistics.commonDivisor(values, first, end);
            }
            directory.minimum[vector] = minimum;
            directory.maximum[vector] = statistics.maximum();
            directory.reference[vector] = minimum;
            directory.divisor[vector] = divisor;
            directory.width[vector] =
                    Packing.widthOf(divisor == 1 ? span : Long.divideUnsigned(span, divisor));
        }
    }

    private Extremes extremes(BlockRows rows) {
        long minimum = Long.MAX_VALUE;
        long maximum = Long.MIN_VALUE;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            if (directory.nullCount[vector] < rows.vectorRowCount(vector)) {
                minimum = Math.min(minimum, directory.minimum[vector]);
                maximum = Math.max(maximum, directory.maximum[vector]);
            }
        }
        return new Extremes(minimum, maximum, false);
    }

    private EncodingChoice choose(long[] values, int from, BlockRows rows, ValueType valueType) {
        long plainBytes = (long) rows.count() * valueType.widthBytes();
        long packedBytes = 0;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            packedBytes +=
                    Packing.lengthBytes(rows.vectorRowCount(vector), directory.width[vector]);
        }
        long deltaBytes = EncodingChoice.NOT_MEASURED;
        if (valueType.equals(ValueType.LONGS)
                && EncodingChoice.mayUseDelta(packedBytes, rows.count())) {
            int sample = (rows.vectorCount() - 1) / 2;
            int sampleBytes =
                    Packing.lengthBytes(rows.vectorRowCount(sample), directory.width[sample]);
            if (EncodingChoice.deltaPays(measureDeltas(values, from, rows, sample), sampleBytes)) {
                deltaBytes = 0;
                for (int vector = 0; vector < rows.vectorCount(); vector++) {
                    deltaBytes =
                            saturatedSum(deltaBytes, measureDeltas(values, from, rows, vector));
                }
            }
        }
        return EncodingChoice.ofSizes(plainBytes, packedBytes, deltaBytes);
    }

    /** Finds how the differences of a vector would be packed, and the size of its payload. */
    private long measureDeltas(long[] values, int from, BlockRows rows, int vector) {
        int first = from + vector * VECTOR_ROWS;
        int count = rows.vectorRowCount(vector);
        long span = directory.maximum[vector] - directory.minimum[vector];
        if (Packing.widthOf(span) > DELTA_MAXIMUM_SPAN_WIDTH) {
            return EncodingChoice.NOT_MEASURED;
        }
        if (count <= PackingKernel.DELTA_STRIDE) {
            deltaReference[vector] = 0;
            deltaWidth[vector] = 0;
        } else {
            statistics.measureDeltas(values, first, first + count);
            deltaReference[vector] = statistics.minimum();
            // The divisor of the values divides their differences, too.
            deltaWidth[vector] =
                    Packing.widthOf(
                            (statistics.maximum() - statistics.minimum())
                                    / directory.divisor[vector]);
        }
        return BlockLayout.DELTA_START_BYTES
                + (long) Packing.lengthBytes(count, deltaWidth[vector]);
    }

    private static long saturatedSum(long a, long b) {
        return a > EncodingChoice.NOT_MEASURED - b ? EncodingChoice.NOT_MEASURED : a + b;
    }

    private void writePlain(
            long[] values, int first, int vector, int count, ValueType type, BlockFrame frame) {
        MemorySegment segment = frame.segment();
        long position = frame.position();
        if (type.widthBytes() == Long.BYTES) {
            MemorySegment.copy(values, first, segment, BlockLayout.LONG, position, count);
        } else {
            for (int row = 0; row < count; row++) {
                long at = position + (long) row * Integer.BYTES;
                segment.set(BlockLayout.INT, at, (int) values[first + row]);
            }
        }
        directory.reference[vector] = 0;
        directory.divisor[vector] = 1;
        directory.width[vector] = type.widthBytes() * Byte.SIZE;
        directory.payloadOffset[vector] = frame.endPayload((long) count * type.widthBytes());
    }

    private void writePacked(long[] values, int first, int vector, int count, BlockFrame frame) {
        Packing packing = directory.packing(vector, count);
        int bytes = packer.pack(values, first, packing, frame.segment(), frame.position());
        directory.payloadOffset[vector] = frame.endPayload(bytes);
    }

    private void writeDeltas(long[] values, int first, int vector, int count, BlockFrame frame) {
        directory.reference[vector] = deltaReference[vector];
        directory.width[vector] = deltaWidth[vector];
        Packing packing = directory.packing(vector, count);
        int starts = Math.min(count, PackingKernel.DELTA_STRIDE);
        for (int row = 0; row < starts; row++) {
            deltas[row] = packing.reference();
        }
        for (int row = starts; row < count; row++) {
            deltas[row] = values[first + row] - values[first + row - PackingKernel.DELTA_STRIDE];
        }
        MemorySegment segment = frame.segment();
        long position = frame.position();
        segment.asSlice(position, BlockLayout.DELTA_START_BYTES).fill((byte) 0);
        MemorySegment.copy(values, first, segment, BlockLayout.LONG, position, starts);
        int bytes =
                packer.pack(deltas, 0, packing, segment, position + BlockLayout.DELTA_START_BYTES);
        directory.payloadOffset[vector] =
                frame.endPayload(BlockLayout.DELTA_START_BYTES + (long) bytes);
    }
}
