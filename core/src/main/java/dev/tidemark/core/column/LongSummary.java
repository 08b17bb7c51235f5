package dev.tidemark.core.column;

import dev.tidemark.core.encoding.EncodedBlock;
import dev.tidemark.core.encoding.kernel.IntegerKernel;
import dev.tidemark.core.encoding.kernel.Statistics;

/**
 * Count, minimum, maximum and, if wanted, exact sum of longs that are not NULL, and what it took to
 * learn them. The sum is kept as a number modulo 2^64 and how often it wrapped around, so it is
 * exact whatever the order. For one thread.
 */
public final class LongSummary {
    /** Values closer to 0 than this cannot overflow the sum of a vector. */
    private static final long SUMMABLE = Long.MAX_VALUE / Vector.SIZE;

    private final boolean withSum;
    private final Statistics statistics = new Statistics(IntegerKernel.best());
    private long count;
    private long minimum = Long.MAX_VALUE;
    private long maximum = Long.MIN_VALUE;
    private long sum;
    private long wraps;
    private long knownBlocks;
    private long readVectors;

    /**
     * A summary of nothing.
     *
     * @param withSum whether the sum is wanted; minimum and maximum alone are known of more blocks
     */
    public LongSummary(boolean withSum) {
        this.withSum = withSum;
    }

    /** Whether the sum is wanted. */
    public boolean hasSum() {
        return withSum;
    }

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

    /**
     * The sum modulo 2^64; the true one is {@code sum + wraps * 2^64}. Means nothing unless it was
     * wanted.
     */
    public long sum() {
        return sum;
    }

    /** How often the sum wrapped around, upwards less downwards. */
    public long wraps() {
        return wraps;
    }

    /** Blocks whose statistics told all. */
    public long knownBlocks() {
        return knownBlocks;
    }

    /** Vectors whose values were looked at, decoded or as they are encoded. */
    public long readVectors() {
        return readVectors;
    }

    /** Adds the values of rows {@code [0, rows)} of a vector of longs. */
    public void add(Vector values, int rows) {
        add(values, 0, rows);
    }

    /** Adds what another summary has. */
    public void add(LongSummary other) {
        add(other.count, other.minimum, other.maximum, other.sum);
        wraps += other.wraps;
        knownBlocks += other.knownBlocks;
        readVectors += other.readVectors;
    }

    /**
     * Adds a whole block by its statistics.
     *
     * @return false if they do not tell all
     */
    boolean addBlock(EncodedBlock block) {
        if (withSum && !block.hasSum()) {
            return false;
        }
        knownBlocks++;
        long exactSum = withSum ? block.sum() : 0;
        add(block.rowCount() - block.nullCount(), block.minimum(), block.maximum(), exactSum);
        return true;
    }

    /**
     * Adds a whole vector without decoding it.
     *
     * @return false if its values must be added instead
     */
    boolean addVector(EncodedBlock block, int vector) {
        int nullCount = block.vectorNullCount(vector);
        long least = block.vectorMinimum(vector);
        long greatest = block.vectorMaximum(vector);
        if (withSum && !(block.isScannable() && nullCount == 0 && isSummable(least, greatest))) {
            return false;
        }
        readVectors++;
        long exactSum = withSum ? block.sumLongs(vector) : 0;
        add(block.vectorRowCount(vector) - nullCount, least, greatest, exactSum);
        return true;
    }

    /** Adds the values of rows {@code [from, to)} of a vector of longs. */
    void add(Vector values, int from, int to) {
        readVectors++;
        long[] longs = values.longs();
        if (!values.hasNulls() && from < to) {
            statistics.measure(longs, from, to);
            if (isSummable(statistics.minimum(), statistics.maximum())) {
                add(to - from, statistics.minimum(), statistics.maximum(), statistics.sum());
                return;
            }
        }
        for (int row = from; row < to; row++) {
            if (!values.isNull(row)) {
                add(1, longs[row], longs[row], longs[row]);
            }
        }
    }

    private static boolean isSummable(long least, long greatest) {
        return least >= -SUMMABLE && greatest <= SUMMABLE;
    }

    private void add(long valueCount, long least, long greatest, long exactSum) {
        if (valueCount > 0) {
            count += valueCount;
            minimum = Math.min(minimum, least);
            maximum = Math.max(maximum, greatest);
            long old = sum;
            sum = old + exactSum;
            if (((old ^ sum) & (exactSum ^ sum)) < 0) {
                wraps += exactSum < 0 ? -1 : 1;
            }
        }
    }
}
