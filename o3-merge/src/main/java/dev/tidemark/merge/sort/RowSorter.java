package dev.tidemark.merge.sort;

import dev.tidemark.merge.kernel.MergeKernel;

/**
 * Orders rows by timestamp; equal timestamps keep their order.
 *
 * <p>Rows that lie in order already cost one pass. Otherwise timestamp and row number are packed
 * into one 64-bit key where their bits suffice. Rows that are a few ascending sequences (several
 * connections or devices, each in order) are then merged, all others go through a radix sort from
 * the least significant digit, which leaves out digits that are the same in all keys.
 *
 * <p>Not thread-safe. Keeps its scratch arrays for the next call: 8 bytes a row, 24 where keys
 * cannot be packed.
 */
public final class RowSorter {
    /** Largest number of rows. */
    public static final int MAX_ROWS = Integer.MAX_VALUE - 64;

    /** How rows were brought into order. */
    public enum Method {
        /** They were in order: nothing moved. */
        ALREADY_SORTED,
        /** A few ascending sequences, merged. */
        MERGED,
        /** Radix sort of packed keys. */
        RADIX_PACKED,
        /** Radix sort of timestamps with their row numbers beside them. */
        RADIX_PAIRS
    }

    /** Bits of a packed key; one less than a long has, so that keys compare as signed numbers. */
    private static final int KEY_BITS = Long.SIZE - 1;

    private final AscendingRuns runs = new AscendingRuns();
    private final RadixSort radix = new RadixSort();
    private long[] scratch = {};

    /**
     * Sorts timestamps and tells where each came from.
     *
     * @param timestamps the first {@code rowCount} are sorted in place
     * @param rowCount 0 to {@link #MAX_ROWS}
     * @param order receives for each place of the result the row it came from
     */
    public Method sort(long[] timestamps, int rowCount, int[] order) {
        int sortedRows = sortedPrefix(timestamps, rowCount);
        if (sortedRows == rowCount) {
            for (int row = 0; row < rowCount; row++) {
                order[row] = row;
            }
            return Method.ALREADY_SORTED;
        }
        KeyLayout layout = KeyLayout.of(timestamps, rowCount);
        if (scratch.length < rowCount) {
            scratch = new long[rowCount];
        }
        if (layout.valueBits + layout.rowBits > KEY_BITS) {
            radix.sortPairs(timestamps, rowCount, layout, scratch, order);
            return Method.RADIX_PAIRS;
        }
        layout.pack(timestamps, rowCount);
        if (runs.collect(timestamps, rowCount)) {
            long[] sorted = mergeChains(timestamps);
            layout.unpack(sorted, rowCount, timestamps, order);
            return Method.MERGED;
        }
        long[] sorted = radix.sortPacked(timestamps, rowCount, layout, scratch);
        layout.unpack(sorted, rowCount, timestamps, order);
        return Method.RADIX_PACKED;
    }

    /** Merges the ascending chains of keys; the result lies in the array that is returned. */
    private long[] mergeChains(long[] keys) {
        int[] borders = runs.layChains(keys, scratch);
        long[] from = scratch;
        long[] into = keys;
        int chains = runs.chainCount();
        for (int step = 1; step < chains; step *= 2) {
            for (int chain = 0; chain < chains; chain += 2 * step) {
                int middle = Math.min(chain + step, chains);
                int end = Math.min(chain + 2 * step, chains);
                MergeKernel.mergeNumbers(from, borders[chain], borders[middle], borders[end], into);
            }
            long[] swapped = from;
            from = into;
            into = swapped;
        }
        return from;
    }

    private static int sortedPrefix(long[] timestamps, int rowCount) {
        for (int row = 1; row < rowCount; row++) {
            if (timestamps[row - 1] > timestamps[row]) {
                return row;
            }
        }
        return rowCount;
    }

    /**
     * How a timestamp becomes the upper and a row number the lower part of a key.
     *
     * @param minimum smallest timestamp
     * @param shift low bits that all timestamps share, left out of the key
     * @param valueBits of the largest difference to the minimum, after the shift
     * @param rowBits of the largest row number
     */
    record KeyLayout(long minimum, int shift, int valueBits, int rowBits) {
        static KeyLayout of(long[] timestamps, int rowCount) {
            long first = timestamps[0];
            long minimum = first;
            long maximum = first;
            long varying = 0;
            for (int row = 0; row < rowCount; row++) {
                long timestamp = timestamps[row];
                minimum = Math.min(minimum, timestamp);
                maximum = Math.max(maximum, timestamp);
                varying |= timestamp ^ first;
            }
            int shift = Long.numberOfTrailingZeros(varying);
            long range = (maximum - minimum) >>> shift;
            return new KeyLayout(
                    minimum,
                    shift,
                    Long.SIZE - Long.numberOfLeadingZeros(range),
                    Integer.SIZE - Integer.numberOfLeadingZeros(rowCount - 1));
        }

        void pack(long[] timestamps, int rowCount) {
            for (int row = 0; row < rowCount; row++) {
                timestamps[row] = (timestamps[row] - minimum) >>> shift << rowBits | row;
            }
        }

        void unpack(long[] keys, int rowCount, long[] timestamps, int[] order) {
            long rowMask = (1L << rowBits) - 1;
            for (int place = 0; place < rowCount; place++) {
                long key = keys[place];
                order[place] = (int) (key & rowMask);
                timestamps[place] = (key >>> rowBits << shift) + minimum;
            }
        }
    }
}
