package dev.tidemark.core.column.kernel;

/**
 * Adjacent rows, and where their values go.
 *
 * @param row first row in the memory that they come from
 * @param count of rows
 * @param at place of the first value
 */
public record Run(int row, int count, int at) {
    /** The place after the last value. */
    int end() {
        return at + count;
    }

    /** The row whose value goes to a place. */
    int rowFor(int place) {
        return place + (row - at);
    }

    /** The same without the first rows. */
    Run from(int rows) {
        return new Run(row + rows, count - rows, at + rows);
    }
}
