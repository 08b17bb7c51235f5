package dev.tidemark.core.table;

import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.ReadBuffers;
import dev.tidemark.core.column.Vector;
import java.util.List;

/** A run without its hidden rows, numbered anew. Immutable. */
final class VisibleRun implements RowRun {
    private final RowRun run;

    /** For each range of visible rows its first row in the run. */
    private final long[] sources;

    /** For each range the number of visible rows before it, and at the end that of all. */
    private final long[] starts;

    private VisibleRun(RowRun run, List<HiddenRows.Range> visible) {
        this.run = run;
        this.sources = new long[visible.size()];
        this.starts = new long[visible.size() + 1];
        for (int index = 0; index < sources.length; index++) {
            HiddenRows.Range range = visible.get(index);
            sources[index] = range.from();
            starts[index + 1] = starts[index] + range.to() - range.from();
        }
    }

    /**
     * The visible rows of a run.
     *
     * @param visible at least one range
     */
    static RowRun of(RowRun run, List<HiddenRows.Range> visible) {
        boolean all = visible.getFirst().equals(new HiddenRows.Range(0, run.rowCount()));
        return all ? run : new VisibleRun(run, visible);
    }

    @Override
    public long rowCount() {
        return starts[sources.length];
    }

    /** At most the smallest timestamp. */
    @Override
    public long minTimestamp() {
        return run.minTimestamp();
    }

    /** At least the largest timestamp. */
    @Override
    public long maxTimestamp() {
        return run.maxTimestamp();
    }

    @Override
    public boolean isSorted() {
        return run.isSorted();
    }

    @Override
    public long vectorEnd(long row) {
        return visibleBefore(run.vectorEnd(source(row)));
    }

    @Override
    public long blockOf(long row) {
        return run.blockOf(source(row));
    }

    @Override
    public long lowerBound(long timestamp) {
        return visibleBefore(run.lowerBound(timestamp));
    }

    @Override
    public ColumnReader reader(int columnIndex, ReadBuffers buffers) {
        return new VisibleReader(run.reader(columnIndex, buffers));
    }

    private int rangeOf(long row) {
        int low = 0;
        int high = sources.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= row) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The range of a row that most likely lies in a known one, or soon behind it. */
    private int rangeFrom(int known, long row) {
        if (row < starts[known]) {
            return rangeOf(row);
        }
        int range = known;
        while (row >= starts[range + 1]) {
            range++;
        }
        return range;
    }

    /** The row of the run that a visible row is. */
    private long source(long row) {
        int range = rangeOf(row);
        return sources[range] + row - starts[range];
    }

    /** How many rows before a row of the run are visible. */
    private long visibleBefore(long source) {
        int low = 0;
        int high = sources.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sources[middle] < source) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 0 : Math.min(starts[low], starts[low - 1] + source - sources[low - 1]);
    }

    private final class VisibleReader implements ColumnReader {
        private final ColumnReader reader;
        private int[] offsets = new int[Vector.SIZE];

        VisibleReader(ColumnReader reader) {
            this.reader = reader;
        }

        @Override
        public void read(long row, int count, Vector into) {
            int range = rangeOf(row);
            long first = source(row);
            if (row + count <= starts[range + 1]) {
                reader.read(first, count, into);
                return;
            }
            reserve(count);
            for (int index = 0; index < count; index++) {
                range = rangeFrom(range, row + index);
                offsets[index] = (int) (sources[range] + row + index - starts[range] - first);
            }
            reader.readSelected(first, offsets, count, into);
        }

        @Override
        public void readSelected(long firstRow, int[] selected, int count, Vector into) {
            if (count == 0) {
                reader.readSelected(source(firstRow), selected, 0, into);
                return;
            }
            reserve(count);
            int range = rangeOf(firstRow + selected[0]);
            long first = source(firstRow + selected[0]);
            for (int index = 0; index < count; index++) {
                long row = firstRow + selected[index];
                range = rangeFrom(range, row);
                offsets[index] = (int) (sources[range] + row - starts[range] - first);
            }
            reader.readSelected(first, offsets, count, into);
        }

        @Override
        public long minimumAround(long row) {
            return reader.minimumAround(source(row));
        }

        @Override
        public long maximumAround(long row) {
            return reader.maximumAround(source(row));
        }

        @Override
        public boolean mayHaveNullsAround(long row) {
            return reader.mayHaveNullsAround(source(row));
        }

        private void reserve(int count) {
            if (offsets.length < count) {
                offsets = new int[count];
            }
        }
    }
}
