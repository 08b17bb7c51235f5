package dev.tidemark.merge.sort;

import dev.tidemark.core.encoding.kernel.Statistics;

/**
 * A range of timestamps, in which each is a small unsigned number: its distance from the first,
 * divided by what all distances have in common.
 *
 * @param minimum smallest timestamp
 * @param shift low bits that all distances have in common, which are left out
 * @param odd number that divides all distances, 1 if none is known
 * @param inverse of the odd number, multiplied with which distances are divided by it
 * @param largest number, unsigned
 */
record TimestampRange(long minimum, int shift, long odd, long inverse, long largest) {
    /** Rows that are asked for a common divisor: series often report at fixed times. */
    private static final int SAMPLED_ROWS = 64;

    /** The range of timestamps that are not all equal, without an odd divisor. */
    static TimestampRange of(long[] timestamps, int rowCount) {
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
        return new TimestampRange(minimum, shift, 1, 1, (maximum - minimum) >>> shift);
    }

    /**
     * The same with an odd number that divides the distances of some rows. It need not divide those
     * of all: the {@linkplain #value number} of one that it does not divide takes more than {@link
     * #bits}.
     */
    TimestampRange withSampledDivisor(long[] timestamps, int rowCount) {
        if (largest < 0) {
            return this; // so far apart that what is no multiple could not be told
        }
        long divisor = largest;
        for (int sample = 0; sample < SAMPLED_ROWS && divisor > 1; sample++) {
            int row = (int) ((long) sample * rowCount / SAMPLED_ROWS);
            long number = value(timestamps[row]);
            while (number != 0) {
                long rest = divisor % number;
                divisor = number;
                number = rest;
            }
        }
        divisor >>>= Long.numberOfTrailingZeros(divisor);
        return new TimestampRange(
                minimum, shift, divisor, Statistics.inverse(divisor), largest / divisor);
    }

    long value(long timestamp) {
        return ((timestamp - minimum) >>> shift) * inverse;
    }

    long timestamp(long value) {
        return ((value * odd) << shift) + minimum;
    }

    /** Bits of the largest number. */
    int bits() {
        return Long.SIZE - Long.numberOfLeadingZeros(largest);
    }

    /** Bits that a number may have. */
    long mask() {
        return -1L >>> (Long.SIZE - bits());
    }
}
