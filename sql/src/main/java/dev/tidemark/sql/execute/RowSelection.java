package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;

/**
 * Rows of a run that pass a scan's conditions: {@code first + offsets[0 .. count)}, ascending, or
 * simply {@code count} rows from {@code first} on. Used again and again by one thread.
 */
final class RowSelection {
    /** One row in so many is few enough to be read by itself. */
    private static final int SPARSE_FRACTION = 20;

    final int[] offsets = new int[Vector.SIZE];
    long first;
    int count;

    /** Whether the rows follow one another from the first; offsets mean nothing then. */
    private boolean isRange;

    /** Whether {@code count} of {@code rows} rows are better read one by one. */
    static boolean isSparse(int count, int rows) {
        return count <= rows / SPARSE_FRACTION;
    }

    /** Empties it; rows will be counted from {@code row}. */
    void startAt(long row) {
        first = row;
        count = 0;
        isRange = false;
    }

    /** Selects the first rows, and no others. */
    void selectRange(int rows) {
        count = rows;
        isRange = true;
    }

    /**
     * Adds rows behind those that are selected, if there is room for them.
     *
     * @param sparse whether they may follow others; if not, they are added to none
     * @return whether they were added
     */
    boolean addUnlessFull(RowSelection next, boolean sparse) {
        if (count > 0 && (!sparse || count + next.count > offsets.length)) {
            return false;
        }
        if (next.isRange) {
            first = next.first;
            selectRange(next.count);
            return true;
        }
        int shift = (int) (next.first - first);
        for (int row = 0; row < next.count; row++) {
            offsets[count + row] = next.offsets[row] + shift;
        }
        count += next.count;
        return true;
    }

    /** The first selected row. */
    long firstRow() {
        return isRange ? first : first + offsets[0];
    }

    /** Rows from the first selected one to the last. */
    int span() {
        return isRange ? count : offsets[count - 1] - offsets[0] + 1;
    }

    boolean isContiguous() {
        return span() == count;
    }

    /** Counts offsets from the first selected row; reverses their order if asked to. */
    void countFromFirst(boolean reversed) {
        long base = firstRow();
        for (int row = 0; row < count; row++) {
            offsets[row] = isRange ? row : (int) (first + offsets[row] - base);
        }
        first = base;
        isRange = false;
        if (reversed) {
            for (int low = 0, high = count - 1; low < high; low++, high--) {
                int swapped = offsets[low];
                offsets[low] = offsets[high];
                offsets[high] = swapped;
            }
        }
    }
}
