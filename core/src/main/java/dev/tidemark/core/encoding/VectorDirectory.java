package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.BLOCK_VECTORS;
import static dev.tidemark.core.encoding.BlockLayout.INT;
import static dev.tidemark.core.encoding.BlockLayout.LONG;
import static dev.tidemark.core.encoding.BlockLayout.SHORT;

import dev.tidemark.core.encoding.kernel.Packing;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The directory of the block being encoded: what is known of each vector. Reusable scratch. */
final class VectorDirectory {
    final long[] minimum = new long[BLOCK_VECTORS];
    final long[] maximum = new long[BLOCK_VECTORS];
    final int[] payloadOffset = new int[BLOCK_VECTORS];
    final int[] nullCount = new int[BLOCK_VECTORS];
    final int[] width = new int[BLOCK_VECTORS];
    final int[] digits = new int[BLOCK_VECTORS];
    final boolean[] hasNaN = new boolean[BLOCK_VECTORS];

    /** Of packed numbers of all vectors. */
    long divisor = 1;

    /** Forgets the last block; vectors start as rows of the new one that need no packing. */
    void reset(BlockRows rows) {
        divisor = 1;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            minimum[vector] = 0;
            maximum[vector] = 0;
            payloadOffset[vector] = 0;
            nullCount[vector] = rows.vectorNullCount(vector);
            width[vector] = 0;
            digits[vector] = 0;
            hasNaN[vector] = false;
        }
    }

    /** Least minimum of the vectors that hold values. */
    long least(BlockRows rows) {
        long least = Long.MAX_VALUE;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            if (nullCount[vector] < rows.vectorRowCount(vector)) {
                least = Math.min(least, minimum[vector]);
            }
        }
        return least;
    }

    /** Greatest maximum of the vectors that hold values. */
    long greatest(BlockRows rows) {
        long greatest = Long.MIN_VALUE;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            if (nullCount[vector] < rows.vectorRowCount(vector)) {
                greatest = Math.max(greatest, maximum[vector]);
            }
        }
        return greatest;
    }

    /** Size of the payloads of all vectors, each packed in its width. */
    long packedBytes(BlockRows rows) {
        long bytes = 0;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            bytes += Packing.lengthBytes(rows.vectorRowCount(vector), width[vector]);
        }
        return bytes;
    }

    /** How a vector is packed against its minimum. */
    Packing packing(int vector, int rowCount) {
        return new Packing(rowCount, width[vector], minimum[vector], divisor);
    }

    void write(MemorySegment segment, long offset, int vectorCount) {
        long at = offset;
        for (int vector = 0; vector < vectorCount; vector++) {
            int flags = digits[vector] << BlockLayout.DIGITS_SHIFT;
            if (hasNaN[vector]) {
                flags |= BlockLayout.FLAG_NAN;
            }
            segment.set(LONG, at + BlockLayout.ENTRY_MINIMUM_OFFSET, minimum[vector]);
            segment.set(LONG, at + BlockLayout.ENTRY_MAXIMUM_OFFSET, maximum[vector]);
            segment.set(INT, at + BlockLayout.ENTRY_PAYLOAD_OFFSET, payloadOffset[vector]);
            segment.set(SHORT, at + BlockLayout.ENTRY_NULL_COUNT_OFFSET, (short) nullCount[vector]);
            segment.set(
                    ValueLayout.JAVA_BYTE,
                    at + BlockLayout.ENTRY_WIDTH_OFFSET,
                    (byte) width[vector]);
            segment.set(ValueLayout.JAVA_BYTE, at + BlockLayout.ENTRY_FLAGS_OFFSET, (byte) flags);
            at += BlockLayout.ENTRY_BYTES;
        }
    }
}
