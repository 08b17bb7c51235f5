package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;

/** A cursor whose next rows are a part of those of a batch. Used for one cursor after another. */
final class RowSource {
    private OrderedCursor cursor;
    private final RowSelection part = new RowSelection();
    private int partCount;
    private boolean isReversed;

    RowSource(OrderedCursor cursor) {
        this.cursor = cursor;
    }

    void open(OrderedCursor next) {
        cursor = next;
        partCount = 0;
    }

    /** Takes the rows of the next batch. */
    void take(int rows) {
        partCount = rows;
        isReversed = rows > 0 && cursor.rows().take(rows, part);
    }

    /** How many rows of the batch come from here. */
    int partCount() {
        return partCount;
    }

    /** Whether {@link #read} gives the rows in the opposite order. */
    boolean isReversed() {
        return isReversed;
    }

    /**
     * Reads the rows taken; there is one at least.
     *
     * @param column its index in the schema
     */
    void read(int column, Vector into) {
        into.setDictionary(null);
        cursor.read(column, part, into);
    }
}
