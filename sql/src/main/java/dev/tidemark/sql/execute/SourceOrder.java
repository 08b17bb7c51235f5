package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.merge.sort.RowSorter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which order the rows of several sources are delivered: the key of each row, and the number of
 * the source that it comes from. Rows of one source stay in their order, so that this is all there
 * is to know. Of equal keys that of the lesser source comes first. Reusable.
 */
final class SourceOrder {
    /** More sources than a partition has levels are always sorted. */
    private static final int MAX_MERGED = 16;

    /** Sorting costs about as much as moving every row so often. */
    private static final int MAX_MOVES = 5;

    private long[] keys = {};
    private int[] sources = {};
    private int count;
    private int done;

    /** The numbers of the sources, those with the fewest rows first. */
    private final int[] bySize = new int[MAX_MERGED];

    private @Nullable RowSorter sorter;

    void clear() {
        count = 0;
        done = 0;
    }

    /** Puts the rows added to some sources in order. */
    void arrange(List<RowSource> added) {
        clear();
        int total = 0;
        for (RowSource source : added) {
            total += source.rowCount();
        }
        reserve(total);
        boolean areFew = added.size() <= MAX_MERGED;
        if (areFew) {
            rankBySize(added);
        }
        if (areFew && movesOfMerging(added) <= (long) MAX_MOVES * total) {
            for (int index = 0; index < added.size(); index++) {
                merge(added.get(bySize[index]), bySize[index]);
            }
        } else {
            sort(added);
        }
    }

    private void reserve(int rows) {
        if (keys.length < rows) {
            int capacity = Math.max(rows, Math.max(Vector.SIZE, 2 * keys.length));
            keys = new long[capacity];
            sources = new int[capacity];
        }
    }

    private void rankBySize(List<RowSource> added) {
        for (int number = 0; number < added.size(); number++) {
            int rows = added.get(number).rowCount();
            int place = number;
            while (place > 0 && added.get(bySize[place - 1]).rowCount() > rows) {
                bySize[place] = bySize[place - 1];
                place--;
            }
            bySize[place] = number;
        }
    }

    /**
     * How often rows are moved if one source after another is merged, the smallest first: seldom,
     * unless there are many of about the same size.
     */
    private long movesOfMerging(List<RowSource> added) {
        long moves = 0;
        int merged = 0;
        for (int index = 0; index < added.size(); index++) {
            merged += added.get(bySize[index]).rowCount();
            moves += merged;
        }
        return moves;
    }

    /** Merges a source with those before, from the end on, where there is room. */
    private void merge(RowSource source, int number) {
        if (count == 0) {
            append(source, number);
            return;
        }
        OrderedRows rows = source.rows();
        int left = count - 1;
        count += source.rowCount();
        int place = count - 1;
        for (int row = source.rowCount() - 1; row >= 0; row--) {
            long key = rows.key(row);
            while (left >= 0
                    && (keys[left] > key || (keys[left] == key && sources[left] > number))) {
                keys[place] = keys[left];
                sources[place] = sources[left];
                place--;
                left--;
            }
            keys[place] = key;
            sources[place] = number;
            place--;
        }
    }

    private void sort(List<RowSource> added) {
        for (int number = 0; number < added.size(); number++) {
            append(added.get(number), number);
        }
        if (sorter == null) {
            sorter = new RowSorter();
        }
        sorter.sort(keys, count, sources);
    }

    private void append(RowSource source, int number) {
        int end = count + source.rowCount();
        source.rows().copyKeys(source.rowCount(), keys, count);
        Arrays.fill(sources, count, end, number);
        count = end;
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
