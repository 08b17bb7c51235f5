package dev.tidemark.tsbs.generate;

import java.util.Arrays;

/** Row numbers ordered by arrival time, then number: a binary heap over two arrays. */
final class DelayHeap {

    /** The most rows that may wait at once: 256 MiB. */
    static final int MAXIMUM_ROWS = 1 << 24;

    private static final int INITIAL_ROWS = 1 << 10;

    private final int maximumRows;
    private long[] arrivals = new long[INITIAL_ROWS];
    private long[] rows = new long[INITIAL_ROWS];
    private int size;

    /**
     * @param maximumRows the most rows that may wait at once
     */
    DelayHeap(int maximumRows) {
        this.maximumRows = maximumRows;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Arrival time of the first row; there must be one. */
    long firstArrivalNanos() {
        return arrivals[0];
    }

    /**
     * Adds a row.
     *
     * @throws IllegalStateException if the heap is full
     */
    void add(long arrivalNanos, long row) {
        if (size == maximumRows) {
            throw new IllegalStateException(
                    "more than "
                            + maximumRows
                            + " rows are delayed at once; choose a lower scale, a longer interval,"
                            + " fewer late rows or shorter delays");
        }
        if (size == rows.length) {
            int capacity = Math.min(maximumRows, 2 * size);
            arrivals = Arrays.copyOf(arrivals, capacity);
            rows = Arrays.copyOf(rows, capacity);
        }
        int index = size++;
        while (index > 0) {
            int parent = (index - 1) >>> 1;
            if (!isBefore(arrivalNanos, row, parent)) {
                break;
            }
            arrivals[index] = arrivals[parent];
            rows[index] = rows[parent];
            index = parent;
        }
        arrivals[index] = arrivalNanos;
        rows[index] = row;
    }

    /** Removes the first row, of which there must be one, and returns its number. */
    long removeFirst() {
        long first = rows[0];
        size--;
        long arrivalNanos = arrivals[size];
        long row = rows[size];
        int index = 0;
        while (true) {
            int child = 2 * index + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && isBefore(arrivals[child + 1], rows[child + 1], child)) {
                child++;
            }
            if (isBefore(arrivalNanos, row, child)) {
                break;
            }
            arrivals[index] = arrivals[child];
            rows[index] = rows[child];
            index = child;
        }
        arrivals[index] = arrivalNanos;
        rows[index] = row;
        return first;
    }

    private boolean isBefore(long arrivalNanos, long row, int index) {
        return arrivalNanos < arrivals[index]
                || (arrivalNanos == arrivals[index] && row < rows[index]);
    }
}
