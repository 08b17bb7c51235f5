package dev.tidemark.sql.plan;

/**
 * Rows {@code [low, high)} counted from 0; a negative end counts back from the number of rows.
 *
 * @param low a negative one is beyond the start if there are fewer rows
 * @param high Long.MAX_VALUE for all
 */
public record RowWindow(long low, long high) {
    /** Whether an end depends on the number of rows. */
    public boolean countsFromEnd() {
        return low < 0 || high < 0;
    }

    /** The window with ends counted from 0, when that many rows are there. */
    public RowWindow resolve(long rowCount) {
        long first = low < 0 ? Math.max(0, rowCount + low) : Math.min(low, rowCount);
        long end = high < 0 ? Math.max(0, rowCount + high) : Math.min(high, rowCount);
        return new RowWindow(first, Math.max(first, end));
    }

    @Override
    public String toString() {
        return "[" + low + ", " + (high == Long.MAX_VALUE ? "all" : high) + ")";
    }
}
