package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;

/**
 * Up to {@link Vector#SIZE} chosen rows of one run, in the order in which a scan delivers them: a
 * key for each, and where they stand, so that their columns can be read later. Of two rows that
 * with the lesser key is delivered first.
 */
final class OrderedRows {
    private final boolean backwards;
    private final long[] keys = new long[Vector.SIZE];

    /** Where the rows stand; in the opposite order if reversed. */
    private final RowSelection selection = new RowSelection();

    private boolean isReversed;
    private int count;
    private int position;

    OrderedRows(boolean backwards) {
        this.backwards = backwards;
    }

    /**
     * What orders a time: itself, or backwards its complement, which has the opposite order. The
     * time that a key stands for is the key of the key.
     */
    static long key(long time, boolean backwards) {
        return backwards ? ~time : time;
    }

    /** Copies the times that keys stand for. */
    static void copyTimes(long[] keys, int from, int count, boolean backwards, long[] times) {
        System.arraycopy(keys, from, times, 0, count);
        if (backwards) {
            for (int index = 0; index < count; index++) {
                times[index] = ~times[index];
            }
        }
    }

    boolean isBackwards() {
        return backwards;
    }

    /** Where to put rows of a sorted run, ascending; {@link #setTimes} completes them. */
    RowSelection selection() {
        return selection;
    }

    /** Takes the times of the rows in the selection. */
    void setTimes(long[] times) {
        count = selection.count;
        position = 0;
        isReversed = backwards;
        if (backwards) {
            for (int index = 0; index < count; index++) {
                keys[index] = ~times[count - 1 - index];
            }
        } else {
            System.arraycopy(times, 0, keys, 0, count);
        }
    }

    /**
     * Takes rows that are in the order of delivery already.
     *
     * @param rows numbers of rows in their run, of which {@code [from, from + taken)} are taken
     * @param rowKeys their keys
     */
    void set(int[] rows, long[] rowKeys, int from, int taken) {
        selection.setInOrder(rows, from, taken);
        System.arraycopy(rowKeys, from, keys, 0, taken);
        count = taken;
        position = 0;
        isReversed = false;
    }

    /** Whether rows are left. */
    boolean hasRows() {
        return position < count;
    }

    long lastKey() {
        return keys[count - 1];
    }

    /** How many of the rows left have a key up to {@code key}, or below it. */
    int rowsUpTo(long key, boolean orEqual) {
        int low = position;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys[middle] < key || (orEqual && keys[middle] == key)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - position;
    }

    /** Copies the keys of the next rows. */
    void copyKeys(int rows, long[] into, int at) {
        System.arraycopy(keys, position, into, at, rows);
    }

    /**
     * Takes the next rows.
     *
     * @param into receives where they stand
     * @return whether the order there is the opposite of that of delivery
     */
    boolean take(int rows, RowSelection into) {
        int from = isReversed ? count - position - rows : position;
        selection.copyTo(into, from, rows);
        position += rows;
        return isReversed;
    }
}
