package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.LONG;
import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;

import dev.tidemark.core.encoding.BlockHeader.ValueType;
import dev.tidemark.core.encoding.kernel.IntegerKernel;
import dev.tidemark.core.encoding.kernel.Packing;
import dev.tidemark.core.encoding.kernel.Statistics;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Writes blocks of longs: measures every vector, chooses the encoding for the block, and packs. */
final class IntegerBlockWriter {
    /** Values no further from 0 than this cannot overflow the sum of a block. */
    private static final long SUMMABLE = Long.MAX_VALUE / BlockLayout.BLOCK_ROWS;

    private final VectorDirectory directory;
    private final VectorPacker packer;
    private final Statistics statistics;
    private final DeltaBlock deltas;
    private final RunBlock runs;
    private long sum;

    IntegerBlockWriter(VectorDirectory directory, IntegerKernel kernel, VectorPacker packer) {
        this.directory = directory;
        this.statistics = new Statistics(kernel);
        this.packer = packer;
        this.deltas = new DeltaBlock(statistics, packer);
        this.runs = new RunBlock(kernel);
    }

    /**
     * Writes a block to the output.
     *
     * @param values one for each row of the block from index {@code from} on, NULLs replaced
     * @return what was chosen
     */
    EncodingChoice write(long[] values, int from, BlockRows rows, BlockOutput output) {
        boolean inRuns = mayUseRuns(values, from, rows);
        measure(values, from, rows, inRuns);
        BlockStatistics known = known(rows);
        if (known.minimum() == known.maximum()) {
            begin(rows, Encoding.CONSTANT, 0, output).finish(directory, known);
            return EncodingChoice.constant();
        }
        Map<Encoding, Long> sizes = sizes(rows, inRuns);
        BlockFrame differences = null;
        if (mayUseDeltas(values, from, rows, sizes)) {
            differences = begin(rows, Encoding.DELTA, DeltaBlock.boundBytes(rows), output);
            sizes.put(Encoding.DELTA, deltas.write(values, from, rows, directory, differences));
        }
        EncodingChoice choice = EncodingChoice.among(sizes);
        if (differences != null && choice.encoding() == Encoding.DELTA) {
            deltas.describe(rows, directory);
            differences.finish(directory, known);
        } else {
            BlockFrame frame = begin(rows, choice.encoding(), choice.chosenBytes(), output);
            writePayloads(values, from, rows, choice.encoding(), frame);
            frame.finish(directory, known);
        }
        return choice;
    }

    private static BlockFrame begin(
            BlockRows rows, Encoding encoding, long payloadBytes, BlockOutput output) {
        return new BlockFrame(rows, ValueType.LONGS, encoding, payloadBytes, output);
    }

