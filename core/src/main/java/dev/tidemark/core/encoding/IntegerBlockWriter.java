package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.LONG;
import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;

import dev.tidemark.core.encoding.BlockHeader.ValueType;
import dev.tidemark.core.encoding.kernel.Packing;
import dev.tidemark.core.encoding.kernel.PackingKernel;
import dev.tidemark.core.encoding.kernel.Statistics;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * Writes blocks of longs and of dictionary codes: measures every vector, chooses the encoding for
 * the block, and packs.
 */
final class IntegerBlockWriter {
    /** Differences are measured only in vectors whose values span less, so none overflows. */
    private static final int DELTA_MAXIMUM_SPAN_WIDTH = 62;

    /** Values no further from 0 than this cannot overflow the sum of a block. */
    private static final long SUMMABLE = Long.MAX_VALUE / BlockLayout.BLOCK_ROWS;

    private final VectorDirectory directory;
    private final VectorPacker packer;
    private final Statistics statistics = new Statistics();
    private final long[] deltas = new long[VECTOR_ROWS];
    private final long[] deltaReference = new long[BlockLayout.BLOCK_VECTORS];
    private final int[] deltaWidth = new int[BlockLayout.BLOCK_VECTORS];
    private long sum;

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
        BlockStatistics known = known(rows, valueType);
        EncodingChoice choice =
                known.minimum() == known.maximum()
                        ? EncodingChoice.constant()
                        : choose(values, from, rows, valueType);
        Encoding encoding = choice.encoding();
        BlockFrame frame = new BlockFrame(rows, valueType, encoding, choice.chosenBytes(), output);
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            int first = from + vector * VECTOR_ROWS;
            int count = rows.vectorRowCount(vector);
            switch (encoding) {
                case CONSTANT -> {}
                case PLAIN -> writePlain(values, first, vector, count, valueType, frame);
                case FRAME_OF_REFERENCE ->
                        writePacked(values, first, vector, count, valueType, frame);
                case DELTA -> writeDeltas(values, first, vector, count, frame);
                case RUN_LENGTH -> writeRuns(values, first, vector, count, frame);
                case DECIMAL, DICTIONARY ->
                        throw new IllegalStateException(encoding + " of integers");
            }
        }
        frame.finish(directory, known);
        return choice;
    }

    private void measure(long[] values, int from, BlockRows rows, ValueType valueType) {
        boolean divisible = valueType.equals(ValueType.LONGS);
        long divisor = 0;
        sum = 0;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            int first = from + vector * VECTOR_ROWS;
            int end = first + rows.vectorRowCount(vector);
            statistics.measure(values, first, end);
            directory.minimum[vector] = statistics.minimum();
            directory.maximum[vector] = statistics.maximum();
            long span = statistics.maximum() - statistics.minimum();
            if (divisible && divisor != 1 && span != 0) {
                boolean overflows = span < 0;
                divisor = overflows ? 1 : statistics.commonDivisor(values, first, end, divisor);
            }
            if (divisible) {
                sum +=
                        directory.nullCount[vector] == 0
                                ? statistics.sum()
                                : presentSum(values, first, rows, vector);
            }
        }
        directory.divisor = Math.max(1, divisor);
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            long span = directory.maximum[vector] - directory.minimum[vector]; // unsigned
            directory.width[vector] = Packing.widthOf(quotient(span));
        }
    }

    private static long presentSum(long[] values, int first, BlockRows rows, int vector) {
        long sum = 0;
        int firstRow = vector * VECTOR_ROWS;
        for (int row = 0; row < rows.vectorRowCount(vector); row++) {
            sum += rows.isPresent(firstRow + row) ? values[first + row] : 0;
        }
        return sum;
    }

    private long quotient(long span) {
        return directory.divisor == 1 ? span : Long.divideUnsigned(span, directory.divisor);
    }

    private BlockStatistics known(BlockRows rows, ValueType valueType) {
        long minimum = Long.MAX_VALUE;
        long maximum = Long.MIN_VALUE;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            if (directory.nullCount[vector] < rows.vectorRowCount(vector)) {
                minimum = Math.min(minimum, directory.minimum[vector]);
                maximum = Math.max(maximum, directory.maximum[vector]);
            }
        }
        boolean summable =
                valueType.equals(ValueType.LONGS) && minimum >= -SUMMABLE && maximum <= SUMMABLE;
        return new BlockStatistics(
                minimum, maximum, summable ? sum : 0, summable ? BlockLayout.FLAG_SUM : 0);
    }

    private EncodingChoice choose(long[] values, int from, BlockRows rows, ValueType valueType) {
        Map<Encoding, Long> sizes =
                EncodingChoice.sizes((long) rows.count() * valueType.widthBytes());
        long packedBytes = 0;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            packedBytes +=
                    Packing.lengthBytes(rows.vectorRowCount(vector), directory.width[vector]);
        }
        sizes.put(Encoding.FRAME_OF_REFERENCE, packedBytes);
        int sample = (rows.vectorCount() - 1) / 2;
        int sampleRows = rows.vectorRowCount(sample);
        int sampleFrom = from + sample * VECTOR_ROWS;
        int runCount = RunWriter.count(values, sampleFrom, sampleFrom + sampleRows);
        if (EncodingChoice.mayUseRuns(runCount, sampleRows)) {
            sizes.put(Encoding.RUN_LENGTH, runBytes(values, from, rows));
        }
        if (valueType.equals(ValueType.LONGS)
                && EncodingChoice.mayUseDelta(packedBytes, rows.count())) {
            int sampleBytes = Packing.lengthBytes(sampleRows, directory.width[sample]);
            if (EncodingChoice.pays(measureDeltas(values, from, rows, sample), sampleBytes)) {
                long deltaBytes = 0;
                for (int vector = 0; vector < rows.vectorCount(); vector++) {
                    deltaBytes =
                            EncodingChoice.sum(
                                    deltaBytes, measureDeltas(values, from, rows, vector));
                }
                sizes.put(Encoding.DELTA, deltaBytes);
            }
        }
        return EncodingChoice.among(sizes);
    }

    private long runBytes(long[] values, int from, BlockRows rows) {
        long bytes = 0;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            if (directory.width[vector] > 0) {
                int first = from + vector * VECTOR_ROWS;
                int runCount = RunWriter.count(values, first, first + rows.vectorRowCount(vector));
                int width = RunWriter.roundedWidth(directory.width[vector]);
                bytes += RunWriter.payloadBytes(runCount, width);
            }
        }
        return bytes;
    }

    /** Finds how the differences of a vector would be packed, and the size of its payload. */
    private long measureDeltas(long[] values, int from, BlockRows rows, int vector) {
        int first = from + vector * VECTOR_ROWS;
        int count = rows.vectorRowCount(vector);
        long span = directory.maximum[vector] - directory.minimum[vector];
        if (Packing.widthOf(span) > DELTA_MAXIMUM_SPAN_WIDTH) {
            return EncodingChoice.NOT_POSSIBLE;
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
                            (statistics.maximum() - statistics.minimum()) / directory.divisor);
        }
        return BlockLayout.DELTA_RECORD_BYTES
                + (long) Packing.lengthBytes(count, deltaWidth[vector]);
    }

    private void writePlain(
            long[] values, int first, int vector, int count, ValueType type, BlockFrame frame) {
        MemorySegment segment = frame.segment();
        long position = frame.position();
        if (type.widthBytes() == Long.BYTES) {
            MemorySegment.copy(values, first, segment, LONG, position, count);
        } else {
            for (int row = 0; row < count; row++) {
                long at = position + (long) row * Integer.BYTES;
                segment.set(BlockLayout.INT, at, (int) values[first + row]);
            }
        }
        directory.width[vector] = type.widthBytes() * Byte.SIZE;
        directory.payloadOffset[vector] = frame.endPayload((long) count * type.widthBytes());
    }

    private void writePacked(
            long[] values, int first, int vector, int count, ValueType type, BlockFrame frame) {
        Packing packing = directory.packing(vector, count);
        MemorySegment segment = frame.segment();
        int bytes =
                type.equals(ValueType.LONGS)
                        ? packer.packLongs(values, first, packing, segment, frame.position())
                        : packer.packInts(values, first, packing, segment, frame.position());
        directory.payloadOffset[vector] = frame.endPayload(bytes);
    }

    private void writeRuns(long[] values, int first, int vector, int count, BlockFrame frame) {
        if (directory.width[vector] > 0) {
            directory.width[vector] = RunWriter.roundedWidth(directory.width[vector]);
            Packing packing = directory.packing(vector, count);
            long bytes = RunWriter.write(values, first, packing, frame.segment(), frame.position());
            directory.payloadOffset[vector] = frame.endLoosePayload(bytes);
        }
    }

    private void writeDeltas(long[] values, int first, int vector, int count, BlockFrame frame) {
        long reference = deltaReference[vector];
        directory.width[vector] = deltaWidth[vector];
        Packing packing = new Packing(count, deltaWidth[vector], reference, directory.divisor);
        int starts = Math.min(count, PackingKernel.DELTA_STRIDE);
        for (int row = 0; row < starts; row++) {
            deltas[row] = reference;
        }
        for (int row = starts; row < count; row++) {
            deltas[row] = values[first + row] - values[first + row - PackingKernel.DELTA_STRIDE];
        }
        MemorySegment segment = frame.segment();
        long record = frame.record(vector);
        segment.set(LONG, record + BlockLayout.RECORD_REFERENCE_OFFSET, reference);
        MemorySegment.copy(
                values, first, segment, LONG, record + BlockLayout.DELTA_STARTS_OFFSET, starts);
        int bytes = packer.packLongs(deltas, 0, packing, segment, frame.position());
        directory.payloadOffset[vector] = frame.endPayload(bytes);
    }
}
