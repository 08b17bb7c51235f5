package dev.tidemark.merge.sort;

import org.jspecify.annotations.Nullable;

/**
 * Staged rows that arrived almost in order: what belongs together in time also arrived together.
 *
 * <p>Such rows of a block are read by copying all that arrived between the first and the last of
 * them as it lies, and gathering from that copy, which stays in the cache. Dealing rows out to
 * {@linkplain RowGroups groups} takes about twice as long.
 *
 * <p>Immutable.
 */
public final class NearbyRows {
    private static final int STRETCH_BITS = 12;

    /** Rows, in time order, of which is known between which arrivals they lie. */
    private static final int STRETCH_ROWS = 1 << STRETCH_BITS;

    /** Rows that are looked at together in order to tell whether they are nearby, as of a block. */
    private static final int SAMPLE_ROWS = 1 << 16;

    /** Rows copied for each row read, beyond which rows are better read one by one. */
    private static final int MAX_COPIED = 8;

    /** The same, on average, beyond which rows are better dealt out to groups. */
    private static final int MAX_AVERAGE_COPIED = 2;

    private final int[] numbers;
    private final int[] firstArrivals;
    private final int[] lastArrivals;

    /**
     * Rows in the order of their arrival.
     *
     * @param from number of the first
     * @param to number after that of the last
     */
    public record Arrivals(int from, int to) {
        public int rowCount() {
            return to - from;
        }
    }

    private NearbyRows(int[] numbers) {
        this.numbers = numbers;
        int stretches = Math.ceilDiv(numbers.length, STRETCH_ROWS);
        this.firstArrivals = new int[stretches];
        this.lastArrivals = new int[stretches];
        for (int stretch = 0; stretch < stretches; stretch++) {
            int from = stretch << STRETCH_BITS;
            int to = Math.min(numbers.length, from + STRETCH_ROWS);
            int first = numbers[from];
            int last = first;
            for (int row = from + 1; row < to; row++) {
                first = Math.min(first, numbers[row]);
                last = Math.max(last, numbers[row]);
            }
            firstArrivals[stretch] = first;
            lastArrivals[stretch] = last;
        }
    }

    /**
     * Numbers rows by their arrival.
     *
     * @param references of rows in time order
     * @param chunkStarts the number, counted by arrival, of each chunk's first row
     * @return null if the rows are not nearby
     */
    static @Nullable NearbyRows of(RowReferences references, int rowCount, int[] chunkStarts) {
        NearbyRows rows = new NearbyRows(references.arrivals(chunkStarts));
        long copied = 0;
        for (int from = 0; from < rowCount; from += SAMPLE_ROWS) {
            int count = Math.min(SAMPLE_ROWS, rowCount - from);
            copied += Math.min((long) MAX_COPIED * count, rows.arrivals(from, count).rowCount());
        }
        return copied <= (long) MAX_AVERAGE_COPIED * rowCount ? rows : null;
    }

    /** Whether rows are close enough together to be read from a copy of all between them. */
    public boolean areClose(int from, int count) {
        return arrivals(from, count).rowCount() <= (long) MAX_COPIED * count;
    }

    /** What arrived between the first and the last of some rows, perhaps a little more. */
    public Arrivals arrivals(int from, int count) {
        int first = Integer.MAX_VALUE;
        int last = 0;
        int end = (from + count - 1) >>> STRETCH_BITS;
        for (int stretch = from >>> STRETCH_BITS; stretch <= end; stretch++) {
            first = Math.min(first, firstArrivals[stretch]);
            last = Math.max(last, lastArrivals[stretch]);
        }
        return new Arrivals(first, last + 1);
    }

    /** The number by arrival of each row, in time order; shared, not to be changed. */
    public int[] numbers() {
        return numbers;
    }
}
