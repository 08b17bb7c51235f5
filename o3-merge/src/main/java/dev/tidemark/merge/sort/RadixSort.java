package dev.tidemark.merge.sort;

import java.util.Arrays;

/**
 * Sorts distinct keys of which the lowest bits ascend already: only bits above them are looked at,
 * and every step keeps the order of keys that are equal there.
 *
 * <p>A pass that distributes keys to more places than the processor prefetches, into more memory
 * than its cache holds, waits for memory at every line: 6 ns a key instead of 2. So a large range
 * is first split by its uppermost bits, into few parts, until a part fits the cache; there it is
 * sorted from the least significant digit. Of long keys only the two upper digits are: few keys
 * agree in them, and those that do lie side by side, so that inserting each among its neighbours is
 * cheaper than further passes. Bits that are the same in all keys are left out.
 *
 * <p>Least significant digit first as in Knuth, The Art of Computer Programming, volume 3, 5.2.5.
 */
final class RadixSort {
    /** As many streams as a prefetcher follows: with 64 parts a pass takes three times as long. */
    static final int SPLIT_BITS = 5;

    /** Keys that are sorted in the cache, together with as many places that they go to. */
    static final int CACHED_KEYS = 1 << 16;

    private static final int DIGIT_BITS = 8;

    /** Bits after which hardly any of the keys that fit the cache are alike. */
    private static final int DISTINGUISHING_BITS = 2 * DIGIT_BITS;

    /** Up to so many keys are sorted by insertion. */
    private static final int INSERTION_KEYS = 24;

    /** Places that a key of a nearly sorted range may move on average, before it is given up. */
    private static final int MOVES_PER_KEY = 4;

    private final int[] lowerDigit = new int[1 << DIGIT_BITS];
    private final int[] upperDigit = new int[1 << DIGIT_BITS];
    private long[] cached = {};
    private Output output = (_, _, _, _) -> {};

    /** Takes keys that are in their order, while they are still in the cache. */
    interface Output {
        /**
         * Takes {@code count} keys.
         *
         * @param keys which hold them, from {@code from} on; may be one of the sorter's arrays
         * @param place of the first among all keys; from there on {@code count} keys of the
         *     sorter's arrays may be written over
         */
        void take(long[] keys, int from, int count, int place);
    }

    /**
     * Sorts the first {@code count} keys, none of them negative.
     *
     * @param varying bits in which keys differ, but for those that ascend already
     * @param spare at least as long as the keys
     * @param into gets all keys, range by range; both arrays are overwritten
     */
    void sort(long[] keys, int count, long varying, long[] spare, Output into) {
        sortParts(keys, new int[] {count}, varying, spare, into);
    }

    /**
     * Sorts keys of which those before each border are less than those behind it.
     *
     * @param ends of the parts
     * @param varying bits in which keys of a part differ, but for those that ascend already
     */
    void sortParts(long[] keys, int[] ends, long varying, long[] spare, Output into) {
        output = into;
        sortParts(keys, spare, 0, ends, varying);
        output = (_, _, _, _) -> {};
    }

    private void sortParts(long[] keys, long[] spare, int from, int[] ends, long varying) {
        int start = from;
        for (int end : ends) {
            if (end > start) {
                sort(keys, spare, start, end, varying);
            }
            start = end;
        }
    }

    private void sort(long[] keys, long[] spare, int from, int to, long varying) {
        int count = to - from;
        if (count > CACHED_KEYS && varying != 0) {
            split(keys, spare, from, to, varying);
        } else if (count > INSERTION_KEYS && varying != 0) {
            sortInCache(keys, spare, from, to, varying);
        } else {
            if (varying != 0) {
                sortByInsertion(keys, from, to);
            }
            output.take(keys, from, count, from);
        }
    }

    /** Distributes the keys by the highest of the varying bits, and sorts the parts. */
    private void split(long[] keys, long[] spare, int from, int to, long varying) {
        int shift = Math.max(0, highestBit(varying) - SPLIT_BITS);
        int[] starts = new int[1 << SPLIT_BITS];
        count(keys, from, to, shift, starts);
        long rest = varying & ((1L << shift) - 1);
        if (!toStarts(starts, from, to)) {
            sort(keys, spare, from, to, rest);
            return;
        }
        distribute(keys, from, to, shift, starts, spare);
        int[] ends = starts; // what were starts before keys were distributed
        sortParts(/* keys= */ spare, /* spare= */ keys, from, ends, rest);
    }

