package dev.tidemark.sql.execute;

import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.sql.vector.VectorBatch;
import org.jspecify.annotations.Nullable;

/** Rows of an unsorted run in a given order, read batch by batch. */
final class SortedRun {
    /**
     * Rows of a batch. All unsorted runs of a scan are usually open at the same time, and often a
     * few rows of each are enough: vectors of the usual size would cost more than what is read.
     */
    private static final int BATCH_ROWS = Vector.SIZE / 8;

    private final int[] rows;
    private final ColumnReader[] readers;
    private final VectorBatch into;
    private final int[] batchRows = new int[BATCH_ROWS];
    private int done;

    /**
     * @param rows of the run, in the order to deliver them
     */
    SortedRun(ScanLayout layout, RowRun run, int[] rows) {
        this.rows = rows;
        int columns = layout.columns().size();
        this.readers = new ColumnReader[columns];
        this.into = new VectorBatch(columns);
        int capacity = Math.min(BATCH_ROWS, rows.length);
        for (int index = 0; index < columns; index++) {
            readers[index] = run.reader(layout.columns().get(index));
            into.setColumn(index, new Vector(layout.types().get(index), capacity));
        }
    }

    /** The next rows, or null after the last. */
    @Nullable VectorBatch next() {
        int count = Math.min(BATCH_ROWS, rows.length - done);
        if (count == 0) {
            return null;
        }
        System.arraycopy(rows, done, batchRows, 0, count);
        for (int index = 0; index < readers.length; index++) {
            readers[index].readSelected(0, batchRows, count, into.column(index));
        }
        into.setRowCount(count);
        done += count;
        return into;
    }
}
