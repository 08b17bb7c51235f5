package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;

/**
 * A cursor some of whose rows are delivered, together with those of others, batch by batch. Used
 * for one cursor after another.
 */
final class RowSource {
    private OrderedCursor cursor;
    private int rowCount;
    private int takenCount;
    private final RowSelection part = new RowSelection();
    private int partCount;
    private boolean isReversed;

    /**
     * @param rowCount how many of the cursor's next rows are delivered before others are loaded
     */
    RowSource(OrderedCursor cursor, int rowCount) {
        this.cursor = cursor;
        this.rowCount = rowCount;
    }

    /** Goes to another cursor, as if it were new. */
    void reuse(OrderedCursor next, int rows) {
        cursor = next;
        rowCount = rows;
        takenCount = 0;
        partCount = 0;
    }

    OrderedRows rows() {
        return cursor.rows();
    }

    int rowCount() {
        return rowCount;
    }

    /** How many of the rows are in this batch or were in those before. */
    int takenCount() {
        return takenCount;
    }

    /** Takes the rows of the next batch. */
    void take(int rows) {
        partCount = rows;
        takenCount += rows;
        isReversed = rows > 0 && rows().take(rows, part);
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
