package dev.tidemark.merge.sort;

import java.util.Arrays;

/**
 * Sorts many rows of few different times, as series have that report at fixed times, by counting
 * the rows of each time. Rows of one time keep their order.
 *
 * <p>All is counted in one pass. Rows are then dealt out to as few parts as the processor
 * prefetches, and part by part to their times, within the cache: straight to so many places, each
 * row would wait for memory. Timestamps are not moved at all but written anew.
 *
 * <p>Counting sort as in Knuth, The Art of Computer Programming, volume 3, 5.2, algorithm D.
 */
final class CountingSort {
    /** Bits of the numbers of times: the counters fit the first-level cache. */
    private static final int MAX_TIME_BITS = 12;

    private static final int PART_BITS = RadixSort.SPLIT_BITS;

    /** Rows of a part whose names fit the cache, beside its keys that pass through. */
    private static final int CACHED_ROWS = 1 << 17;

    /** Below this, and above, a radix sort is as good. */
    private static final int MIN_ROWS = 1 << 16;

    private static final int MAX_ROWS = CACHED_ROWS << PART_BITS;

    /** How many rows each time has, then where they begin, then where they end. */
    private int[] counts = {};

    private int[] cachedNames = {};

    /** Whether sorting is faster by counting. */
    static boolean suits(TimestampRange range, int rowCount) {
        return rowCount > MIN_ROWS && rowCount <= MAX_ROWS && range.bits() <= MAX_TIME_BITS;
    }

    /**
     * Sorts timestamps and the names of their rows.
     *
     * @param range which {@link #suits}
     * @param keys scratch memory for all rows
     * @return false if the range does not hold for all timestamps; nothing has changed then
     */
    boolean sort(long[] timestamps, int rowCount, int[] order, TimestampRange range, long[] keys) {
        counts = new int[1 << range.bits()];
        if (!count(timestamps, rowCount, range)) {
            return false;
        }
        boolean _ = RadixSort.toStarts(counts, 0, rowCount);
        int shift = Math.max(0, range.bits() - PART_BITS);
        int[] parts = new int[counts.length >>> shift];
        Arrays.setAll(parts, part -> counts[part << shift]);
        for (int row = 0; row < rowCount; row++) {
            long value = range.value(timestamps[row]);
            int place = parts[(int) value >>> shift]++;
            keys[place] = value << Integer.SIZE | Integer.toUnsignedLong(order[row]);
        }
        int from = 0;
        for (int to : parts) { // what were starts before rows were dealt out
            dealNames(keys, from, to, order);
            from = to;
        }
        fillTimestamps(timestamps, range);
        return true;
    }

    private boolean count(long[] timestamps, int rowCount, TimestampRange range) {
        int[] counters = counts;
        int mask = counters.length - 1;
        long all = 0;
        for (int row = 0; row < rowCount; row++) {
            long value = range.value(timestamps[row]);
            all |= value;
            counters[(int) value & mask]++;
        }
        return all >>> range.bits() == 0;
    }

    /** Deals the names of a part out to their times. */
    private void dealNames(long[] keys, int from, int to, int[] order) {
        int count = to - from;
        if (count > CACHED_ROWS) {
            dealNames(keys, from, to, order, 0);
            return;
        }
        if (cachedNames.length < count) {
            cachedNames = new int[Math.min(CACHED_ROWS, count + count / 2)];
        }
        dealNames(keys, from, to, cachedNames, from);
        System.arraycopy(cachedNames, 0, order, from, count);
    }

    private void dealNames(long[] keys, int from, int to, int[] into, int first) {
        int[] next = counts;
        for (int index = from; index < to; index++) {
            long key = keys[index];
            into[next[(int) (key >>> Integer.SIZE)]++ - first] = (int) key;
        }
    }

    private void fillTimestamps(long[] timestamps, TimestampRange range) {
        int place = 0;
        for (int value = 0; value < counts.length; value++) {
            int end = counts[value];
            Arrays.fill(timestamps, place, end, range.timestamp(value));
            place = end;
        }
    }
}
