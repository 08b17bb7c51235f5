package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.merge.sort.RowSorter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * In which order the rows of several sources are delivered: the key of each row, and the number of
 * the source that it comes from. Rows of one source stay in their order, so that this is all there
 * is to know. Reusable.
 */
final class SourceOrder {
    private @Nullable RowSorter sorter;
    private long[] keys = new long[Vector.SIZE];
    private int[] sources = new int[Vector.SIZE];
    private int count;
    private int done;

    void clear() {
        count = 0;
        done = 0;
    }

    /**
     * Adds the next rows of a source.
     *
     * @param source at least that of the rows added before; of equal keys the lesser comes first
     */
    void add(OrderedRows rows, int added, int source) {
        int end = count + added;
        if (keys.length < end) {
            int capacity = Math.max(end, 2 * keys.length);
            keys = Arrays.copyOf(keys, capacity);
            sources = Arrays.copyOf(sources, capacity);
        }
        rows.copyKeys(added, keys, count);
        Arrays.fill(sources, count, end, source);
        count = end;
    }

    /** Puts the rows in order, which rows of a single source are in already. */
    void sort() {
        if (count == 0 || sources[count - 1] == 0) {
            return;
        }
        if (sorter == null) {
            sorter = new RowSorter();
        }
        sorter.sort(keys, count, sources);
    }

    /** Rows that are not delivered yet. */
    int left() {
        return count - done;
    }

    /** The source of a row, counted from the next one on. */
    int source(int row) {
        return sources[done + row];
    }

    /**
     * Counts the next rows by source.
     *
     * @param counts receives the counts of sources 0 to {@code sourceCount - 1}
     */
    void countBySource(int rows, int[] counts, int sourceCount) {
        Arrays.fill(counts, 0, sourceCount, 0);
        for (int row = done; row < done + rows; row++) {
            counts[sources[row]]++;
        }
    }

    /** Copies the times of the next rows. */
    void copyTimes(int rows, boolean backwards, long[] times) {
        OrderedRows.copyTimes(keys, done, rows, backwards, times);
    }

    /** Goes on behind the next rows. */
    void skip(int rows) {
        done += rows;
    }
}
