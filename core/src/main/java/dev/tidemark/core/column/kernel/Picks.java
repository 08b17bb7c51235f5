package dev.tidemark.core.column.kernel;

/**
 * Rows named by number, in any order and any number of times, and where their values go. The array
 * is not copied.
 */
public final class Picks {
    private final int[] rows;
    private final int from;
    private final int count;
    private final int at;
    private final int first;

    /**
     * @param rows numbers of rows
     * @param from index of the first number that counts
     * @param count of numbers
     * @param at place of the first value
     * @param first number of the row that is the first one in what values are taken from
     */
    public Picks(int[] rows, int from, int count, int at, int first) {
        this.rows = rows;
        this.from = from;
        this.count = count;
        this.at = at;
        this.first = first;
    }

    /** Rows that are numbered from 0 on. */
    public Picks(int[] rows, int from, int count, int at) {
        this(rows, from, count, at, 0);
    }

    int count() {
        return count;
    }

    /** The place of the first value. */
    int at() {
        return at;
    }

    /** The place after the last value. */
    int end() {
        return at + count;
    }

    /** The row, from 0 on, whose value goes to a place. */
    int rowFor(int place) {
        return rows[place + (from - at)] - first;
    }
}
