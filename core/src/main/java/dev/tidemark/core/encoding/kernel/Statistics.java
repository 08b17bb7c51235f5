package dev.tidemark.core.encoding.kernel;

/**
 * What the encoder must know of a vector of longs before it can choose how to pack it. Instances
 * are reusable results, for one thread.
 */
public final class Statistics {
    /** Values after which a common divisor is mostly found. */
    private static final int PROBED_VALUES = 32;

    private final IntegerKernel kernel;
    private long minimum;
    private long maximum;
    private long sum;

    public Statistics(IntegerKernel kernel) {
        this.kernel = kernel;
    }

    /** Least value of the last range measured. */
    public long minimum() {
        return minimum;
    }

    /** Greatest value of the last range measured. */
    public long maximum() {
        return maximum;
    }

    /** Sum of the last longs measured, wrapping; not of differences, nor of codes. */
    public long sum() {
        return sum;
    }

    /** What a kernel has found. */
    void set(long minimum, long maximum, long sum) {
        this.minimum = minimum;
        this.maximum = maximum;
        this.sum = sum;
    }

    /** Measures the values of {@code [from, to)}, at least one. */
    public void measure(long[] values, int from, int to) {
        kernel.measure(values, from, to, this);
    }

    /** Measures the codes of {@code [from, to)}, at least one. */
    public void measure(int[] codes, int from, int to) {
        kernel.measure(codes, from, to, this);
    }

    /**
     * Divides the differences of {@code count} values from index {@code from} on, more than 16, to
     * those 16 before, and measures the quotients. Differences must not overflow.
     *
     * @param divisor of all differences
     * @param quotients receives those of the rows {@code [16, count)} at these indexes
     */
    public void measureDifferences(
            long[] values, int from, int count, long divisor, long[] quotients) {
        kernel.measureDifferences(values, from, count, divisor, quotients, this);
    }

    /**
     * The greatest number that divides {@code known} and all differences between values of {@code
     * [from, to)}; {@code known} if they are all equal. Differences must not overflow.
     *
     * <p>A divisor that is known, or found among the first values, is mostly that of the whole
     * range: a loop without branches checks this, in a fraction of the time that the divisions
     * would take.
     *
     * @param least of the values
     * @param known 0 if nothing is known yet; 0 is divided by any number
     */
    public long commonDivisor(long[] values, int from, int to, long least, long known) {
        if (known != 0 && kernel.areMultiples(values, from, to, least, known)) {
            return known;
        }
        int probed = Math.min(to, from + PROBED_VALUES);
        long likely = divisorOfSteps(values, from, probed, known);
        if (likely == 1 || (likely != 0 && kernel.areMultiples(values, from, to, least, likely))) {
            return likely;
        }
        return divisorOfSteps(values, probed - 1, to, likely);
    }

    /** In a time series the differences between neighbours are mostly 0 or the divisor itself. */
    private static long divisorOfSteps(long[] values, int from, int to, long known) {
        long divisor = known;
        long previous = values[from];
        for (int index = from + 1; index < to && divisor != 1; index++) {
            long step = Math.abs(values[index] - previous);
            previous = values[index];
            if (step != 0 && step != divisor) {
                divisor = greatestCommonDivisor(step, divisor);
            }
        }
        return divisor;
    }

    private static long greatestCommonDivisor(long a, long b) {
        long greater = a;
        long smaller = b;
        while (smaller != 0) {
            long rest = greater % smaller;
            greater = smaller;
            smaller = rest;
        }
        return greater;
    }

    /**
     * The number by which a multiple of {@code odd} must be multiplied (wrapping) to divide it by
     * {@code odd} without a division.
     */
    public static long inverse(long odd) {
        long inverse = odd; // right in the lowest 3 bits; each step doubles the right bits
        for (int bits = 3; bits < Long.SIZE; bits *= 2) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
