package dev.tidemark.merge.sort;

import dev.tidemark.merge.sort.RowSorter.KeyLayout;
import java.util.Arrays;

/**
 * Radix sort from the least significant digit: each pass distributes the keys by one digit and
 * keeps their order otherwise. Only digits of the timestamp are looked at: the keys start in row
 * order, and every pass is stable.
 */
final class RadixSort {
    /** More digits at once would spread the writes over more memory pages than the TLB holds. */
    private static final int MAX_DIGIT_BITS = 9;

    private static final int MAX_DIGITS = (Long.SIZE + MAX_DIGIT_BITS - 1) / MAX_DIGIT_BITS;

    private final int[] counts = new int[MAX_DIGITS << MAX_DIGIT_BITS];
    private int[] rows = {};
    private int[] otherRows = {};

    /**
     * Sorts packed keys.
     *
     * @return {@code keys} or {@code scratch}, whichever holds the result
     */
    long[] sortPacked(long[] keys, int count, KeyLayout layout, long[] scratch) {
        int digits = digits(layout.valueBits());
        int digitBits = digitBits(layout.valueBits(), digits);
        countDigits(keys, count, layout.rowBits(), digits, digitBits);
        long[] from = keys;
        long[] into = scratch;
        for (int digit = 0; digit < digits; digit++) {
            int shift = layout.rowBits() + digit * digitBits;
            if (startsOfBuckets(digit, digitBits, count)) {
                distribute(from, into, count, shift, digit, digitBits);
                long[] swapped = from;
                from = into;
                into = swapped;
            }
        }
        return from;
    }

    /** Sorts timestamps in place, row numbers moving along into {@code order}. */
    void sortPairs(long[] timestamps, int count, KeyLayout layout, long[] scratch, int[] order) {
        int digits = digits(layout.valueBits());
        int digitBits = digitBits(layout.valueBits(), digits);
        if (rows.length < count) {
            rows = new int[count];
            otherRows = new int[count];
        }
        for (int row = 0; row < count; row++) {
            timestamps[row] = (timestamps[row] - layout.minimum()) >>> layout.shift();
            rows[row] = row;
        }
        countDigits(timestamps, count, 0, digits, digitBits);
        long[] from = timestamps;
        long[] into = scratch;
        for (int digit = 0; digit < digits; digit++) {
            if (startsOfBuckets(digit, digitBits, count)) {
                distributePairs(from, into, count, digit, digitBits);
                long[] swapped = from;
                from = into;
                into = swapped;
            }
        }
        for (int place = 0; place < count; place++) {
            order[place] = rows[place];
            timestamps[place] = (from[place] << layout.shift()) + layout.minimum();
        }
    }

    private void countDigits(long[] keys, int count, int lowBits, int digits, int digitBits) {
        Arrays.fill(counts, 0, digits << digitBits, 0);
        int mask = (1 << digitBits) - 1;
        for (int digit = 0; digit < digits; digit++) {
            int base = digit << digitBits;
            int shift = lowBits + digit * digitBits;
            for (int index = 0; index < count; index++) {
                counts[base + ((int) (keys[index] >>> shift) & mask)]++;
            }
        }
    }

    /** Turns a digit's counts into bucket starts; false if all keys lie in one bucket. */
    private boolean startsOfBuckets(int digit, int digitBits, int total) {
        int start = 0;
        int base = digit << digitBits;
        for (int bucket = base; bucket < base + (1 << digitBits); bucket++) {
            int inBucket = counts[bucket];
            if (inBucket == total) {
                return false;
            }
            counts[bucket] = start;
            start += inBucket;
        }
        return true;
    }

    private void distribute(
            long[] from, long[] into, int count, int shift, int digit, int digitBits) {
        int[] next = counts;
        int base = digit << digitBits;
        int mask = (1 << digitBits) - 1;
        for (int index = 0; index < count; index++) {
            long key = from[index];
            into[next[base + ((int) (key >>> shift) & mask)]++] = key;
        }
    }

    private void distributePairs(long[] from, long[] into, int count, int digit, int digitBits) {
        int[] next = counts;
        int base = digit << digitBits;
        int mask = (1 << digitBits) - 1;
        int shift = digit * digitBits;
        for (int index = 0; index < count; index++) {
            long key = from[index];
            int place = next[base + ((int) (key >>> shift) & mask)]++;
            into[place] = key;
            otherRows[place] = rows[index];
        }
        int[] swapped = rows;
        rows = otherRows;
        otherRows = swapped;
    }

    private static int digits(int valueBits) {
        return (valueBits + MAX_DIGIT_BITS - 1) / MAX_DIGIT_BITS;
    }

    private static int digitBits(int valueBits, int digits) {
        return (valueBits + digits - 1) / digits;
    }
}
