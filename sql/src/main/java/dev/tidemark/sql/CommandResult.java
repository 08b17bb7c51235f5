package dev.tidemark.sql;

import dev.tidemark.core.column.Vector;
import java.util.List;

/** The result of a statement without rows. */
record CommandResult(String commandTag, long affectedRows) implements Result {
    @Override
    public List<ResultColumn> columns() {
        return List.of();
    }

    @Override
    public int timestampIndex() {
        return -1;
    }

    @Override
    public boolean next() {
        return false;
    }

    @Override
    public int rowCount() {
        return 0;
    }

    @Override
    public Vector column(int index) {
        throw new IndexOutOfBoundsException("the statement returns no rows");
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
