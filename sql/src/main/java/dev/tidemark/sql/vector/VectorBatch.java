package dev.tidemark.sql.vector;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.sql.type.SqlType;
import java.util.List;

/**
 * Up to {@link Vector#SIZE} rows on their way from one operator to the next: one vector a column,
 * all of the same length. The vectors belong to whoever made them and are filled again for the next
 * batch.
 */
public final class VectorBatch {
    private final Vector[] columns;
    private int rowCount;

    /** A batch whose columns are yet to be set. */
    public VectorBatch(int columnCount) {
        this.columns = new Vector[columnCount];
    }

    /** An empty batch with vectors of its own. */
    public static VectorBatch of(List<SqlType> types) {
        VectorBatch batch = new VectorBatch(types.size());
        for (int index = 0; index < types.size(); index++) {
            batch.columns[index] = new Vector(types.get(index).columnType());
        }
        return batch;
    }

    public int columnCount() {
        return columns.length;
    }

    public Vector column(int index) {
        return columns[index];
    }

    public void setColumn(int index, Vector vector) {
        columns[index] = vector;
    }

    public int rowCount() {
        return rowCount;
    }

    public void setRowCount(int rowCount) {
        this.rowCount = rowCount;
    }

    /** Leaves out the rows from {@code rows} on. */
    public void truncate(int rows) {
        if (rows < rowCount) {
            rowCount = rows;
            for (Vector column : columns) {
                column.setLength(rows);
            }
        }
    }

    /** Empties the batch's own vectors, to append to them. */
    public void clear() {
        rowCount = 0;
        for (Vector column : columns) {
            VectorCopy.clear(column);
        }
    }
}
