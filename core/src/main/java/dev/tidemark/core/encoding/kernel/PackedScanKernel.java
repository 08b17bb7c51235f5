package dev.tidemark.core.encoding.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Sums and filters of one packed vector that never widen its numbers: reference and divisor are for
 * the caller. The number in a method's name is the lane width in bits, which the width of the
 * {@link Packing} must call for; widths begin at 1.
 *
 * <p>No method allocates or keeps anything; all may be called from any thread.
 */
public sealed interface PackedScanKernel permits ScalarPackedScanKernel, VectorPackedScanKernel {
    /** 64-bit words of a bitmap over a vector. */
    int WORDS = PackingKernel.VECTOR_ROWS / Long.SIZE;

    /** The faster twin on this machine; chosen once. */
    static PackedScanKernel best() {
        return BestKernel.SCANS;
    }

    /** The sum of the packed numbers of a vector of longs, wrapping. */
    long sum16(Packing packing, MemorySegment source, long offset);

    /** As {@link #sum16}, from lanes of 32 bits. */
    long sum32(Packing packing, MemorySegment source, long offset);

    /** As {@link #sum16}, from lanes of 64 bits. */
    long sum64(Packing packing, MemorySegment source, long offset);

    /**
     * Marks the numbers of a vector of longs that are in a range.
     *
     * @param bits of {@link #WORDS} words: bit {@code i % 64} of word {@code i / 64} tells of row
     *     {@code i}; those beyond the last row become 0
     */
    void selectLongs16(
            Packing packing, MemorySegment source, long offset, PackedRange range, long[] bits);

    /** As {@link #selectLongs16}, from lanes of 32 bits. */
    void selectLongs32(
            Packing packing, MemorySegment source, long offset, PackedRange range, long[] bits);

    /** As {@link #selectLongs16}, from lanes of 64 bits. */
    void selectLongs64(
            Packing packing, MemorySegment source, long offset, PackedRange range, long[] bits);

    /** As {@link #selectLongs16}, in a vector of ints. */
    void selectInts16(
            Packing packing, MemorySegment source, long offset, PackedRange range, long[] bits);

    /** As {@link #selectLongs32}, in a vector of ints. */
    void selectInts32(
            Packing packing, MemorySegment source, long offset, PackedRange range, long[] bits);

    /** The sum of the packed numbers of a vector of longs of any width above 0, wrapping. */
    default long sum(Packing packing, MemorySegment source, long offset) {
        int width = packing.width();
        if (width <= Short.SIZE) {
            return sum16(packing, source, offset);
        }
        return width <= Integer.SIZE
                ? sum32(packing, source, offset)
                : sum64(packing, source, offset);
    }

    /** As {@link #selectLongs16}, of any width above 0. */
    default void selectLongs(
            Packing packing, MemorySegment source, long offset, PackedRange range, long[] bits) {
        int width = packing.width();
        if (width <= Short.SIZE) {
            selectLongs16(packing, source, offset, range, bits);
        } else if (width <= Integer.SIZE) {
            selectLongs32(packing, source, offset, range, bits);
        } else {
            selectLongs64(packing, source, offset, range, bits);
        }
    }

    /** As {@link #selectInts16}, of any width above 0. */
    default void selectInts(
            Packing packing, MemorySegment source, long offset, PackedRange range, long[] bits) {
        if (packing.width() <= Short.SIZE) {
            selectInts16(packing, source, offset, range, bits);
        } else {
            selectInts32(packing, source, offset, range, bits);
        }
    }

    /** Clears the bits of a vector's bitmap from a row on. */
    static void clearFrom(int row, long[] bits) {
        int word = row >>> 6;
        if (word < WORDS) {
            bits[word] &= (1L << row) - 1;
            Arrays.fill(bits, word + 1, WORDS, 0);
        }
    }
}
