package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.BLOCK_VECTORS;
import static dev.tidemark.core.encoding.BlockLayout.LONG;
import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;

import dev.tidemark.core.encoding.kernel.Packing;
import dev.tidemark.core.encoding.kernel.PackingKernel;
import dev.tidemark.core.encoding.kernel.Statistics;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A block of longs as differences. Every vector is measured and written in one go, while it is in
 * the cache; only then it is known whether that pays. Reusable scratch.
 */
final class DeltaBlock {
    /** Differences are measured only in vectors whose values span less, so none overflows. */
    private static final int MAXIMUM_SPAN_WIDTH = 62;

    private final Statistics statistics;
    private final VectorPacker packer;
    private final long[] quotients = new long[VECTOR_ROWS];
    private final int[] width = new int[BLOCK_VECTORS];
    private final int[] payloadOffset = new int[BLOCK_VECTORS];
    private long leastQuotient;

    DeltaBlock(Statistics statistics, VectorPacker packer) {
        this.statistics = statistics;
        this.packer = packer;
    }

    /** Upper bound of the payloads of a block. */
    static long boundBytes(BlockRows rows) {
        return (long) rows.vectorCount() * VECTOR_ROWS * Long.BYTES;
    }

    /**
     * Finds how the differences of a vector would be packed.
     *
     * @param values one for each row of the block from index {@code from} on
     * @param directory knows minimum and maximum of the vector, and the divisor
     * @return size of its payload and record, or {@link EncodingChoice#NOT_POSSIBLE}
     */
    long measure(long[] values, int from, BlockRows rows, int vector, VectorDirectory directory) {
        int count = rows.vectorRowCount(vector);
        long span = directory.maximum[vector] - directory.minimum[vector];
        if (Packing.widthOf(span) > MAXIMUM_SPAN_WIDTH) {
            return EncodingChoice.NOT_POSSIBLE;
        }
        if (count <= PackingKernel.DELTA_STRIDE) {
            leastQuotient = 0;
            width[vector] = 0;
        } else {
            int first = from + vector * VECTOR_ROWS;
            // The divisor of the values divides their differences, too.
            statistics.measureDifferences(values, first, count, directory.divisor, quotients);
            leastQuotient = statistics.minimum();
            width[vector] = Packing.widthOf(statistics.maximum() - leastQuotient);
        }
        return BlockLayout.DELTA_RECORD_BYTES + (long) Packing.lengthBytes(count, width[vector]);
    }

    /**
     * Writes all vectors, as {@link #measure} takes them.
     *
     * @return size of payloads and records, or {@link EncodingChoice#NOT_POSSIBLE}
     */
    long write(
            long[] values, int from, BlockRows rows, VectorDirectory directory, BlockFrame frame) {
        long bytes = 0;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            long vectorBytes = measure(values, from, rows, vector, directory);
            if (vectorBytes == EncodingChoice.NOT_POSSIBLE) {
                return EncodingChoice.NOT_POSSIBLE;
            }
            bytes += vectorBytes;
            int count = rows.vectorRowCount(vector);
            long record = frame.record(vector);
            long reference = leastQuotient * directory.divisor;
            frame.segment().set(LONG, record + BlockLayout.RECORD_REFERENCE_OFFSET, reference);
            writeVector(values, from + vector * VECTOR_ROWS, vector, count, frame);
        }
        return bytes;
    }

    private void writeVector(long[] values, int first, int vector, int count, BlockFrame frame) {
        int starts = Math.min(count, PackingKernel.DELTA_STRIDE);
        Arrays.fill(quotients, 0, starts, leastQuotient);
        MemorySegment segment = frame.segment();
        long startsAt = frame.record(vector) + BlockLayout.DELTA_STARTS_OFFSET;
        MemorySegment.copy(values, first, segment, LONG, startsAt, starts);
        Packing packing = new Packing(count, width[vector], leastQuotient, 1);
        int bytes = packer.packLongs(quotients, 0, packing, segment, frame.position());
        payloadOffset[vector] = frame.endPayload(bytes);
    }

    /** Tells the directory of all vectors that were written. */
    void describe(BlockRows rows, VectorDirectory directory) {
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            directory.width[vector] = width[vector];
            directory.payloadOffset[vector] = payloadOffset[vector];
        }
    }
}
