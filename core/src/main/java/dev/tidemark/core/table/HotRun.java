package dev.tidemark.core.table;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.column.BatchColumnReader;
import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.NullColumnReader;
import dev.tidemark.core.column.ReadBuffers;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.type.ColumnType;
import java.util.Map;

/**
 * A committed batch that is not sealed yet.
 *
 * @param batch frozen; a version of the table holds a reference to it
 * @param firstSequence of the log frames that hold the rows
 * @param lastSequence of the log frames that hold the rows
 * @param dictionaries of the table's symbol columns, by column id
 */
public record HotRun(
        Batch batch,
        long firstSequence,
        long lastSequence,
        Map<Integer, SymbolDictionary> dictionaries)
        implements RowRun {
    @Override
    public long rowCount() {
        return batch.rowCount();
    }

    @Override
    public long minTimestamp() {
        return batch.minTimestamp();
    }

    @Override
    public long maxTimestamp() {
        return batch.maxTimestamp();
    }

    @Override
    public boolean isSorted() {
        return batch.isSorted();
    }

    @Override
    public long vectorEnd(long row) {
        return Math.min(batch.rowCount(), (row / Vector.SIZE + 1) * Vector.SIZE);
    }

    @Override
    public ColumnReader reader(int columnIndex, ReadBuffers buffers) {
        if (columnIndex >= batch.schema().columnCount()) {
            return NullColumnReader.INSTANCE;
        }
        ColumnBuffer column = batch.column(columnIndex);
        SymbolDictionary dictionary =
                column.type() == ColumnType.SYMBOL
                        ? dictionaries.get(batch.schema().column(columnIndex).id())
                        : null;
        return new BatchColumnReader(column, dictionary);
    }

    @Override
    public long lowerBound(long timestamp) {
        if (!isSorted()) {
            throw new IllegalStateException("a hot run in arrival order has no lower bound");
        }
        ColumnBuffer timestamps = batch.column(batch.schema().timestampIndex());
        int low = 0;
        int high = batch.rowCount();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timestamps.longAt(middle) < timestamp) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
