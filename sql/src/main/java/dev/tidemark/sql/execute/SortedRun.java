package dev.tidemark.sql.execute;

/** The chosen rows of an unsorted run in the order in which a scan delivers them. */
final class SortedRun {
    /**
     * Rows of a window. All unsorted runs of a scan are usually open at the same time, and often a
     * few rows of each are enough.
     */
    private static final int WINDOW_ROWS = 128;

    private final int[] rows;
    private final long[] keys;
    private int done;

    /**
     * @param rows of the run, in the order to deliver them
     * @param keys of these rows, ascending
     */
    SortedRun(int[] rows, long[] keys) {
        this.rows = rows;
        this.keys = keys;
    }

    /** Delivers the next rows; false after the last. */
    boolean next(OrderedRows into) {
        int count = Math.min(WINDOW_ROWS, rows.length - done);
        into.set(rows, keys, done, count);
        done += count;
        return count > 0;
    }
}
