package dev.tidemark.sql.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Comparisons of all values of an array with constants, into bit maps: bit {@code i & 63} of word
 * {@code i >> 6} tells of value {@code i}. Bits from {@code count} on are 0 in the last word.
 */
public final class Selections {
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    private Selections() {}

    /** Values in {@code [low, high]}. */
    public static void inRange(long[] values, int count, long low, long high, long[] bits) {
        int words = count >>> 6;
        for (int word = 0; word < words; word++) {
            int base = word << 6;
            long found = 0;
            for (int lane = 0; lane < Long.SIZE; lane += LONGS.length()) {
                LongVector value = LongVector.fromArray(LONGS, values, base + lane);
                VectorMask<Long> mask =
                        value.compare(VectorOperators.GE, low)
                                .and(value.compare(VectorOperators.LE, high));
                found |= mask.toLong() << lane;
            }
            bits[word] = found;
        }
        inRangeScalar(values, words << 6, count, low, high, bits);
    }

    /** Scalar twin of {@link #inRange}, from a multiple of 64 on. */
    static void inRangeScalar(
            long[] values, int from, int count, long low, long high, long[] bits) {
        for (int base = from; base < count; base += Long.SIZE) {
            long found = 0;
            for (int index = base; index < Math.min(count, base + Long.SIZE); index++) {
                long in = values[index] >= low && values[index] <= high ? 1 : 0;
                found |= in << (index & 63);
            }
            bits[base >>> 6] = found;
        }
    }

    /** Values in {@code [low, high]}; NaN never is. */
    public static void inRange(double[] values, int count, double low, double high, long[] bits) {
        int words = count >>> 6;
        for (int word = 0; word < words; word++) {
            int base = word << 6;
            long found = 0;
            for (int lane = 0; lane < Long.SIZE; lane += DOUBLES.length()) {
                DoubleVector value = DoubleVector.fromArray(DOUBLES, values, base + lane);
                VectorMask<Double> mask =
                        value.compare(VectorOperators.GE, low)
                                .and(value.compare(VectorOperators.LE, high));
                found |= mask.toLong() << lane;
            }
            bits[word] = found;
        }
        inRangeScalar(values, words << 6, count, low, high, bits);
    }

    /** Scalar twin of {@link #inRange(double[], int, double, double, long[])}. */
    static void inRangeScalar(
            double[] values, int from, int count, double low, double high, long[] bits) {
        for (int base = from; base < count; base += Long.SIZE) {
            long found = 0;
            for (int index = base; index < Math.min(count, base + Long.SIZE); index++) {
                long in = values[index] >= low && values[index] <= high ? 1 : 0;
                found |= in << (index & 63);
            }
            bits[base >>> 6] = found;
        }
    }

    /** Codes that equal {@code code}; other bits stay as they are. */
    public static void addEqual(int[] codes, int count, int code, long[] bits) {
        int words = count >>> 6;
        for (int word = 0; word < words; word++) {
            int base = word << 6;
            long found = 0;
            for (int lane = 0; lane < Long.SIZE; lane += INTS.length()) {
                VectorMask<Integer> mask =
                        IntVector.fromArray(INTS, codes, base + lane)
                                .compare(VectorOperators.EQ, code);
                found |= mask.toLong() << lane;
            }
            bits[word] |= found;
        }
        addEqualScalar(codes, words << 6, count, code, bits);
    }

    /** Scalar twin of {@link #addEqual}, from a multiple of 64 on. */
    static void addEqualScalar(int[] codes, int from, int count, int code, long[] bits) {
        for (int index = from; index < count; index++) {
            bits[index >>> 6] |= (codes[index] == code ? 1L : 0L) << (index & 63);
        }
    }

    /** Codes that are marked in {@code wanted}, one byte a code, 1 = wanted. */
    public static void inSet(int[] codes, int count, byte[] wanted, long[] bits) {
        for (int base = 0; base < count; base += Long.SIZE) {
            long found = 0;
            for (int index = base; index < Math.min(count, base + Long.SIZE); index++) {
                found |= (long) wanted[codes[index]] << (index & 63);
            }
            bits[base >>> 6] = found;
        }
    }

    /** Writes the numbers of the bits that are set, ascending; returns how many. */
    public static int indexes(long[] bits, int count, int[] into) {
        int found = 0;
        for (int word = 0; word < (count + 63) >>> 6; word++) {
            long rest = bits[word];
            while (rest != 0) {
                into[found++] = (word << 6) + Long.numberOfTrailingZeros(rest);
                rest &= rest - 1;
            }
        }
        return found;
    }
}
