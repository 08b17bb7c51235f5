package dev.tidemark.core.batch;

/** The range of the timestamps of consecutive rows, and whether they are in order. */
final class TimestampOrder {
    private long smallest = Long.MAX_VALUE;
    private long largest = Long.MIN_VALUE;
    private boolean sorted = true;

    long smallest() {
        return smallest;
    }

    long largest() {
        return largest;
    }

    boolean isSorted() {
        return sorted;
    }

    /** Adds {@code rows} timestamps, from index {@code first} on. */
    void add(long[] timestamps, int first, int rows) {
        boolean ordered = sorted;
        long previous = largest;
        long low = smallest;
        long high = largest;
        for (int index = first; index < first + rows; index++) {
            long timestamp = timestamps[index];
            // While rows are in order the largest one so far is the one before.
            ordered &= timestamp >= previous;
            previous = timestamp;
            low = Math.min(low, timestamp);
            high = Math.max(high, timestamp);
        }
        sorted = ordered;
        smallest = low;
        largest = high;
    }

    /** Adds the rows that another one has seen; none changes nothing. */
    void add(TimestampOrder later) {
        sorted &= later.sorted && later.smallest >= largest;
        smallest = Math.min(smallest, later.smallest);
        largest = Math.max(largest, later.largest);
    }
}
