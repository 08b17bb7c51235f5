package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;

import dev.tidemark.core.encoding.BlockHeader.ValueType;
import dev.tidemark.core.encoding.kernel.IntegerKernel;
import dev.tidemark.core.encoding.kernel.Packing;
import dev.tidemark.core.encoding.kernel.Statistics;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * Writes blocks of dictionary codes: measures every vector, chooses the encoding for the block, and
 * packs. Codes are neither added nor divided, and stay ints throughout.
 */
final class CodeBlockWriter {
    private final VectorDirectory directory;
    private final VectorPacker packer;
    private final Statistics statistics;
    private final RunBlock runs;

    CodeBlockWriter(VectorDirectory directory, IntegerKernel kernel, VectorPacker packer) {
        this.directory = directory;
        this.packer = packer;
        this.statistics = new Statistics(kernel);
        this.runs = new RunBlock(kernel);
    }

    /**
     * Writes a block to the output.
     *
     * @param codes one for each row of the block from index {@code from} on, NULLs replaced
     * @return what was chosen
     */
    EncodingChoice write(int[] codes, int from, BlockRows rows, BlockOutput output) {
        boolean inRuns = mayUseRuns(codes, from, rows);
        measure(codes, from, rows, inRuns);
        BlockStatistics known =
                new BlockStatistics(directory.least(rows), directory.greatest(rows), 0, (byte) 0);
        EncodingChoice choice =
                known.minimum() == known.maximum()
                        ? EncodingChoice.constant()
                        : EncodingChoice.among(sizes(rows, inRuns));
        BlockFrame frame =
                new BlockFrame(
                        rows, ValueType.CODES, choice.encoding(), choice.chosenBytes(), output);
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            int first = from + vector * VECTOR_ROWS;
            int count = rows.vectorRowCount(vector);
            switch (choice.encoding()) {
                case CONSTANT -> {}
                case PLAIN -> writePlain(codes, first, vector, count, frame);
                case FRAME_OF_REFERENCE -> writePacked(codes, first, vector, count, frame);
                case RUN_LENGTH -> runs.write(vector, count, directory, frame);
                case DELTA, DECIMAL, DICTIONARY ->
                        throw new IllegalStateException(choice.encoding() + " of codes");
            }
        }
        frame.finish(directory, known);
        return choice;
    }

    /** Whether runs are likely to pay in the vector that stands for all. */
    private boolean mayUseRuns(int[] codes, int from, BlockRows rows) {
        int sample = (rows.vectorCount() - 1) / 2;
        int count = rows.vectorRowCount(sample);
        int runCount = runs.count(codes, from + sample * VECTOR_ROWS, count);
        return EncodingChoice.mayUseRuns(runCount, count);
    }

    /** Measures all vectors; in place of the rows their runs, if these are likely to be long. */
    private void measure(int[] codes, int from, BlockRows rows, boolean inRuns) {
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            int first = from + vector * VECTOR_ROWS;
            int count = rows.vectorRowCount(vector);
            if (inRuns) {
                runs.find(codes, first, count, vector);
                statistics.measure(runs.values(), runs.firstRun(vector), runs.firstRun(vector + 1));
            } else {
                statistics.measure(codes, first, first + count);
            }
            directory.minimum[vector] = statistics.minimum();
            directory.maximum[vector] = statistics.maximum();
            directory.width[vector] = Packing.widthOf(statistics.maximum() - statistics.minimum());
        }
    }

    private Map<Encoding, Long> sizes(BlockRows rows, boolean inRuns) {
        Map<Encoding, Long> sizes = EncodingChoice.sizes((long) rows.count() * Integer.BYTES);
        sizes.put(Encoding.FRAME_OF_REFERENCE, directory.packedBytes(rows));
        if (inRuns) {
            sizes.put(Encoding.RUN_LENGTH, runs.payloadBytes(rows, directory));
        }
        return sizes;
    }

    private void writePlain(int[] codes, int first, int vector, int count, BlockFrame frame) {
        MemorySegment.copy(codes, first, frame.segment(), BlockLayout.INT, frame.position(), count);
        directory.width[vector] = Integer.SIZE;
        directory.payloadOffset[vector] = frame.endPayload((long) count * Integer.BYTES);
    }

    private void writePacked(int[] codes, int first, int vector, int count, BlockFrame frame) {
        Packing packing = directory.packing(vector, count);
        int bytes = packer.packInts(codes, first, packing, frame.segment(), frame.position());
        directory.payloadOffset[vector] = frame.endPayload(bytes);
    }
}
