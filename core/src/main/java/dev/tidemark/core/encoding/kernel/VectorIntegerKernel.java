package dev.tidemark.core.encoding.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API twin. The compiler turns some of the scalar loops into SIMD code by itself, but
 * for registers of half the size, and not those that write an array, as it cannot know that it is
 * another one than the array that is read.
 *
 * <p>What is left behind the last whole registers is a last step that overlaps the one before.
 */
public final class VectorIntegerKernel implements IntegerKernel {
    private static final int STRIDE = PackingKernel.DELTA_STRIDE;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final int LANES = LONGS.length();

    /** Values of a step: two registers, so that results of one need not wait for the other. */
    private static final int STEP = 2 * LANES;

    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int INT_LANES = INTS.length();
    private static final int INT_STEP = 2 * INT_LANES;

    private final ScalarIntegerKernel scalar = new ScalarIntegerKernel();

    @Override
    public void measure(long[] values, int from, int to, Statistics into) {
        if (to - from < STEP) {
            scalar.measure(values, from, to, into);
            return;
        }
        LongVector low = LongVector.fromArray(LONGS, values, from);
        LongVector high = low;
        LongVector sum = LongVector.zero(LONGS);
        LongVector nextLow = low;
        LongVector nextHigh = low;
        LongVector nextSum = sum;
        int index = from;
        for (; index <= to - STEP; index += STEP) {
            LongVector value = LongVector.fromArray(LONGS, values, index);
            LongVector nextValue = LongVector.fromArray(LONGS, values, index + LANES);
            low = low.min(value);
            high = high.max(value);
            sum = sum.add(value);
            nextLow = nextLow.min(nextValue);
            nextHigh = nextHigh.max(nextValue);
            nextSum = nextSum.add(nextValue);
        }
        long least = low.min(nextLow).reduceLanes(VectorOperators.MIN);
        long greatest = high.max(nextHigh).reduceLanes(VectorOperators.MAX);
        long total = sum.add(nextSum).reduceLanes(VectorOperators.ADD);
        for (; index < to; index++) {
            least = Math.min(least, values[index]);
            greatest = Math.max(greatest, values[index]);
            total += values[index];
        }
        into.set(least, greatest, total);
    }

    @Override
    public void measure(int[] codes, int from, int to, Statistics into) {
        if (to - from < INT_STEP) {
            scalar.measure(codes, from, to, into);
            return;
        }
        IntVector low = IntVector.fromArray(INTS, codes, from);
        IntVector high = low;
        IntVector nextLow = low;
        IntVector nextHigh = low;
        for (int index = from; index < to; index += INT_STEP) {
            int at = Math.min(index, to - INT_STEP);
            IntVector code = IntVector.fromArray(INTS, codes, at);
            IntVector nextCode = IntVector.fromArray(INTS, codes, at + INT_LANES);
            low = low.min(code);
            high = high.max(code);
            nextLow = nextLow.min(nextCode);
            nextHigh = nextHigh.max(nextCode);
        }
        int least = low.min(nextLow).reduceLanes(VectorOperators.MIN);
        int greatest = high.max(nextHigh).reduceLanes(VectorOperators.MAX);
        into.set(least, greatest, 0);
    }

    @Override
    public boolean areMultiples(long[] values, int from, int to, long least, long divisor) {
        if (to - from < STEP) {
            return scalar.areMultiples(values, from, to, least, divisor);
        }
        int shift = Long.numberOfTrailingZeros(divisor);
        long odd = divisor >>> shift;
        long inverse = Statistics.inverse(odd);
        LongVector bits = LongVector.zero(LONGS);
        LongVector greatest = LongVector.broadcast(LONGS, Long.MIN_VALUE);
        LongVector nextGreatest = greatest;
        for (int index = from; index < to; index += STEP) {
            int at = Math.min(index, to - STEP);
            LongVector difference = LongVector.fromArray(LONGS, values, at).sub(least);
            LongVector nextDifference = LongVector.fromArray(LONGS, values, at + LANES).sub(least);
            bits = bits.or(difference).or(nextDifference);
            // Flipping the highest bit turns the unsigned order into the signed one.
            greatest =
                    greatest.max(
                            difference
                                    .lanewise(VectorOperators.LSHR, shift)
                                    .mul(inverse)
                                    .lanewise(VectorOperators.XOR, Long.MIN_VALUE));
            nextGreatest =
                    nextGreatest.max(
                            nextDifference
                                    .lanewise(VectorOperators.LSHR, shift)
                                    .mul(inverse)
                                    .lanewise(VectorOperators.XOR, Long.MIN_VALUE));
        }
        return (bits.reduceLanes(VectorOperators.OR) & ((1L << shift) - 1)) == 0
                && greatest.max(nextGreatest).reduceLanes(VectorOperators.MAX)
                        <= (Long.divideUnsigned(-1, odd) ^ Long.MIN_VALUE);
    }

