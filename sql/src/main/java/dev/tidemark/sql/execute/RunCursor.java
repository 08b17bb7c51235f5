package dev.tidemark.sql.execute;

import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.ReadBuffers;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.sql.vector.VectorBatch;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a part of a run that pass a scan's conditions. Columns are read only where rows
 * are left: whole vectors where these are many, else the rows themselves, those of several vectors
 * at once. Its vectors can be used for one part after another.
 */
final class RunCursor {
    private final ScanLayout layout;
    private final ReadBuffers buffers = new ReadBuffers();
    private final RowSelector selector;
    private final RowSelection selection = new RowSelection();
    private final ColumnReader[] readers;
    private final VectorBatch batch;

    RunCursor(ScanLayout layout) {
        this.layout = layout;
        this.selector = new RowSelector(layout, false, buffers);
        int columns = layout.columns().size();
        this.readers = new ColumnReader[columns];
        this.batch = new VectorBatch(columns);
        for (int index = 0; index < columns; index++) {
            batch.setColumn(index, new Vector(layout.types().get(index)));
        }
    }

    /** Goes to the first rows of a part of a run. */
    void open(RunPart part) {
        RowRun run = part.run();
        for (int index = 0; index < readers.length; index++) {
            readers[index] = run.reader(layout.columns().get(index), buffers);
        }
        selector.open(part);
    }

    /** The next rows that pass, or null at the part's end. */
    @Nullable VectorBatch next() {
        if (!selector.next(selection)) {
            return null;
        }
        for (int index = 0; index < readers.length; index++) {
            selection.read(readers[index], batch.column(index));
        }
        batch.setRowCount(selection.count);
        return batch;
    }
}
