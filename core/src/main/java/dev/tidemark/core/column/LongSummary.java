package dev.tidemark.core.column;

/**
 * Count, minimum, maximum and exact sum of longs that are not NULL. The sum is kept as a number
 * modulo 2^64 and how often it wrapped around, so it is exact whatever the order. For one thread.
 */
public final class LongSummary {
    /** Values closer to 0 than this cannot overflow the sum of a vector. */
    private static final long SUMMABLE = Long.MAX_VALUE / Vector.SIZE;

    private long count;
    private long minimum = Long.MAX_VALUE;
    private long maximum = Long.MIN_VALUE;
    private long sum;
    private int wraps;

    /** Values added. */
    public long count() {
        return count;
    }

    /** Least value; {@link Long#MAX_VALUE} if there is none. */
    public long minimum() {
        return minimum;
    }

    /** Greatest value; {@link Long#MIN_VALUE} if there is none. */
    public long maximum() {
        return maximum;
    }

    /** The sum modulo 2^64; the true one is {@code sum + wraps * 2^64}. */
    public long sum() {
        return sum;
    }

    /** How often the sum wrapped around, upwards less downwards. */
    public int wraps() {
        return wraps;
    }

    /** Whether the sum of a vector of such values fits a long. */
    static boolean isVectorSumExact(long minimum, long maximum) {
        return minimum >= -SUMMABLE && maximum <= SUMMABLE;
    }

    /** Adds values of which these are known; none if the count is 0. */
    void add(int valueCount, long least, long greatest, long exactSum) {
        if (valueCount > 0) {
            count += valueCount;
            minimum = Math.min(minimum, least);
            maximum = Math.max(maximum, greatest);
            addToSum(exactSum);
        }
    }

    /** Adds the values of rows {@code [from, from + rows)} of a vector of longs. */
    public void add(Vector values, int from, int rows) {
        long[] longs = values.longs();
        for (int row = from; row < from + rows; row++) {
            if (!values.isNull(row)) {
                add(1, longs[row], longs[row], longs[row]);
            }
        }
    }

    private void addToSum(long value) {
        long old = sum;
        sum = old + value;
        if (((old ^ sum) & (value ^ sum)) < 0) {
            wraps += value < 0 ? -1 : 1;
        }
    }
}
