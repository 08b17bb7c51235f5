package dev.tidemark.sql.execute;

import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.ReadBuffers;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.RowRun;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the rows of one run after another that pass a scan's conditions, in the order of time,
 * forwards or backwards; reads their times, and other columns of those rows that are asked for.
 */
final class OrderedCursor {
    private final ScanLayout layout;
    private final Supplier<RunSorter> sorter;
    private final ReadBuffers buffers;
    private final RowSelector selector;
    private final Vector times;
    private final OrderedRows rows;
    private final @Nullable ColumnReader[] readers;
    private @Nullable RowRun run;
    private @Nullable SortedRun sorted;

    /**
     * @param sorter of unsorted runs, made when there is one
     * @param rows to choose; they tell the direction
     * @param buffers shared with other cursors of the thread
     * @param times room for times, shared likewise
     */
    OrderedCursor(
            ScanLayout layout,
            Supplier<RunSorter> sorter,
            OrderedRows rows,
            ReadBuffers buffers,
            Vector times) {
        this.layout = layout;
        this.sorter = sorter;
        this.rows = rows;
        this.buffers = buffers;
        this.times = times;
        this.selector = new RowSelector(layout, rows.isBackwards(), buffers);
        this.readers = new ColumnReader[layout.schema().columnCount()];
    }

    /** Goes to the first rows of a run; an unsorted one is sorted. */
    void open(RowRun next) {
        run = next;
        Arrays.fill(readers, null);
        if (next.isSorted()) {
            sorted = null;
            selector.open(RunPart.whole(next));
        } else {
            sorted = sorter.get().sort(next);
        }
    }

    /**
     * Chooses the next {@link #rows}, of a sorted run those up to the first beyond a key.
     *
     * @return false at the run's end
     */
    boolean next(long limit) {
        SortedRun known = sorted;
        if (known != null) {
            return known.next(rows);
        }
        RowSelection selection = rows.selection();
        if (!selector.next(selection)) {
            return false;
        }
        read(layout.schema().timestampIndex(), selection, times);
        long leftOut = rows.setTimes(times.longs(), limit);
        if (leftOut != OrderedRows.NONE_LEFT_OUT) {
            selector.goBackTo(leftOut);
        }
        return true;
    }

    /** The rows chosen last. */
    OrderedRows rows() {
        return rows;
    }

    /**
     * Reads rows of the open run.
     *
     * @param column its index in the schema
     */
    void read(int column, RowSelection selection, Vector into) {
        ColumnReader reader = readers[column];
        if (reader == null) {
            reader = Objects.requireNonNull(run, "no open run").reader(column, buffers);
            readers[column] = reader;
        }
        selection.read(reader, into);
    }
}
