package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;

import dev.tidemark.core.encoding.kernel.Packing;
import dev.tidemark.core.encoding.kernel.PackingKernel;
import dev.tidemark.core.encoding.kernel.Statistics;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Packs vectors of values, dividing and padding them first where that is needed. */
final class VectorPacker {
    private final PackingKernel kernel;
    private final int[] ints = new int[VECTOR_ROWS];
    private final long[] longs = new long[VECTOR_ROWS];

    VectorPacker(PackingKernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Packs, as longs, the {@code rowCount} values from index {@code from} on. Each must be {@code
     * reference + divisor * number} with a number that fits the width.
     *
     * @return bytes written
     */
    int packLongs(long[] values, int from, Packing packing, MemorySegment target, long offset) {
        int width = packing.width();
        int rowCount = packing.rowCount();
        if (packing.divisor() == 1 && rowCount == VECTOR_ROWS) {
            kernel.pack(values, from, packing, target, offset);
        } else if (width > 0) {
            long reference = packing.reference();
            // Multiples of the divisor are divided by shifting out its powers of two and
            // multiplying with the inverse of what is left; a division for each value would cost
            // ten times that.
            int shift = Long.numberOfTrailingZeros(packing.divisor());
            long inverse = Statistics.inverse(packing.divisor() >>> shift);
            for (int row = 0; row < rowCount; row++) {
                longs[row] = ((values[from + row] - reference) >>> shift) * inverse;
            }
            Arrays.fill(longs, rowCount, VECTOR_ROWS, 0);
            kernel.pack(longs, 0, new Packing(rowCount, width, 0, 1), target, offset);
        }
        return packing.lengthBytes();
    }

    /**
     * As {@link #packLongs}, as ints. The divisor must be 1.
     *
     * @return bytes written
     */
    int packInts(long[] values, int from, Packing packing, MemorySegment target, long offset) {
        int rowCount = packing.rowCount();
        if (packing.width() > 0) {
            for (int row = 0; row < rowCount; row++) {
                ints[row] = (int) values[from + row];
            }
            Arrays.fill(ints, rowCount, VECTOR_ROWS, (int) packing.reference());
            kernel.pack(ints, 0, packing, target, offset);
        }
        return packing.lengthBytes();
    }
}
