package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.merge.sort.RowSorter;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chosen rows of several cursors, put in the order of their keys, and then read batch by batch. A
 * column of a batch is read from one cursor after another, and then brought into order.
 */
final class InterleavedRows {
    private final ScanLayout layout;
    private final boolean backwards;
    private final RowSorter sorter = new RowSorter();
    private final List<Source> sources = new ArrayList<>();
    private int sourceCount;

    /** The keys of the rows, one source's after another's; then in their order. */
    private long[] keys = new long[Vector.SIZE];

    /** For each row in order its number before rows were put in order. */
    private int[] order = new int[Vector.SIZE];

    /** For each row by that number its source, if there are several. */
    private int[] sourceOf = new int[Vector.SIZE];

    private int count;
    private int done;

    /** Where the rows of a batch, in order, are in what was read. */
    private final int[] places = new int[Vector.SIZE];

    private final Map<ColumnType, Vector> parts = new HashMap<>();
    private final Map<ColumnType, Vector> wholes = new HashMap<>();

    /** A cursor, with what is read of it for a batch. */
    private static final class Source {
        OrderedCursor cursor;
        final RowSelection part = new RowSelection();
        int partCount;

        /** The number of the first row that is not delivered yet. */
        int next;

        /** Number {@code n} is at {@code origin + step * n} in what was read for the batch. */
        int origin;

        int step;

        Source(OrderedCursor cursor) {
            this.cursor = cursor;
        }

        /** Takes the rows of a batch, which will be read to a place. */
        void take(int place) {
            boolean reversed = cursor.rows().take(partCount, part);
            step = reversed ? -1 : 1;
            origin = reversed ? place + partCount - 1 + next : place - next;
            next += partCount;
        }
    }

    InterleavedRows(ScanLayout layout, boolean backwards) {
        this.layout = layout;
        this.backwards = backwards;
    }

    /** Forgets all cursors. */
    void clear() {
        sourceCount = 0;
        count = 0;
        done = 0;
    }

    /**
     * Adds rows of a cursor that are next there; of equal keys those added first are delivered
     * first.
     */
    void add(OrderedCursor cursor, int rows) {
        if (rows == 0) {
            return;
        }
        if (sourceCount == sources.size()) {
            sources.add(new Source(cursor));
        }
        Source source = sources.get(sourceCount);
        source.cursor = cursor;
        source.next = count;
        reserve(count + rows);
        cursor.rows().copyKeys(rows, keys, count);
        count += rows;
        sourceCount++;
    }

    private void reserve(int rows) {
        if (keys.length < rows) {
            int capacity = Math.max(rows, 2 * keys.length);
            keys = Arrays.copyOf(keys, capacity);
            sourceOf = new int[capacity];
            order = new int[capacity];
        }
    }

    /** Puts the rows in order. */
    void arrange() {
        if (sourceCount > 1) {
            for (int number = 0; number < sourceCount; number++) {
                boolean isLast = number == sourceCount - 1;
                int end = isLast ? count : sources.get(number + 1).next;
                Arrays.fill(sourceOf, sources.get(number).next, end, number);
            }
            for (int row = 0; row < count; row++) {
                order[row] = row;
            }
            sorter.sort(keys, count, order);
        }
    }

    /** Whether rows are left. */
    boolean hasNext() {
        return done < count;
    }

    /** Reads as many of the next rows as a batch has room for. */
    void read(VectorBatch into) {
        int rows = Math.min(count - done, Vector.SIZE);
        take(rows);
        for (int index = 0; index < into.columnCount(); index++) {
            read(layout.columns().get(index), rows, into.column(index));
        }
        into.setRowCount(rows);
        done += rows;
    }

    private void take(int rows) {
        if (sourceCount == 1) {
            takeFrom(sources.getFirst(), rows);
        } else {
            takeFromAll(rows);
        }
    }

    private void takeFrom(Source source, int rows) {
        source.partCount = rows;
        source.take(0);
        for (int row = 0; row < rows; row++) {
            places[row] = source.step > 0 ? row : rows - 1 - row;
        }
    }

    private void takeFromAll(int rows) {
        for (int number = 0; number < sourceCount; number++) {
            sources.get(number).partCount = 0;
        }
        for (int row = done; row < done + rows; row++) {
            sources.get(sourceOf[order[row]]).partCount++;
        }
        int place = 0;
        for (int number = 0; number < sourceCount; number++) {
            Source source = sources.get(number);
            if (source.partCount > 0) {
                source.take(place);
                place += source.partCount;
            }
        }
        for (int row = 0; row < rows; row++) {
            int number = order[done + row];
            Source source = sources.get(sourceOf[number]);
            places[row] = source.origin + source.step * number;
        }
    }

    private void read(int column, int rows, Vector into) {
        VectorCopy.clear(into);
        if (column == layout.schema().timestampIndex()) {
            OrderedRows.copyTimes(keys, done, rows, backwards, into.longs());
            into.setLength(rows);
            return;
        }
        Source first = sources.get(sourceCount == 1 ? 0 : sourceOf[order[done]]);
        boolean isSole = first.partCount == rows;
        if (isSole && first.step > 0) {
            first.cursor.read(column, first.part, into);
            return;
        }
        Vector part = parts.computeIfAbsent(into.type(), Vector::new);
        if (isSole) {
            readPart(first, column, part);
            VectorCopy.appendSelected(part, places, 0, rows, into);
            return;
        }
        Vector whole = wholes.computeIfAbsent(into.type(), Vector::new);
        VectorCopy.clear(whole);
        whole.setDictionary(null);
        for (int number = 0; number < sourceCount; number++) {
            Source source = sources.get(number);
            if (source.partCount > 0) {
                readPart(source, column, part);
                VectorCopy.append(part, 0, source.partCount, whole);
            }
        }
        VectorCopy.appendSelected(whole, places, 0, rows, into);
    }

    private static void readPart(Source source, int column, Vector into) {
        into.setDictionary(null);
        source.cursor.read(column, source.part, into);
    }
}