    private void writePayloads(
            long[] values, int from, BlockRows rows, Encoding encoding, BlockFrame frame) {
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            int first = from + vector * VECTOR_ROWS;
            int count = rows.vectorRowCount(vector);
            switch (encoding) {
                case PLAIN -> writePlain(values, first, vector, count, frame);
                case FRAME_OF_REFERENCE -> writePacked(values, first, vector, count, frame);
                case RUN_LENGTH -> runs.write(vector, count, directory, frame);
                case CONSTANT, DELTA, DECIMAL, DICTIONARY ->
                        throw new IllegalStateException(encoding + " of measured integers");
            }
        }
    }

    /**
     * Whether runs are likely to pay in the vector that stands for all: not if differences, whose
     * divisor is not known yet, are smaller there than so many runs can be.
     */
    private boolean mayUseRuns(long[] values, int from, BlockRows rows) {
        int sample = sample(rows);
        int first = from + sample * VECTOR_ROWS;
        int count = rows.vectorRowCount(sample);
        int runCount = runs.count(values, first, count);
        if (!EncodingChoice.mayUseRuns(runCount, count)) {
            return false;
        }
        statistics.measure(values, first, first + count);
        directory.minimum[sample] = statistics.minimum();
        directory.maximum[sample] = statistics.maximum();
        long differenceBytes = deltas.measure(values, from, rows, sample, directory);
        return !EncodingChoice.pays(differenceBytes, RunBlock.payloadBytes(runCount, Byte.SIZE));
    }

    /** Measures all vectors; in place of the rows their runs, if these are likely to be long. */
    private void measure(long[] values, int from, BlockRows rows, boolean inRuns) {
        long divisor = 0;
        sum = 0;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            int firstRow = from + vector * VECTOR_ROWS;
            int first = firstRow;
            int end = first + rows.vectorRowCount(vector);
            if (inRuns) {
                runs.find(values, firstRow, end - firstRow, vector);
                first = runs.firstRun(vector);
                end = runs.firstRun(vector + 1);
            }
            long[] measured = inRuns ? runs.values() : values;
            statistics.measure(measured, first, end);
            directory.minimum[vector] = statistics.minimum();
            directory.maximum[vector] = statistics.maximum();
            long sumOfRows = statistics.sum();
            long span = statistics.maximum() - statistics.minimum();
            if (divisor != 1 && span != 0) {
                boolean overflows = span < 0;
                long least = statistics.minimum();
                divisor =
                        overflows
                                ? 1
                                : statistics.commonDivisor(measured, first, end, least, divisor);
            }
            if (directory.nullCount[vector] > 0) {
                sum += presentSum(values, firstRow, rows, vector);
            } else {
                sum += inRuns ? runs.sum(vector) : sumOfRows;
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

    private BlockStatistics known(BlockRows rows) {
        long minimum = directory.least(rows);
        long maximum = directory.greatest(rows);
        boolean summable = minimum >= -SUMMABLE && maximum <= SUMMABLE;
        return new BlockStatistics(
                minimum, maximum, summable ? sum : 0, summable ? BlockLayout.FLAG_SUM : 0);
    }

    /** Sizes of the payloads by encoding, but for that of differences. */
    private Map<Encoding, Long> sizes(BlockRows rows, boolean inRuns) {
        Map<Encoding, Long> sizes = EncodingChoice.sizes((long) rows.count() * Long.BYTES);
        sizes.put(Encoding.FRAME_OF_REFERENCE, directory.packedBytes(rows));
        if (inRuns) {
            sizes.put(Encoding.RUN_LENGTH, runs.payloadBytes(rows, directory));
        }
        return sizes;
    }

    /** Whether differences pay in the vector that stands for all. */
    private boolean mayUseDeltas(
            long[] values, int from, BlockRows rows, Map<Encoding, Long> sizes) {
        long packedBytes = sizes.getOrDefault(Encoding.FRAME_OF_REFERENCE, 0L);
        if (!EncodingChoice.mayUseDelta(packedBytes, rows.count())) {
            return false;
        }
        int sample = sample(rows);
        int sampleBytes = Packing.lengthBytes(rows.vectorRowCount(sample), directory.width[sample]);
        return EncodingChoice.pays(
                deltas.measure(values, from, rows, sample, directory), sampleBytes);
    }

    /** The vector that stands for all. */
    private static int sample(BlockRows rows) {
        return (rows.vectorCount() - 1) / 2;
    }

    private void writePlain(long[] values, int first, int vector, int count, BlockFrame frame) {
        MemorySegment.copy(values, first, frame.segment(), LONG, frame.position(), count);
        directory.width[vector] = Long.SIZE;
        directory.payloadOffset[vector] = frame.endPayload((long) count * Long.BYTES);
    }

    private void writePacked(long[] values, int first, int vector, int count, BlockFrame frame) {
        Packing packing = directory.packing(vector, count);
        int bytes = packer.packLongs(values, first, packing, frame.segment(), frame.position());
        directory.payloadOffset[vector] = frame.endPayload(bytes);
    }
}
