package dev.tidemark.core.encoding.kernel;

/** The plain Java twin. */
public final class ScalarIntegerKernel implements IntegerKernel {
    private static final int STRIDE = PackingKernel.DELTA_STRIDE;

    @Override
    public void measure(long[] values, int from, int to, Statistics into) {
        long low = values[from];
        long high = low;
        long total = 0;
        for (int index = from; index < to; index++) {
            low = Math.min(low, values[index]);
            high = Math.max(high, values[index]);
            total += values[index];
        }
        into.set(low, high, total);
    }

    @Override
    public void measure(int[] codes, int from, int to, Statistics into) {
        int low = codes[from];
        int high = low;
        for (int index = from; index < to; index++) {
            low = Math.min(low, codes[index]);
            high = Math.max(high, codes[index]);
        }
        into.set(low, high, 0);
    }

    @Override
    public boolean areMultiples(long[] values, int from, int to, long least, long divisor) {
        int shift = Long.numberOfTrailingZeros(divisor);
        long odd = divisor >>> shift;
        long inverse = Statistics.inverse(odd);
        long bits = 0;
        // Flipping the highest bit turns the unsigned order into the signed one.
        long greatest = Long.MIN_VALUE;
        for (int index = from; index < to; index++) {
            long difference = values[index] - least;
            bits |= difference;
            greatest = Math.max(greatest, (difference >>> shift) * inverse ^ Long.MIN_VALUE);
        }
        return (bits & ((1L << shift) - 1)) == 0
                && greatest <= (Long.divideUnsigned(-1, odd) ^ Long.MIN_VALUE);
    }

    @Override
    public void measureDifferences(
            long[] values, int from, int count, long divisor, long[] quotients, Statistics into) {
        int shift = Long.numberOfTrailingZeros(divisor);
        long inverse = Statistics.inverse(divisor >>> shift);
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (int row = STRIDE; row < count; row++) {
            long difference = values[from + row] - values[from + row - STRIDE];
            long quotient = (difference >> shift) * inverse;
            quotients[row] = quotient;
            low = Math.min(low, quotient);
            high = Math.max(high, quotient);
        }
        into.set(low, high, 0);
    }

    @Override
    public int findRuns(long[] values, int from, int count, char[] ends, int at) {
        return findRuns(values, from, 1, count, ends, at) - at;
    }

    /** Finds the runs that end at a row or later; returns where their ends end. */
    static int findRuns(long[] values, int from, int row, int count, char[] ends, int at) {
        int end = at;
        for (int index = row; index < count; index++) {
            if (values[from + index] != values[from + index - 1]) {
                ends[end++] = (char) index;
            }
        }
        ends[end++] = (char) count;
        return end;
    }

    @Override
    public int findRuns(int[] codes, int from, int count, char[] ends, int at) {
        return findRuns(codes, from, 1, count, ends, at) - at;
    }

    /** As {@link #findRuns(long[], int, int, int, char[], int)}. */
    static int findRuns(int[] codes, int from, int row, int count, char[] ends, int at) {
        int end = at;
        for (int index = row; index < count; index++) {
            if (codes[from + index] != codes[from + index - 1]) {
                ends[end++] = (char) index;
            }
        }
        ends[end++] = (char) count;
        return end;
    }

    @Override
    public void divide(
            long[] values, int from, int count, long reference, long divisor, long[] quotients) {
        int shift = Long.numberOfTrailingZeros(divisor);
        long inverse = Statistics.inverse(divisor >>> shift);
        for (int row = 0; row < count; row++) {
            quotients[row] = ((values[from + row] - reference) >>> shift) * inverse;
        }
    }
}
