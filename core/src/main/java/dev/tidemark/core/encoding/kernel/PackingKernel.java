package dev.tidemark.core.encoding.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Packs and unpacks one vector of up to 1,024 values in the interleaved layout of this package, in
 * columns of 64 bits for longs and of 32 bits for ints.
 *
 * <p>The number in a method's name is the lane width in bits, which the width of the {@link
 * Packing} must call for; {@link #pack} and {@link #unpack} find it. Methods work on whole rows of
 * lanes: they read or write array elements up to the next multiple of the number of lanes after
 * {@code rowCount}, so an array of 1,024 always suffices. When packing, elements beyond {@code
 * rowCount} must be the reference; when unpacking, what is written there means nothing.
 *
 * <p>Packing takes values as they are and subtracts the reference; the divisor must be 1, for
 * dividing is left to who knows it. A segment or array that is too short raises {@link
 * IndexOutOfBoundsException}. No method allocates or keeps anything; all may be called from any
 * thread.
 */
public sealed interface PackingKernel permits ScalarPackingKernel, VectorPackingKernel {
    /** Values in a full vector. */
    int VECTOR_ROWS = 1_024;

    /** Bytes of one word of all lanes, whatever the lane width. */
    int WORD_ROW_BYTES = 128;

    /** How many values apart {@link #sumStrided} sums; the number of columns of longs. */
    int DELTA_STRIDE = 16;

    /** The faster twin on this machine; chosen once. */
    static PackingKernel best() {
        return BestKernel.PACKING;
    }

    /** Packs values from index {@code from} on. */
    void pack16(long[] values, int from, Packing packing, MemorySegment target, long offset);

    /** As {@link #pack16}, in lanes of 32 bits. */
    void pack32(long[] values, int from, Packing packing, MemorySegment target, long offset);

    /** As {@link #pack16}, in lanes of 64 bits. */
    void pack64(long[] values, int from, Packing packing, MemorySegment target, long offset);

    /** As {@link #pack16(long[], int, Packing, MemorySegment, long)}, in columns of 32 bits. */
    void pack16(int[] values, int from, Packing packing, MemorySegment target, long offset);

    /** As {@link #pack32(long[], int, Packing, MemorySegment, long)}, in columns of 32 bits. */
    void pack32(int[] values, int from, Packing packing, MemorySegment target, long offset);

    /** Unpacks values, reference and divisor applied. */
    void unpack16(Packing packing, MemorySegment source, long offset, long[] out);

    /** As {@link #unpack16(Packing, MemorySegment, long, long[])}, from lanes of 32 bits. */
    void unpack32(Packing packing, MemorySegment source, long offset, long[] out);

    /** As {@link #unpack16(Packing, MemorySegment, long, long[])}, from lanes of 64 bits. */
    void unpack64(Packing packing, MemorySegment source, long offset, long[] out);

    /** Unpacks 32-bit values; the divisor must be 1. */
    void unpack16(Packing packing, MemorySegment source, long offset, int[] out);

    /** As {@link #unpack16(Packing, MemorySegment, long, int[])}, from lanes of 32 bits. */
    void unpack32(Packing packing, MemorySegment source, long offset, int[] out);

    /**
     * Adds to every element the sum of those 16, 32, ... places before it: {@code values[i] +=
     * values[i - 16]} in rising order.
     *
     * @param rowCount elements to treat, rounded up to a multiple of 16
     */
    void sumStrided(long[] values, int rowCount);

    /** Packs values of any width. */
    default void pack(long[] values, int from, Packing packing, MemorySegment target, long offset) {
        int width = packing.width();
        if (width == 0) {
            return;
        }
        if (width <= Short.SIZE) {
            pack16(values, from, packing, target, offset);
        } else if (width <= Integer.SIZE) {
            pack32(values, from, packing, target, offset);
        } else {
            pack64(values, from, packing, target, offset);
        }
    }

    /** Packs 32-bit values of any width. */
    default void pack(int[] values, int from, Packing packing, MemorySegment target, long offset) {
        int width = packing.width();
        if (width == 0) {
            return;
        }
        if (width <= Short.SIZE) {
            pack16(values, from, packing, target, offset);
        } else {
            pack32(values, from, packing, target, offset);
        }
    }

    /** Unpacks values of any width. */
    default void unpack(Packing packing, MemorySegment source, long offset, long[] out) {
        int width = packing.width();
        if (width == 0) {
            Arrays.fill(out, 0, packing.rowCount(), packing.reference());
        } else if (width <= Short.SIZE) {
            unpack16(packing, source, offset, out);
        } else if (width <= Integer.SIZE) {
            unpack32(packing, source, offset, out);
        } else {
            unpack64(packing, source, offset, out);
        }
    }

    /** Unpacks 32-bit values of a width up to 32; the divisor must be 1. */
    default void unpack(Packing packing, MemorySegment source, long offset, int[] out) {
        int width = packing.width();
        if (width == 0) {
            Arrays.fill(out, 0, packing.rowCount(), (int) packing.reference());
        } else if (width <= Short.SIZE) {
            unpack16(packing, source, offset, out);
        } else {
            unpack32(packing, source, offset, out);
        }
    }
}