    private void sortInCache(long[] keys, long[] spare, int from, int to, long varying) {
        int highest = highestBit(varying);
        int lowest = Long.numberOfTrailingZeros(varying);
        int count = to - from;
        if (cached.length < count) {
            cached = new long[Math.max(count, Math.min(CACHED_KEYS, keys.length))];
        }
        if (highest - lowest <= DIGIT_BITS) {
            sortDigit(keys, from, to, lowest);
        } else if (highest - lowest <= DISTINGUISHING_BITS) {
            sortTwoDigits(keys, from, to, lowest);
            output.take(keys, from, count, from);
        } else {
            int cut = highest - DISTINGUISHING_BITS;
            sortTwoDigits(keys, from, to, cut);
            if (sortNeighbours(keys, from, to)) {
                output.take(keys, from, count, from);
            } else {
                sortAlike(keys, spare, from, to, cut, varying & ((1L << cut) - 1));
            }
        }
    }

    private void sortDigit(long[] keys, int from, int to, int shift) {
        count(keys, from, to, shift, lowerDigit);
        if (toStarts(lowerDigit, 0, to - from)) {
            distribute(keys, from, to, shift, lowerDigit, cached);
            output.take(cached, 0, to - from, from);
        } else {
            output.take(keys, from, to - from, from);
        }
    }

    /** Sorts in place by two digits, which lie side by side from bit {@code shift} on. */
    private void sortTwoDigits(long[] keys, int from, int to, int shift) {
        int count = to - from;
        countTwo(keys, from, to, shift);
        boolean lower = toStarts(lowerDigit, 0, count);
        if (lower) {
            distribute(keys, from, to, shift, lowerDigit, cached);
        }
        if (toStarts(upperDigit, from, to)) {
            if (!lower) {
                System.arraycopy(keys, from, cached, 0, count);
            }
            distribute(cached, 0, count, shift + DIGIT_BITS, upperDigit, keys);
        } else if (lower) {
            System.arraycopy(cached, 0, keys, from, count);
        }
    }

    /**
     * Sorts keys that are nearly in order; false if they turn out not to be: they are then in some
     * other order, in which keys that differ in their upper bits have kept theirs.
     */
    private static boolean sortNeighbours(long[] keys, int from, int to) {
        long movesLeft = (long) MOVES_PER_KEY * (to - from);
        long previous = keys[from];
        for (int index = from + 1; index < to; index++) {
            long key = keys[index];
            if (key >= previous) {
                previous = key;
                continue;
            }
            int place = index - 1;
            while (place >= from && keys[place] > key) {
                keys[place + 1] = keys[place];
                place--;
            }
            keys[place + 1] = key;
            movesLeft -= index - place;
            if (movesLeft < 0) {
                return false;
            }
        }
        return true;
    }

    /** Sorts each group of keys that agree from bit {@code shift} on. */
    private void sortAlike(long[] keys, long[] spare, int from, int to, int shift, long varying) {
        int start = from;
        while (start < to) {
            long shared = keys[start] >>> shift;
            int end = start + 1;
            while (end < to && keys[end] >>> shift == shared) {
                end++;
            }
            sort(keys, spare, start, end, varying);
            start = end;
        }
    }

    private static int highestBit(long bits) {
        return Long.SIZE - Long.numberOfLeadingZeros(bits);
    }

    private static void count(long[] keys, int from, int to, int shift, int[] counts) {
        Arrays.fill(counts, 0);
        int mask = counts.length - 1;
        for (int index = from; index < to; index++) {
            counts[(int) (keys[index] >>> shift) & mask]++;
        }
    }

    /** Counts two digits at once, which takes no longer than one: it waits for the counters. */
    private void countTwo(long[] keys, int from, int to, int shift) {
        int[] lower = lowerDigit;
        int[] upper = upperDigit;
        Arrays.fill(lower, 0);
        Arrays.fill(upper, 0);
        int mask = (1 << DIGIT_BITS) - 1;
        for (int index = from; index < to; index++) {
            int digits = (int) (keys[index] >>> shift);
            lower[digits & mask]++;
            upper[digits >>> DIGIT_BITS & mask]++;
        }
    }

    /** Turns counts into where the keys of each value begin; false if all have the same. */
    static boolean toStarts(int[] counts, int from, int to) {
        int start = from;
        for (int value = 0; value < counts.length; value++) {
            int count = counts[value];
            if (count == to - from) {
                return false;
            }
            counts[value] = start;
            start += count;
        }
        return true;
    }

    private static void distribute(
            long[] keys, int from, int to, int shift, int[] next, long[] into) {
        int mask = next.length - 1;
        for (int index = from; index < to; index++) {
            long key = keys[index];
            into[next[(int) (key >>> shift) & mask]++] = key;
        }
    }

    private static void sortByInsertion(long[] keys, int from, int to) {
        for (int index = from + 1; index < to; index++) {
            long key = keys[index];
            int place = index - 1;
            while (place >= from && keys[place] > key) {
                keys[place + 1] = keys[place];
                place--;
            }
            keys[place + 1] = key;
        }
    }
}
