package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.ArrayList;
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
    private final SourceOrder order = new SourceOrder();
    private final List<RowSource> sources = new ArrayList<>();
    private final List<RowSource> idleSources = new ArrayList<>();

    /**
     * Where the rows of a batch, in order, are in what is read of all sources; means nothing if
     * that is a single one which gives them in order.
     */
    private final int[] places = new int[Vector.SIZE];

    /** By source the place that its first row would have, and the step from row to row. */
    private int[] starts = {};

    private int[] steps = {};

    private final Map<ColumnType, Vector> parts = new HashMap<>();
    private final Map<ColumnType, Vector> wholes = new HashMap<>();

    InterleavedRows(ScanLayout layout, boolean backwards) {
        this.layout = layout;
        this.backwards = backwards;
    }

    /** Forgets all cursors. */
    void clear() {
        idleSources.addAll(sources);
        sources.clear();
        order.clear();
    }

    /**
     * Adds rows of a cursor that are next there; of equal keys those added first are delivered
     * first.
     */
    void add(OrderedCursor cursor, int rows) {
        if (rows == 0) {
            return;
        }
        if (idleSources.isEmpty()) {
            sources.add(new RowSource(cursor, rows));
        } else {
            RowSource source = idleSources.removeLast();
            source.reuse(cursor, rows);
            sources.add(source);
        }
    }

    /** Puts the rows in order. */
    void arrange() {
        order.arrange(sources);
        if (steps.length < sources.size()) {
            starts = new int[sources.size()];
            steps = new int[sources.size()];
        }
    }

    /** Whether rows are left. */
    boolean hasNext() {
        return order.left() > 0;
    }

    /** Reads as many of the next rows as a batch has room for. */
    void read(VectorBatch into) {
        int rows = Math.min(order.left(), Vector.SIZE);
        take(rows);
        for (int index = 0; index < into.columnCount(); index++) {
            read(layout.columns().get(index), rows, into.column(index));
        }
        into.setRowCount(rows);
        order.skip(rows);
    }

    /** Takes the rows of a batch from their sources, and finds out where each will be read to. */
    private void take(int rows) {
        if (sources.size() == 1) {
            takeFrom(sources.getFirst(), rows);
        } else {
            takeFromAll(rows);
        }
    }

    private void takeFrom(RowSource source, int rows) {
        source.take(rows);
        if (source.isReversed()) {
            for (int row = 0; row < rows; row++) {
                places[row] = rows - 1 - row;
            }
        }
    }

    private void takeFromAll(int rows) {
        int place = 0;
        for (int number = 0; number < sources.size(); number++) {
            RowSource source = sources.get(number);
            int takenBefore = source.takenCount();
            source.take(order.rowsOf(source, number, rows));
            steps[number] = source.isReversed() ? -1 : 1;
            starts[number] =
                    source.isReversed() ? place + source.takenCount() - 1 : place - takenBefore;
            place += source.partCount();
        }
        order.copyPlaces(rows, starts, steps, places);
    }

    private void read(int column, int rows, Vector into) {
        VectorCopy.clear(into);
        if (column == layout.schema().timestampIndex()) {
            order.copyTimes(rows, backwards, into.longs());
            into.setLength(rows);
            return;
        }
        RowSource first = firstTaken();
        boolean isSole = first.partCount() == rows;
        if (isSole && !first.isReversed()) {
            first.read(column, into);
            return;
        }
        Vector part = parts.computeIfAbsent(into.type(), Vector::new);
        if (isSole) {
            first.read(column, part);
            VectorCopy.appendSelected(part, places, 0, rows, into);
            return;
        }
        Vector whole = wholes.computeIfAbsent(into.type(), Vector::new);
        VectorCopy.clear(whole);
        whole.setDictionary(null);
        for (RowSource source : sources) {
            if (source.partCount() > 0) {
                source.read(column, part);
                VectorCopy.append(part, 0, source.partCount(), whole);
            }
        }
        VectorCopy.appendSelected(whole, places, 0, rows, into);
    }

    /** The first source that the batch has rows of. */
    private RowSource firstTaken() {
        int number = 0;
        while (sources.get(number).partCount() == 0) {
            number++;
        }
        return sources.get(number);
    }
}
