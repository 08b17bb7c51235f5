package dev.tidemark.benchmarks.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Gathers by the Vector API, several small values at a time. The number of rows must be a multiple
 * of 64.
 */
public final class RegisterGather {
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

    /** As many row numbers as there are longs in a register. */
    private static final VectorSpecies<Integer> ROWS =
            VectorSpecies.of(int.class, VectorShape.forBitSize(LONGS.length() * Integer.SIZE));

    private final int[] words = new int[LONGS.length()];

    /** Gathers 64-bit numbers. */
    public static void gather(long[] from, int[] rows, long[] into) {
        for (int index = 0; index < rows.length; index += LONGS.length()) {
            LongVector.fromArray(LONGS, from, 0, rows, index).intoArray(into, index);
        }
    }

    /** Gathers codes. */
    public static void gather(int[] from, int[] rows, int[] into) {
        for (int index = 0; index < rows.length; index += INTS.length()) {
            IntVector.fromArray(INTS, from, 0, rows, index).intoArray(into, index);
        }
    }

    /** Gathers bits. */
    public void gatherBits(long[] from, int[] rows, long[] into) {
        for (int first = 0; first < rows.length; first += Long.SIZE) {
            long word = 0;
            for (int bit = 0; bit < Long.SIZE; bit += LONGS.length()) {
                IntVector numbers = IntVector.fromArray(ROWS, rows, first + bit);
                numbers.lanewise(VectorOperators.LSHR, 6).intoArray(words, 0);
                LongVector sources = LongVector.fromArray(LONGS, from, 0, words, 0);
                LongVector shifts = ((LongVector) numbers.castShape(LONGS, 0)).and(63);
                VectorMask<Long> isSet =
                        sources.lanewise(VectorOperators.LSHR, shifts)
                                .and(1)
                                .compare(VectorOperators.NE, 0);
                word |= isSet.toLong() << bit;
            }
            into[first >>> 6] = word;
        }
    }
}