    @Override
    public void measureDifferences(
            long[] values, int from, int count, long divisor, long[] quotients, Statistics into) {
        if (count < STRIDE + STEP) {
            scalar.measureDifferences(values, from, count, divisor, quotients, into);
            return;
        }
        int shift = Long.numberOfTrailingZeros(divisor);
        long inverse = Statistics.inverse(divisor >>> shift);
        LongVector low = LongVector.broadcast(LONGS, Long.MAX_VALUE);
        LongVector high = LongVector.broadcast(LONGS, Long.MIN_VALUE);
        for (int row = STRIDE; row < count; row += STEP) {
            int at = Math.min(row, count - STEP);
            int index = from + at;
            LongVector quotient =
                    LongVector.fromArray(LONGS, values, index)
                            .sub(LongVector.fromArray(LONGS, values, index - STRIDE));
            LongVector nextQuotient =
                    LongVector.fromArray(LONGS, values, index + LANES)
                            .sub(LongVector.fromArray(LONGS, values, index + LANES - STRIDE));
            if (divisor != 1) {
                quotient = quotient.lanewise(VectorOperators.ASHR, shift).mul(inverse);
                nextQuotient = nextQuotient.lanewise(VectorOperators.ASHR, shift).mul(inverse);
            }
            quotient.intoArray(quotients, at);
            nextQuotient.intoArray(quotients, at + LANES);
            low = low.min(quotient).min(nextQuotient);
            high = high.max(quotient).max(nextQuotient);
        }
        into.set(low.reduceLanes(VectorOperators.MIN), high.reduceLanes(VectorOperators.MAX), 0);
    }

    @Override
    public int findRuns(long[] values, int from, int count, char[] ends, int at) {
        int end = at;
        int row = 1;
        for (; row <= count - STEP; row += STEP) {
            int index = from + row;
            long borders = borders(values, index) | borders(values, index + LANES) << LANES;
            for (; borders != 0; borders &= borders - 1) {
                ends[end++] = (char) (row + Long.numberOfTrailingZeros(borders));
            }
        }
        return ScalarIntegerKernel.findRuns(values, from, row, count, ends, end) - at;
    }

    /** Which values of a register differ from the one before. */
    private static long borders(long[] values, int index) {
        return LongVector.fromArray(LONGS, values, index)
                .compare(VectorOperators.NE, LongVector.fromArray(LONGS, values, index - 1))
                .toLong();
    }

    @Override
    public int findRuns(int[] codes, int from, int count, char[] ends, int at) {
        int end = at;
        int row = 1;
        for (; row <= count - INT_STEP; row += INT_STEP) {
            int index = from + row;
            long borders = borders(codes, index) | borders(codes, index + INT_LANES) << INT_LANES;
            for (; borders != 0; borders &= borders - 1) {
                ends[end++] = (char) (row + Long.numberOfTrailingZeros(borders));
            }
        }
        return ScalarIntegerKernel.findRuns(codes, from, row, count, ends, end) - at;
    }

    private static long borders(int[] codes, int index) {
        return IntVector.fromArray(INTS, codes, index)
                .compare(VectorOperators.NE, IntVector.fromArray(INTS, codes, index - 1))
                .toLong();
    }

    @Override
    public void divide(
            long[] values, int from, int count, long reference, long divisor, long[] quotients) {
        int shift = Long.numberOfTrailingZeros(divisor);
        long inverse = Statistics.inverse(divisor >>> shift);
        int whole = LONGS.loopBound(count);
        for (int row = 0; row < whole; row += LANES) {
            LongVector.fromArray(LONGS, values, from + row)
                    .sub(reference)
                    .lanewise(VectorOperators.LSHR, shift)
                    .mul(inverse)
                    .intoArray(quotients, row);
        }
        for (int row = whole; row < count; row++) {
            quotients[row] = ((values[from + row] - reference) >>> shift) * inverse;
        }
    }
}
