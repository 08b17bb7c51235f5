package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.merge.kernel.MergeKernel;
import dev.tidemark.merge.sort.RowSorter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which order the rows of several sources are delivered: the key of each row, and a reference to
 * it, made of the number of its source and its own number there. Of equal keys that of the lesser
 * source comes first; rows of one source stay in their order. Reusable.
 */
final class SourceOrder {
    /** Bits of a reference that hold the number of a row; those above hold that of its source. */
    private static final int ROW_BITS = Integer.numberOfTrailingZeros(Vector.SIZE);

    private static final int ROW_MASK = Vector.SIZE - 1;

    /** More sources than a partition has levels are always sorted. */
    private static final int MAX_MERGED = 16;

    /** Sorting costs about as much as moving every row so often. */
    private static final int MAX_MOVES = 8;

    private long[] keys = {};
    private int[] references = {};
    private int count;
    private int done;

    /** The numbers of the sources, those with the fewest rows first. */
    private final int[] bySize = new int[MAX_MERGED];

    /**
     * Rows that are merged: what their keys exceed the least key by, above their references, so
     * that these numbers have the order of the rows.
     */
    private long[] packed = {};

    private long[] spare = {};
    private @Nullable RowSorter sorter;

    void clear() {
        count = 0;
        done = 0;
    }

    /** Puts the rows added to some sources in order. */
    void arrange(List<RowSource> added) {
        clear();
        for (RowSource source : added) {
            count += source.rowCount();
        }
        if (keys.length < count) {
            int capacity = Math.max(count, Math.max(Vector.SIZE, 2 * keys.length));
            keys = new long[capacity];
            references = new int[capacity];
        }
        if (added.size() == 1) {
            added.getFirst().rows().copyKeys(count, keys, 0);
        } else if (!merge(added)) {
            sort(added);
        }
    }

    /**
     * Merges one source after another, the smallest first.
     *
     * @return false if that takes longer than to sort, or if numbers are too short
     */
    private boolean merge(List<RowSource> added) {
        if (added.size() > MAX_MERGED) {
            return false;
        }
        rankBySize(added);
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (RowSource source : added) {
            least = Math.min(least, source.rows().key(0));
            greatest = Math.max(greatest, source.rows().key(source.rowCount() - 1));
        }
        int keyShift = ROW_BITS + Integer.SIZE - Integer.numberOfLeadingZeros(added.size() - 1);
        boolean fits = (greatest - least) >>> (Long.SIZE - 1 - keyShift) == 0;
        if (!fits || movesOfMerging(added) > (long) MAX_MOVES * count) {
            return false;
        }
        if (packed.length < count) {
            packed = new long[keys.length];
            spare = new long[keys.length];
        }
        int rows = 0;
        for (int index = 0; index < added.size(); index++) {
            RowSource source = added.get(bySize[index]);
            pack(source, bySize[index] << ROW_BITS, least, keyShift, rows);
            int end = rows + source.rowCount();
            if (rows > 0) {
                MergeKernel.mergeNumbers(packed, 0, rows, end, spare);
                long[] swapped = packed;
                packed = spare;
                spare = swapped;
            }
            rows = end;
        }
        unpack(least, keyShift);
        return true;
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

    /** How often rows are moved: seldom, unless many sources are of about the same size. */
    private long movesOfMerging(List<RowSource> added) {
        long moves = 0;
        int merged = 0;
        for (int index = 0; index < added.size(); index++) {
            merged += added.get(bySize[index]).rowCount();
            moves += merged;
        }
        return moves;
    }

    private void pack(RowSource source, int reference, long least, int keyShift, int at) {
        source.rows().copyKeys(source.rowCount(), packed, at);
        for (int row = 0; row < source.rowCount(); row++) {
            packed[at + row] = ((packed[at + row] - least) << keyShift) + (reference + row);
        }
    }

    private void unpack(long least, int keyShift) {
        int referenceMask = (1 << keyShift) - 1;
        for (int index = 0; index < count; index++) {
            keys[index] = least + (packed[index] >>> keyShift);
            references[index] = (int) packed[index] & referenceMask;
        }
    }

    private void sort(List<RowSource> added) {
        int row = 0;
        for (int number = 0; number < added.size(); number++) {
            RowSource source = added.get(number);
            source.rows().copyKeys(source.rowCount(), keys, row);
            for (int index = 0; index < source.rowCount(); index++) {
                references[row++] = (number << ROW_BITS) + index;
            }
        }
        if (sorter == null) {
            sorter = new RowSorter();
        }
        sorter.sort(keys, count, references);
    }

    /** Rows that are not delivered yet. */
    int left() {
        return count - done;
    }

    /**
     * How many of the rows left of a source are among the next {@code rows} of all; there are
     * several sources.
     */
    int rowsOf(RowSource source, int number, int rows) {
        if (rows == left()) {
            return source.rowCount() - source.takenCount();
        }
        int last = references[done + rows - 1];
        int lastSource = last >>> ROW_BITS;
        return number == lastSource
                ? (last & ROW_MASK) + 1 - source.takenCount()
                : source.rows().rowsUpTo(keys[done + rows - 1], number < lastSource);
    }

    /**
     * Tells where the next rows of several sources are, if row {@code r} of source {@code s} is at
     * {@code starts[s] + r * steps[s]}.
     */
    void copyPlaces(int rows, int[] starts, int[] steps, int[] places) {
        for (int row = 0; row < rows; row++) {
            int reference = references[done + row];
            int source = reference >>> ROW_BITS;
            places[row] = starts[source] + (reference & ROW_MASK) * steps[source];
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
