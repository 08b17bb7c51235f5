package dev.tidemark.ingest.parse;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;

/** A column of a table as one connection writes it: where its cells go in the open batch. */
final class ColumnSlot {
    private final int index;
    private final ColumnDefinition definition;
    private final ColumnType type;
    private final int lane;
    private ColumnBuffer cells;
    private long lastAttempt;

    ColumnSlot(int index, ColumnDefinition definition, Batch batch) {
        this.index = index;
        this.definition = definition;
        this.type = definition.type();
        this.cells = batch.column(index);
        this.lane = cells.lane();
    }

    ColumnDefinition definition() {
        return definition;
    }

    ColumnType type() {
        return type;
    }

    /** The column in the table's open batch. */
    ColumnBuffer cells() {
        return cells;
    }

    /** Where the column's cells go in the stage of any batch of the table. */
    int lane() {
        return lane;
    }

    /** Turns to a new open batch. */
    void open(Batch batch) {
        cells = batch.column(index);
    }

    /**
     * Notes that a line names this column.
     *
     * @param attempt number of the line's careful reading, never used before
     * @return false if the line named it already
     */
    boolean claim(long attempt) {
        boolean first = lastAttempt != attempt;
        lastAttempt = attempt;
        return first;
    }
}
