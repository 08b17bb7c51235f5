package dev.tidemark.core.encoding.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Turns vectors of doubles into whole numbers and back, where a value is a whole number divided by
 * a power of ten.
 *
 * <p>The idea, down to verifying every value and keeping exceptions, is that of ALP (Afroozeh,
 * Kuffó, Boncz: "ALP: Adaptive Lossless floating-Point Compression", SIGMOD 2024); {@link
 * DecimalForm} tells how the quotient is computed here.
 *
 * <p>No method allocates or keeps anything; all may be called from any thread.
 */
public sealed interface DecimalKernel permits ScalarDecimalKernel, VectorDecimalKernel {
    /** The faster twin on this machine; chosen once. */
    static DecimalKernel best() {
        return BestKernel.DECIMALS;
    }

    /**
     * Unpacks a vector of whole numbers, packed as longs, and divides them.
     *
     * @param packing of a width from 1 to 52
     * @param out of 1,024 elements
     */
    void unpack(Packing packing, DecimalForm form, MemorySegment source, long offset, double[] out);

    /**
     * Unpacks a vector of doubles whose bits were packed as longs.
     *
     * @param packing of a width above 32 and the divisor 1
     * @param out of 1,024 elements
     */
    void unpackBits(Packing packing, MemorySegment source, long offset, double[] out);

    /**
     * Finds the whole numbers of the values from index {@code from} on, and which of them do not
     * come back to the bit; if all do, also minimum and maximum of the whole numbers.
     *
     * @param out at the start of the vector that takes them
     */
    void encode(double[] values, int from, int count, DecimalForm form, DecimalNumbers out);

    /** Finds minimum and maximum of the bits of the values from index {@code from} on. */
    void measureBits(double[] values, int from, int count, Statistics into);

    /** Whether all of the values from index {@code from} on are numbers that a float can hold. */
    boolean areSingles(double[] values, int from, int count);
}
