package dev.tidemark.core.encoding;

/**
 * What is known of the values of a whole block that are not NULL, as in its header.
 *
 * @param minimum least value as a long, or the bits of a double
 * @param maximum greatest value, likewise
 * @param sum of longs; 0 unless the flag says that it is known
 * @param flags {@link BlockLayout#FLAG_NAN} and {@link BlockLayout#FLAG_SUM}
 */
record BlockStatistics(long minimum, long maximum, long sum, byte flags) {
    /** Of values that have no order, and of no values. */
    static final BlockStatistics NONE = new BlockStatistics(0, 0, 0, (byte) 0);

    boolean hasNaN() {
        return (flags & BlockLayout.FLAG_NAN) != 0;
    }

    boolean hasSum() {
        return (flags & BlockLayout.FLAG_SUM) != 0;
    }
}
