package dev.tidemark.sql.execute;

import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.Vector;

/**
 * Rows of a run that pass a scan's conditions: {@code first + offsets[0 .. count)}, ascending, or
 * simply {@code count} rows from {@code first} on. Used again and again by one thread.
 */
final class RowSelection {
    /** One row in so many is few enough to be read by itself. */
    private static final int SPARSE_FRACTION = 20;

    private static final int[] NO_OFFSETS = {};

    long first;
    int count;

    /** Made when first needed: an ordered scan has several selections, most of them ranges. */
    private int[] offsets = NO_OFFSETS;

    /** Whether the rows follow one another from the first; offsets mean nothing then. */
    private boolean isRange;

    /** Whether offsets may be in any order, as rows of an unsorted run may. */
    private boolean isUnsorted;

    /** Whether {@code count} of {@code rows} rows are better read one by one. */
    static boolean isSparse(int count, int rows) {
        return count <= rows / SPARSE_FRACTION;
    }

    /** Room for the offsets of {@link Vector#SIZE} rows. */
    int[] offsets() {
        if (offsets.length == 0) {
            offsets = new int[Vector.SIZE];
        }
        return offsets;
    }

    /** Empties it; rows will be counted from {@code row}. */
    void startAt(long row) {
        first = row;
        count = 0;
        isRange = false;
        isUnsorted = false;
    }

    /** Selects the first rows, and no others. */
    void selectRange(int rows) {
        count = rows;
        isRange = true;
    }

    /** Selects {@code rows[from .. from + selected)} of an unsorted run, in that order. */
    void setInOrder(int[] rows, int from, int selected) {
        startAt(0);
        isUnsorted = true;
        System.arraycopy(rows, from, offsets(), 0, selected);
        count = selected;
    }

    /** Makes another selection of a part of the selected rows. */
    void copyTo(RowSelection other, int from, int selected) {
        other.startAt(first);
        other.isUnsorted = isUnsorted;
        if (isRange) {
            other.first = first + from;
            other.selectRange(selected);
        } else {
            System.arraycopy(offsets, from, other.offsets(), 0, selected);
            other.count = selected;
        }
    }

    /** The run's row of a selected one. */
    long row(int index) {
        return isRange ? first + index : first + offsets[index];
    }

    /** Leaves all rows out but {@code [from, from + kept)}. */
    void keep(int from, int kept) {
        if (isRange) {
            first += from;
        } else {
            System.arraycopy(offsets, from, offsets, 0, kept);
        }
        count = kept;
    }

    /** Reads a column of the selected rows of the reader's run; there is one at least. */
    void read(ColumnReader reader, Vector into) {
        if (isContiguous()) {
            reader.read(firstRow(), count, into);
        } else {
            reader.readSelected(first, offsets, count, into);
        }
    }

    /** Turns the order of the offsets around. */
    void reverse() {
        for (int low = 0, high = isRange ? 0 : count - 1; low < high; low++, high--) {
            int swapped = offsets[low];
            offsets[low] = offsets[high];
            offsets[high] = swapped;
        }
    }

    /**
     * Adds rows to those that are selected, if there is room for them.
     *
     * @param sparse whether they may follow others; if not, they are added to none
     * @return whether they were added
     */
    boolean addUnlessFull(RowSelection next, boolean sparse) {
        if (count > 0 && (!sparse || count + next.count > Vector.SIZE)) {
            return false;
        }
        if (next.isRange) {
            first = next.first;
            selectRange(next.count);
            return true;
        }
        int shift = (int) (next.first - first);
        for (int row = 0; row < next.count; row++) {
            offsets()[count + row] = next.offsets[row] + shift;
        }
        count += next.count;
        return true;
    }

    /** The first selected row. */
    long firstRow() {
        return isRange ? first : first + offsets[0];
    }

    boolean isContiguous() {
        return isRange || (!isUnsorted && offsets[count - 1] - offsets[0] + 1 == count);
    }

    /** Counts offsets from the first selected row. */
    void countFromFirst() {
        long base = firstRow();
        for (int row = 0; row < count; row++) {
            offsets()[row] = isRange ? row : (int) (first + offsets[row] - base);
        }
        first = base;
        isRange = false;
    }
}
