package dev.tidemark.sql.kernel;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums and bounds of the first {@code count} values of an array. Minimum and maximum of longs are
 * plain loops: AVX2 has no instruction for them, and the loops are faster there.
 */
public final class Reductions {
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

    private Reductions() {}

    /** The sum modulo 2^64. */
    public static long sum(long[] values, int count) {
        LongVector sums = LongVector.zero(LONGS);
        int index = 0;
        for (int bound = LONGS.loopBound(count); index < bound; index += LONGS.length()) {
            sums = sums.add(LongVector.fromArray(LONGS, values, index));
        }
        return sums.reduceLanes(VectorOperators.ADD) + sumScalar(values, index, count);
    }

    /** Scalar twin of {@link #sum}, over {@code [from, to)}. */
    static long sumScalar(long[] values, int from, int to) {
        long sum = 0;
        for (int index = from; index < to; index++) {
            sum += values[index];
        }
        return sum;
    }

    /** Whether all values lie in {@code (-2^k, 2^k)} for the largest 2^k up to {@code limit}. */
    public static boolean fits(long[] values, int count, long limit) {
        LongVector used = LongVector.zero(LONGS);
        int index = 0;
        for (int bound = LONGS.loopBound(count); index < bound; index += LONGS.length()) {
            LongVector value = LongVector.fromArray(LONGS, values, index);
            used =
                    used.or(
                            value.lanewise(VectorOperators.ASHR, 63)
                                    .lanewise(VectorOperators.XOR, value));
        }
        long bits = used.reduceLanes(VectorOperators.OR) | usedBits(values, index, count);
        return bits < Long.highestOneBit(limit);
    }

    /** Scalar twin of {@link #fits}. */
    static boolean fitsScalar(long[] values, int count, long limit) {
        return usedBits(values, 0, count) < Long.highestOneBit(limit);
    }

    /** The least of at least one value. */
    public static long minimum(long[] values, int count) {
        long minimum = values[0];
        for (int index = 1; index < count; index++) {
            minimum = Math.min(minimum, values[index]);
        }
        return minimum;
    }

    /** The greatest of at least one value. */
    public static long maximum(long[] values, int count) {
        long maximum = values[0];
        for (int index = 1; index < count; index++) {
            maximum = Math.max(maximum, values[index]);
        }
        return maximum;
    }

    private static long usedBits(long[] values, int from, int to) {
        long used = 0;
        for (int index = from; index < to; index++) {
            used |= values[index] ^ (values[index] >> 63);
        }
        return used;
    }
}
