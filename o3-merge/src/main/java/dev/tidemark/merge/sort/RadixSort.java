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
 * agree in them, and these are then sorted on their own. Bits that are the same in all keys are
 * left out.
 *
 * <p>Least significant digit first as in Knuth, The Art of Computer Programming, volume 3, 5.2.5.
 */
final class RadixSort {
    /** As many streams as a prefetcher follows: with 64 parts a pass takes three times as long. */
    private static final int SPLIT_BITS = 5;

    /** Keys that are sorted in the cache, together with as many places to distribute them to. */
    private static final int CACHED_KEYS = 1 << 16;

    private static final int DIGIT_BITS = 8;

    /** Bits after which hardly any of the keys that fit the cache are alike. */
    private static final int DISTINGUISHING_BITS = 2 * DIGIT_BITS;

    /** Up to so many keys are sorted by insertion. */
    private static final int INSERTION_KEYS = 24;

    private final int[] lowerDigit = new int[1 << DIGIT_BITS];
    private final int[] upperDigit = new int[1 << DIGIT_BITS];

    /** Where the keys of a range lie, and where they are to end. */
    private static final class Keys {
        final long[] keys;

        /** May be written at the same places. */
        final long[] spare;

        /** Whether they are to end where they lie, else in {@link #spare}. */
        private final boolean stay;

        Keys(long[] keys, long[] spare, boolean stay) {
            this.keys = keys;
            this.spare = spare;
            this.stay = stay;
        }

        /** The same after they were moved to the spare array. */
        Keys moved() {
            return new Keys(/* keys= */ spare, /* spare= */ keys, !stay);
        }

        /** Where they are to end. */
        long[] target() {
            return stay ? keys : spare;
        }

        void finish(int from, int to) {
            if (!stay) {
                System.arraycopy(keys, from, spare, from, to - from);
            }
        }
    }

    /**
     * Sorts the first {@code count} keys, none of them negative.
     *
     * @param varying bits in which keys differ, but for those that ascend already
     * @param spare at least as long as the keys; overwritten
     */
    void sort(long[] keys, int count, long varying, long[] spare) {
        sort(new Keys(keys, spare, true), 0, count, varying);
    }

    private void sort(Keys keys, int from, int to, long varying) {
        int highest = Long.SIZE - Long.numberOfLeadingZeros(varying);
        int lowest = Long.numberOfTrailingZeros(varying);
        if (to - from <= INSERTION_KEYS) {
            sortByInsertion(keys.keys, from, to);
            keys.finish(from, to);
        } else if (varying == 0) {
            keys.finish(from, to);
        } else if (to - from > CACHED_KEYS) {
            split(keys, from, to, varying);
        } else if (highest - lowest <= DISTINGUISHING_BITS) {
            sortDigits(keys, from, to, lowest, highest - lowest);
        } else {
            int cut = highest - DISTINGUISHING_BITS;
            sortDigits(keys, from, to, cut, DISTINGUISHING_BITS);
            sortAlike(keys.target(), from, to, cut, varying & ((1L << cut) - 1));
        }
    }

    /** Distributes the keys by the highest of the varying bits, and sorts the parts. */
    private void split(Keys keys, int from, int to, long varying) {
        int highest = Long.SIZE - Long.numberOfLeadingZeros(varying);
        int shift = Math.max(0, highest - SPLIT_BITS);
        int[] starts = new int[1 << SPLIT_BITS];
        count(keys.keys, from, to, shift, starts);
        long rest = varying & ((1L << shift) - 1);
        if (!toStarts(starts, from, to)) {
            sort(keys, from, to, rest);
            return;
        }
        distribute(keys, from, to, shift, starts);
        Keys parts = keys.moved();
        int start = from;
        for (int end : starts) { // what were starts before keys were distributed
            if (end > start) {
                sort(parts, start, end, rest);
            }
            start = end;
        }
    }

    /** Sorts by one digit or two, which lie side by side from bit {@code shift} on. */
    private void sortDigits(Keys keys, int from, int to, int shift, int bits) {
        Keys current = keys;
        if (bits <= DIGIT_BITS) {
            count(keys.keys, from, to, shift, lowerDigit);
        } else {
            countTwo(keys.keys, from, to, shift);
        }
        if (toStarts(lowerDigit, from, to)) {
            distribute(current, from, to, shift, lowerDigit);
            current = current.moved();
        }
        if (bits > DIGIT_BITS && toStarts(upperDigit, from, to)) {
            distribute(current, from, to, shift + DIGIT_BITS, upperDigit);
            current = current.moved();
        }
        current.finish(from, to);
    }

    /** Sorts each group of keys that agree from bit {@code shift} on. */
    private void sortAlike(long[] keys, int from, int to, int shift, long varying) {
        int start = from;
        while (start < to) {
            long shared = keys[start] >>> shift;
            int end = start + 1;
            while (end < to && keys[end] >>> shift == shared) {
                end++;
            }
            if (end - start <= INSERTION_KEYS) {
                sortByInsertion(keys, start, end);
            } else {
                long[] group = Arrays.copyOfRange(keys, start, end);
                sort(group, group.length, varying, new long[group.length]);
                System.arraycopy(group, 0, keys, start, group.length);
            }
            start = end;
        }
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
    private static boolean toStarts(int[] counts, int from, int to) {
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

    private static void distribute(Keys keys, int from, int to, int shift, int[] next) {
        long[] source = keys.keys;
        long[] target = keys.spare;
        int mask = next.length - 1;
        for (int index = from; index < to; index++) {
            long key = source[index];
            target[next[(int) (key >>> shift) & mask]++] = key;
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
