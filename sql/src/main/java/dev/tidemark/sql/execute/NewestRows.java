package dev.tidemark.sql.execute;

import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.core.type.ColumnType;
import java.util.Arrays;

/**
 * Of the rows of an unsorted run only those that may be the newest of their symbol, as far as runs
 * were seen: one pass, and few rows are left to be sorted and read. Used for one run after another
 * by one thread.
 */
final class NewestRows {
    private static final int NONE = -1;

    private final int column;
    private final Vector codes = new Vector(ColumnType.SYMBOL);
    private final int[] window = new int[Vector.SIZE];

    /** For each symbol, and at last for NULL, the time of the newest row of all runs. */
    private final long[] newestTimes;

    /** For each of them where that row stands in the present run; between runs NONE. */
    private final int[] newest;

    /** The symbols found in a run; at its end, where their rows stand. */
    private final int[] found;

    /**
     * @param column schema index of a symbol column
     * @param dictionarySize symbols that its rows may have
     */
    NewestRows(int column, int dictionarySize) {
        this.column = column;
        this.newestTimes = new long[dictionarySize + 1];
        Arrays.fill(newestTimes, Long.MIN_VALUE);
        this.newest = new int[dictionarySize + 1];
        Arrays.fill(newest, NONE);
        this.found = new int[dictionarySize + 1];
    }

    /**
     * Keeps the newest row of each symbol, of equal ones that which arrived last; none of a symbol
     * of which an earlier run had a newer one.
     *
     * @param rows of the run, ascending; those that are kept move to the front
     * @param times of the rows, which move along
     * @return how many are kept
     */
    int retain(RowRun run, int[] rows, long[] times, int count) {
        ColumnReader reader = run.reader(column);
        int symbols = 0;
        for (int from = 0; from < count; from += Vector.SIZE) {
            int size = Math.min(Vector.SIZE, count - from);
            if (rows[from + size - 1] - rows[from] == size - 1) {
                reader.read(rows[from], size, codes);
            } else {
                System.arraycopy(rows, from, window, 0, size);
                reader.readSelected(0, window, size, codes);
            }
            for (int index = 0; index < size; index++) {
                int symbol = codes.isNull(index) ? newest.length - 1 : codes.codes()[index];
                if (times[from + index] >= newestTimes[symbol]) {
                    newestTimes[symbol] = times[from + index];
                    if (newest[symbol] == NONE) {
                        found[symbols++] = symbol;
                    }
                    newest[symbol] = from + index;
                }
            }
        }
        return moveToFront(rows, times, symbols);
    }

    /** Moves the newest row of each symbol found to the front; forgets the symbols. */
    private int moveToFront(int[] rows, long[] times, int symbols) {
        for (int index = 0; index < symbols; index++) {
            int symbol = found[index];
            found[index] = newest[symbol];
            newest[symbol] = NONE;
        }
        Arrays.sort(found, 0, symbols);
        for (int index = 0; index < symbols; index++) {
            rows[index] = rows[found[index]];
            times[index] = times[found[index]];
        }
        return symbols;
    }
}
