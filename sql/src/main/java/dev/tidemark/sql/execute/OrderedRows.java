package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;

/**
 * Up to {@link Vector#SIZE} chosen rows of one run, in the order in which a scan delivers them: a
 * key for each, and where they stand, so that their columns can be read later. Of two rows that
 * with the lesser key is delivered first.
 */
final class OrderedRows {
    /** No row was left out. */
    static final long NONE_LEFT_OUT = -1;

    private final boolean backwards;

    /** Grows as needed: of many runs only a few rows are chosen. */
    private long[] keys = {};

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

    /**
     * Takes the times of the rows in the selection, and leaves rows out behind the first whose key
     * is beyond a limit.
     *
     * @return the row of the run to go on from, or {@link #NONE_LEFT_OUT}
     */
    long setTimes(long[] times, long limit) {
        int all = selection.count;
        int kept = Math.min(all, rowsUpTo(limit, times, all) + 1);
        int from = backwards ? all - kept : 0;
        long leftOut = kept == all ? NONE_LEFT_OUT : selection.row(backwards ? from - 1 : kept);
        selection.keep(from, kept);
        count = kept;
        position = 0;
        isReversed = backwards;
        reserve(kept);
        if (backwards) {
            for (int index = 0; index < kept; index++) {
                keys[index] = ~times[all - 1 - index];
            }
        } else {
            System.arraycopy(times, 0, keys, 0, kept);
        }
        return leftOut;
    }

    /** How many ascending times have a key up to a limit. */
    private int rowsUpTo(long limit, long[] times, int all) {
        int low = 0;
        int high = all;
        while (low < high) {
            int middle = (low + high) >>> 1;
            boolean isLower = backwards ? ~times[middle] > limit : times[middle] <= limit;
            if (isLower) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return backwards ? all - low : low;
    }

    private void reserve(int rows) {
        if (keys.length < rows) {
            keys = new long[Math.max(rows, Math.min(Vector.SIZE, 2 * keys.length))];
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
        reserve(taken);
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

    /** The key of a row, counted from the next one on. */
    long key(int row) {
        return keys[position + row];
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
