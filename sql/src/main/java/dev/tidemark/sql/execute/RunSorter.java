package dev.tidemark.sql.execute;

import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.ReadBuffers;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.merge.sort.RowSorter;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of unsorted runs that pass a scan's conditions, in the order of time. Only the
 * timestamps and the columns of the conditions are read for that, whatever the scan delivers. Used
 * for one run after another by one thread.
 */
final class RunSorter {
    private final ScanLayout layout;
    private final boolean backwards;
    private final @Nullable NewestRows newest;
    private final ReadBuffers buffers = new ReadBuffers();
    private final RowFilter filter;
    private final RowSelection selection = new RowSelection();
    private final RowSorter sorter = new RowSorter();
    private final Vector windowTimes;
    private int[] rows = {};
    private long[] times = {};

    /**
     * @param newest leaves out what is not the newest row of a series; null if all are wanted
     */
    RunSorter(ScanLayout layout, boolean backwards, @Nullable NewestRows newest) {
        this.layout = layout;
        this.backwards = backwards;
        this.newest = newest;
        this.filter = new RowFilter(layout, buffers);
        this.windowTimes = new Vector(layout.schema().timestampType());
    }

    /** The rows of a run in order; equal timestamps stay in the order of arrival. */
    SortedRun sort(RowRun run) {
        reserve((int) run.rowCount());
        int count = select(run);
        if (newest != null) {
            count = newest.retain(run, rows, times, count);
        }
        sorter.sort(times, count, rows);
        int[] sorted = new int[count];
        long[] keys = new long[count];
        for (int place = 0; place < count; place++) {
            int from = backwards ? count - 1 - place : place;
            sorted[place] = rows[from];
            keys[place] = OrderedRows.key(times[from], backwards);
        }
        return new SortedRun(sorted, keys);
    }

    /** Puts down the rows that pass, with their times; returns how many. */
    private int select(RowRun run) {
        filter.open(run, RunPart.whole(run).mixes(layout.range()));
        ColumnReader timeReader = run.reader(layout.schema().timestampIndex(), buffers);
        int count = 0;
        long first = 0;
        while (first < run.rowCount()) {
            int windowRows = (int) (run.vectorEnd(first) - first);
            filter.select(first, windowRows, selection);
            if (selection.count > 0) {
                selection.read(timeReader, windowTimes);
                selection.countFromFirst();
                for (int index = 0; index < selection.count; index++) {
                    rows[count] = (int) selection.first + selection.offsets()[index];
                    times[count] = windowTimes.longs()[index];
                    count++;
                }
            }
            first += windowRows;
        }
        filter.close();
        return count;
    }

    private void reserve(int rowCount) {
        if (rows.length < rowCount) {
            rows = new int[rowCount];
            times = new long[rowCount];
        }
    }
}
