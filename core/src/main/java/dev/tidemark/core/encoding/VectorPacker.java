package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;

import dev.tidemark.core.encoding.kernel.IntegerKernel;
import dev.tidemark.core.encoding.kernel.Packing;
import dev.tidemark.core.encoding.kernel.PackingKernel;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Packs vectors of values, dividing and padding them first where that is needed. */
final class VectorPacker {
    private final PackingKernel kernel;
    private final IntegerKernel integers;
    private final int[] ints = new int[VECTOR_ROWS];
    private final long[] longs = new long[VECTOR_ROWS];

    VectorPacker(PackingKernel kernel, IntegerKernel integers) {
        this.kernel = kernel;
        this.integers = integers;
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
            integers.divide(values, from, rowCount, packing.reference(), packing.divisor(), longs);
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
    int packInts(int[] values, int from, Packing packing, MemorySegment target, long offset) {
        int rowCount = packing.rowCount();
        if (rowCount == VECTOR_ROWS) {
            kernel.pack(values, from, packing, target, offset);
        } else if (packing.width() > 0) {
            System.arraycopy(values, from, ints, 0, rowCount);
            Arrays.fill(ints, rowCount, VECTOR_ROWS, (int) packing.reference());
            kernel.pack(ints, 0, packing, target, offset);
        }
        return packing.lengthBytes();
    }
}
