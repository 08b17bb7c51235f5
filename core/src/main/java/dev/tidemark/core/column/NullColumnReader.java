package dev.tidemark.core.column;

/** Reads a column that the rows are older than: NULL everywhere. */
public enum NullColumnReader implements ColumnReader {
    INSTANCE;

    @Override
    public void read(long row, int count, Vector into) {
        into.fillNull(count);
    }

    @Override
    public void readSelected(long firstRow, int[] offsets, int count, Vector into) {
        into.fillNull(count);
    }

    @Override
    public boolean summarize(long row, long count, LongSummary into) {
        return true;
    }
}
