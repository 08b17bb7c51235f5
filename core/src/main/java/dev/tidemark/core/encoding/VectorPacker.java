package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;

import dev.tidemark.core.encoding.kernel.Packing;
import dev.tidemark.core.encoding.kernel.PackingKernel;
import dev.tidemark.core.encoding.kernel.Statistics;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Turns a vector of values into packed numbers of the right lane width and packs them. */
final class VectorPacker {
    private final PackingKernel kernel;
    private final short[] shorts = new short[VECTOR_ROWS];
    private final int[] ints = new int[VECTOR_ROWS];
    private final long[] longs = new long[VECTOR_ROWS];

    VectorPacker(PackingKernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Packs the {@code rowCount} values from index {@code from} on. Each must be {@code reference +
     * divisor * number} with a number that fits the width.
     *
     * @return bytes written
     */
    int pack(long[] values, int from, Packing packing, MemorySegment target, long offset) {
        int width = packing.width();
        if (width == 0) {
            return 0;
        }
        int rowCount = packing.rowCount();
        long reference = packing.reference();
        // Multiples of the divisor are divided by shifting out its powers of two and multiplying
        // with the inverse of what is left; a division for each value would cost ten times that.
        int shift = Long.numberOfTrailingZeros(packing.divisor());
        long inverse = Statistics.inverse(packing.divisor() >>> shift);
        if (width <= Short.SIZE) {
            for (int row = 0; row < rowCount; row++) {
                shorts[row] = (short) (((values[from + row] - reference) >>> shift) * inverse);
            }
            Arrays.fill(shorts, rowCount, VECTOR_ROWS, (short) 0);
            kernel.pack16(shorts, packing, target, offset);
        } else if (width <= Integer.SIZE) {
            for (int row = 0; row < rowCount; row++) {
                ints[row] = (int) (((values[from + row] - reference) >>> shift) * inverse);
            }
            Arrays.fill(ints, rowCount, VECTOR_ROWS, 0);
            kernel.pack32(ints, packing, target, offset);
        } else {
            for (int row = 0; row < rowCount; row++) {
                longs[row] = ((values[from + row] - reference) >>> shift) * inverse;
            }
            Arrays.fill(longs, rowCount, VECTOR_ROWS, 0);
            kernel.pack64(longs, packing, target, offset);
        }
        return packing.lengthBytes();
    }
}
