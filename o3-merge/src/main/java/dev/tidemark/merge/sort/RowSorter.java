package dev.tidemark.merge.sort;

import dev.tidemark.merge.kernel.MergeKernel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Orders rows by timestamp; equal timestamps keep their order.
 *
 * <p>Rows that lie in order already cost one pass. Rows that are a few ascending sequences (several
 * connections or devices, each in order) are merged: by stretches of rows where they take turns
 * seldom. Many rows of few different times go through a {@linkplain CountingSort counting sort},
 * all others through a {@linkplain RadixSort radix sort} of 64-bit keys, into which timestamp and
 * name of a row are packed. Where the bits of a key do not suffice, it holds the upper ones of the
 * timestamp, and rows that are alike in these are sorted again.
 *
 * <p>Not thread-safe. Needs scratch memory for each call: 8 bytes a row, 12 where rows are merged
 * by stretches, 20 where keys are too short.
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
        /** Counting sort of rows of few times. */
        COUNTED,
        /** Radix sort of keys that hold all of timestamp and name. */
        RADIX,
        /** Radix sort of keys that do not, and again of rows that are alike in them. */
        RADIX_AGAIN
    }

    /** Bits of a packed key; one less than a long has, so that keys compare as signed numbers. */
    private static final int KEY_BITS = Long.SIZE - 1;

    /** Up to so many rows are sorted by insertion. */
    private static final int INSERTION_ROWS = 24;

    private final AscendingRuns runs = new AscendingRuns();
    private final CountingSort counting = new CountingSort();
    private final RadixSort radix = new RadixSort();
    private final ScratchMemory memory;

    /** A sorter with scratch memory of its own. */
    public RowSorter() {
        this(new ScratchMemory());
    }

    /** A sorter that borrows scratch memory. */
    public RowSorter(ScratchMemory memory) {
        this.memory = memory;
    }

    /** Lends what sorted rows are kept in as well. */
    ScratchMemory memory() {
        return memory;
    }

    /**
     * Sorts timestamps and moves the names of their rows along.
     *
     * @param timestamps the first {@code rowCount} are sorted in place
     * @param rowCount 0 to {@link #MAX_ROWS}
     * @param order the name of each row, none less than the one before, as unsigned numbers;
     *     receives them in the order of the result
     */
    public Method sort(long[] timestamps, int rowCount, int[] order) {
        if (isSorted(timestamps, 0, rowCount)) {
            return Method.ALREADY_SORTED;
        }
        long[] scratch = memory.longs(rowCount);
        try {
            return sort(timestamps, rowCount, order, scratch);
        } finally {
            memory.giveBack(scratch);
        }
    }

    private Method sort(long[] timestamps, int rowCount, int[] order, long[] keys) {
        boolean isMerge = runs.collect(timestamps, rowCount);
        StretchMerge merge = isMerge ? stretches(timestamps) : null;
        if (merge != null) {
            apply(merge, timestamps, rowCount, order, keys);
            return Method.MERGED;
        }
        TimestampRange whole = TimestampRange.of(timestamps, rowCount);
        TimestampRange sampled = whole.withSampledDivisor(timestamps, rowCount);
        if (!isMerge
                && CountingSort.suits(sampled, rowCount)
                && counting.sort(timestamps, rowCount, order, sampled, keys)) {
            return Method.COUNTED;
        }
        int splitBits = isMerge || rowCount <= RadixSort.CACHED_KEYS ? 0 : RadixSort.SPLIT_BITS;
        int[] ends = new int[1 << splitBits];
        int nameBits = bits(Integer.toUnsignedLong(order[rowCount - 1]));
        SortedRows sorted = new SortedRows(timestamps, order, sampled, nameBits);
        if (!sorted.packInto(keys, rowCount, ends)) {
            sorted = new SortedRows(timestamps, order, whole, nameBits);
            if (!sorted.packInto(keys, rowCount, ends)) {
                sortByUpperBits(timestamps, rowCount, order, whole, keys);
                return Method.RADIX_AGAIN;
            }
        }
        // From here on the timestamps are in the keys, and their array is free.
        if (isMerge) {
            sorted.take(mergeChains(keys, timestamps), 0, rowCount, 0);
            return Method.MERGED;
        }
        radix.sortParts(keys, ends, sorted.varyingIn(ends), timestamps, sorted);
        return Method.RADIX;
    }

    /** The rows to be sorted, as keys of timestamp and name. */
    private static final class SortedRows implements RadixSort.Output {
        final TimestampRange range;
        final int nameBits;
        private final long[] timestamps;
        private final int[] order;

        SortedRows(long[] timestamps, int[] order, TimestampRange range, int nameBits) {
            this.timestamps = timestamps;
            this.order = order;
            this.range = range;
            this.nameBits = nameBits;
        }

        /**
         * Makes a key of each row, and deals them out to parts by their uppermost bits.
         *
         * @param ends receives where each part ends; a power of two
         * @return false if the keys are too short
         */
        boolean packInto(long[] keys, int rowCount, int[] ends) {
            if (range.bits() + nameBits > KEY_BITS) {
                return false;
            }
            return ends.length == 1
                    ? packInOrder(keys, rowCount, ends)
                    : packByParts(keys, rowCount, ends);
        }

        private boolean packInOrder(long[] keys, int rowCount, int[] ends) {
            long all = 0;
            for (int row = 0; row < rowCount; row++) {
                long value = range.value(timestamps[row]);
                all |= value;
                keys[row] = value << nameBits | (order[row] & 0xFFFF_FFFFL);
            }
            ends[0] = rowCount;
            return all >>> range.bits() == 0;
        }

        /** Computes values twice, which is cheaper than writing keys and reading them again. */
        private boolean packByParts(long[] keys, int rowCount, int[] ends) {
            int shift = partShift(ends);
            int mask = ends.length - 1;
            Arrays.fill(ends, 0);
            long all = 0;
            for (int row = 0; row < rowCount; row++) {
                long value = range.value(timestamps[row]);
                all |= value;
                ends[(int) (value >>> shift) & mask]++;
            }
            if (all >>> range.bits() != 0) {
                return false;
            }
            int[] next = ends;
            boolean _ = RadixSort.toStarts(next, 0, rowCount);
            for (int row = 0; row < rowCount; row++) {
                long value = range.value(timestamps[row]);
                int place = next[(int) (value >>> shift)]++;
                keys[place] = value << nameBits | (order[row] & 0xFFFF_FFFFL);
            }
            return true;
        }

        /** Bits in which keys of a part differ, but for names. */
        long varyingIn(int[] ends) {
            long inParts = ends.length == 1 ? -1 : (1L << partShift(ends)) - 1;
            return (range.mask() & inParts) << nameBits;
        }

        private int partShift(int[] ends) {
            return Math.max(0, range.bits() - Integer.numberOfTrailingZeros(ends.length));
        }

        @Override
        public void take(long[] keys, int from, int count, int place) {
            long nameMask = (1L << nameBits) - 1;
            for (int index = 0; index < count; index++) {
                long key = keys[from + index];
                order[place + index] = (int) (key & nameMask);
                timestamps[place + index] = range.timestamp(key >>> nameBits);
            }
        }
    }

    /**
     * How rows are ordered by moving long stretches of them, without moving any; null if they are
     * not a few ascending sequences that take turns seldom.
     */
    @Nullable StretchMerge stretches(long[] timestamps, int rowCount) {
        return runs.collect(timestamps, rowCount) ? stretches(timestamps) : null;
    }

    private @Nullable StretchMerge stretches(long[] timestamps) {
        StretchMerge merge = new StretchMerge(runs, timestamps);
        return merge.merge() ? merge : null;
    }

    private void apply(
            StretchMerge merge, long[] timestamps, int rowCount, int[] order, long[] scratch) {
        merge.copy(timestamps, scratch);
        System.arraycopy(scratch, 0, timestamps, 0, rowCount);
        int[] names = memory.ints(rowCount);
        merge.copy(order, names);
        System.arraycopy(names, 0, order, 0, rowCount);
        memory.giveBack(names);
    }

    /** Merges the ascending chains of keys; the result lies in the array that is returned. */
    private long[] mergeChains(long[] keys, long[] spare) {
        int[] borders = runs.layChains(keys, spare);
        long[] from = spare;
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

    /** Sorts by row number and as many bits of the timestamp as there is room for beside it. */
    private void sortByUpperBits(
            long[] timestamps, int rowCount, int[] order, TimestampRange range, long[] keys) {
        long[] sorted = memory.longs(rowCount);
        int[] names = memory.ints(rowCount);
        int rowBits = bits(rowCount - 1L);
        int droppedBits = Math.max(0, range.bits() + rowBits - KEY_BITS);
        for (int row = 0; row < rowCount; row++) {
            keys[row] = range.value(timestamps[row]) >>> droppedBits << rowBits | row;
        }
        radix.sort(
                keys,
                rowCount,
                range.mask() >>> droppedBits << rowBits,
                sorted,
                (from, first, count, place) -> System.arraycopy(from, first, keys, place, count));
        int rowMask = (int) ((1L << rowBits) - 1);
        for (int place = 0; place < rowCount; place++) {
            int row = (int) keys[place] & rowMask;
            sorted[place] = timestamps[row];
            names[place] = order[row];
        }
        System.arraycopy(sorted, 0, timestamps, 0, rowCount);
        System.arraycopy(names, 0, order, 0, rowCount);
        memory.giveBack(sorted);
        memory.giveBack(names);
        int start = 0;
        while (droppedBits > 0 && start < rowCount) {
            int end = start + 1;
            while (end < rowCount && keys[start] >>> rowBits == keys[end] >>> rowBits) {
                end++;
            }
            sortAgain(timestamps, order, start, end);
            start = end;
        }
    }

    /** Sorts rows that are alike in the upper bits; they lie in the order of their names. */
    private static void sortAgain(long[] timestamps, int[] order, int from, int to) {
        if (isSorted(timestamps, from, to)) {
            return;
        }
        if (to - from > INSERTION_ROWS) {
            long[] partTimestamps = Arrays.copyOfRange(timestamps, from, to);
            int[] partOrder = Arrays.copyOfRange(order, from, to);
            new RowSorter().sort(partTimestamps, to - from, partOrder);
            System.arraycopy(partTimestamps, 0, timestamps, from, to - from);
            System.arraycopy(partOrder, 0, order, from, to - from);
            return;
        }
        for (int row = from + 1; row < to; row++) {
            long timestamp = timestamps[row];
            int name = order[row];
            int place = row - 1;
            while (place >= from && timestamps[place] > timestamp) {
                timestamps[place + 1] = timestamps[place];
                order[place + 1] = order[place];
                place--;
            }
            timestamps[place + 1] = timestamp;
            order[place + 1] = name;
        }
    }

    private static boolean isSorted(long[] timestamps, int from, int to) {
        for (int row = from + 1; row < to; row++) {
            if (timestamps[row - 1] > timestamps[row]) {
                return false;
            }
        }
        return true;
    }

    /** Bits that an unsigned number takes. */
    private static int bits(long number) {
        return Long.SIZE - Long.numberOfLeadingZeros(number);
    }
}
