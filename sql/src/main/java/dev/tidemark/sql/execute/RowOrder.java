package dev.tidemark.sql.execute;

/** A stable merge sort of row numbers. */
final class RowOrder {
    private static final int INSERTION_LIMIT = 16;

    private RowOrder() {}

    /** Compares two rows by number. */
    @FunctionalInterface
    interface RowComparator {
        int compare(int left, int right);
    }

    /** Numbers {@code [0, count)} in order; equal rows stay in theirs. */
    static int[] sort(int count, RowComparator comparator) {
        int[] rows = new int[count];
        for (int row = 0; row < count; row++) {
            rows[row] = row;
        }
        sort(rows, new int[count], 0, count, comparator);
        return rows;
    }

    private static void sort(
            int[] rows, int[] scratch, int from, int to, RowComparator comparator) {
        if (to - from <= INSERTION_LIMIT) {
            insertionSort(rows, from, to, comparator);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(rows, scratch, from, middle, comparator);
        sort(rows, scratch, middle, to, comparator);
        if (comparator.compare(rows[middle - 1], rows[middle]) <= 0) {
            return;
        }
        System.arraycopy(rows, from, scratch, from, middle - from);
        int left = from;
        int right = middle;
        for (int at = from; left < middle; at++) {
            boolean takesRight = right < to && comparator.compare(rows[right], scratch[left]) < 0;
            rows[at] = takesRight ? rows[right++] : scratch[left++];
        }
    }

    private static void insertionSort(int[] rows, int from, int to, RowComparator comparator) {
        for (int index = from + 1; index < to; index++) {
            int row = rows[index];
            int at = index;
            while (at > from && comparator.compare(row, rows[at - 1]) < 0) {
                rows[at] = rows[at - 1];
                at--;
            }
            rows[at] = row;
        }
    }
}
