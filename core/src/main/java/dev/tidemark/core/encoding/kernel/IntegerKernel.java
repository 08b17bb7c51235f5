package dev.tidemark.core.encoding.kernel;

/**
 * Measures and transforms vectors of longs, and measures codes, before they are packed.
 *
 * <p>No method allocates or keeps anything; all may be called from any thread.
 */
public sealed interface IntegerKernel permits ScalarIntegerKernel, VectorIntegerKernel {
    /** The faster twin on this machine; chosen once. */
    static IntegerKernel best() {
        return BestKernel.INTEGERS;
    }

    /** Finds minimum, maximum and sum of the values of {@code [from, to)}, at least one. */
    void measure(long[] values, int from, int to, Statistics into);

    /** Finds minimum and maximum of the codes of {@code [from, to)}, at least one. */
    void measure(int[] codes, int from, int to, Statistics into);

    /**
     * Whether the differences of the values of {@code [from, to)} from one that is not above them
     * are all multiples of a divisor. They must not overflow.
     *
     * <p>For powers of two the lowest bits tell. What is left of the divisor then is odd, and to
     * divide by it exactly is to multiply with its {@linkplain Statistics#inverse inverse}: the
     * product of what is no multiple is greater than any quotient can be.
     */
    boolean areMultiples(long[] values, int from, int to, long least, long divisor);

    /**
     * Puts down the differences of the values from index {@code from} on to those 16 before,
     * divided, and finds minimum and maximum of the quotients. Differences must not overflow.
     *
     * @param count more than 16
     * @param divisor of all differences
     * @param quotients receives those of the rows {@code [16, count)} at these indexes
     */
    void measureDifferences(
            long[] values, int from, int count, long divisor, long[] quotients, Statistics into);

    /**
     * Finds the runs of equal values.
     *
     * @param count of values from index {@code from} on, at least one
     * @param ends receives, from index {@code at} on, the row after the last one of each run,
     *     counted from the first value
     * @return how many runs there are
     */
    int findRuns(long[] values, int from, int count, char[] ends, int at);

    /** As {@link #findRuns(long[], int, int, char[], int)}. */
    int findRuns(int[] codes, int from, int count, char[] ends, int at);

    /**
     * Divides the differences of the values from index {@code from} on from a reference, all of
     * them multiples of the divisor.
     *
     * @param quotients receives {@code count} unsigned numbers; may be {@code values} if {@code
     *     from} is 0
     */
    void divide(long[] values, int from, int count, long reference, long divisor, long[] quotients);
}
