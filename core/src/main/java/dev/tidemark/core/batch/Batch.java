package dev.tidemark.core.batch;

import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.type.TableSchema;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bounded columnar buffer of rows of one table.
 *
 * <p>Life: created with one reference, filled by one thread (cells through {@link #column}, then
 * {@link #endRow()} or {@link #cancelRow()}), {@linkplain #freeze() frozen}, read by any thread
 * that holds a reference, and recycled when the last reference is {@linkplain #release() released}.
 */
public final class Batch {
    /** Rows after which a batch is full. */
    public static final int MAX_ROWS = 1 << 14;

    /** Text after which a batch is full; one row may exceed it. */
    public static final int MAX_TEXT_BYTES = 1 << 23;

    private static final int FIRST_CAPACITY_ROWS = RowStage.ROWS;
    private static final int GROWTH_SHIFT = 2;

    private final TableSchema schema;
    private final ColumnBuffer[] columns;
    private final AtomicInteger references = new AtomicInteger(1);
    private RowStage stage;

    /** Rows before this one have left the stage. */
    private int flushedRows;

    private int rowCount;
    private int capacityRows;
    private int textBytes;
    private boolean frozen;
    private long minTimestamp = Long.MAX_VALUE;
    private long maxTimestamp = Long.MIN_VALUE;
    private boolean sorted = true;

    /** An empty batch that grows up to {@link #MAX_ROWS}. */
    public Batch(TableSchema schema, MemoryPool pool) {
        this(schema, pool, FIRST_CAPACITY_ROWS);
    }

    /** An empty batch with room for {@code capacityRows} at once, that grows as well. */
    public Batch(TableSchema schema, MemoryPool pool, int capacityRows) {
        this(schema, pool, capacityRows, true);
    }

    /**
     * @param staged whether rows are put one by one
     */
    private Batch(TableSchema schema, MemoryPool pool, int capacityRows, boolean staged) {
        this.schema = schema;
        this.capacityRows = capacityRows;
        this.columns = new ColumnBuffer[schema.columnCount()];
        int lanes = 0;
        for (int index = 0; index < columns.length; index++) {
            ColumnBuffer column = new ColumnBuffer(this, pool, schema.column(index).type(), lanes);
            columns[index] = column;
            lanes += column.laneCount();
        }
        this.stage = staged ? new RowStage(lanes) : RowStage.NONE;
    }

    /**
     * A batch of a known number of rows, to be filled column by column and then frozen. A column
     * that no {@link ColumnFiller} touches is NULL in all rows.
     */
    public static Batch ofRows(TableSchema schema, MemoryPool pool, int rowCount) {
        Batch batch = new Batch(schema, pool, rowCount, false);
        batch.rowCount = rowCount;
        batch.flushedRows = rowCount;
        return batch;
    }

    /**
     * A frozen batch with the rows of several frozen ones, in their order.
     *
     * @param schema of the result; columns that a part does not know are NULL in its rows
     * @param parts with at least one row in all; their references stay with the caller
     */
    public static Batch concatenate(TableSchema schema, MemoryPool pool, List<Batch> parts) {
        int rows = parts.stream().mapToInt(Batch::rowCount).sum();
        Batch whole = new Batch(schema, pool, rows, false);
        for (Batch part : parts) {
            for (int index = 0; index < part.columns.length; index++) {
                whole.columns[index].appendAll(part.columns[index], part.rowCount);
            }
            whole.rowCount += part.rowCount;
            whole.flushedRows += part.rowCount;
            if (part.rowCount > 0) {
                whole.sorted &= part.sorted && part.minTimestamp >= whole.maxTimestamp;
                whole.minTimestamp = Math.min(whole.minTimestamp, part.minTimestamp);
                whole.maxTimestamp = Math.max(whole.maxTimestamp, part.maxTimestamp);
            }
        }
        whole.freeze();
        return whole;
    }

    public TableSchema schema() {
        return schema;
    }

    /** Complete rows. While filling, also the index of the current row. */
    public int rowCount() {
        return rowCount;
    }

    /** The column at a schema's index. */
    public ColumnBuffer column(int index) {
        return columns[index];
    }

    /** Where the cells of the current row go; the same until the batch is frozen. */
    public RowStage stage() {
        return stage;
    }

    /** Completes the current row; cells that were not put are NULL. */
    public void endRow() {
        rowCount++;
        if (stage.endRow()) {
            flush();
        }
    }

    /** Forgets the cells put since the last {@link #endRow()}. */
    public void cancelRow() {
        stage.cancelRow();
        for (ColumnBuffer column : columns) {
            column.cancelRow(rowCount);
        }
    }

    /** Whether the batch should be handed on before another row is begun. */
    public boolean isFull() {
        return rowCount >= MAX_ROWS || textBytes >= MAX_TEXT_BYTES;
    }

    /** Ends filling: the batch is immutable from now on. */
    public void freeze() {
        if (frozen) {
            return;
        }
        frozen = true;
        flush();
        stage = RowStage.NONE;
        for (ColumnBuffer column : columns) {
            column.fillNulls(rowCount);
        }
        if (minTimestamp > maxTimestamp) {
            // They were not noted as the rows came: the batch was filled by column.
            noteTimestamps(columns[schema.timestampIndex()]);
        }
    }

    /** Smallest designated timestamp of a frozen batch. */
    public long minTimestamp() {
        return minTimestamp;
    }

    /** Largest designated timestamp of a frozen batch. */
    public long maxTimestamp() {
        return maxTimestamp;
    }

    /** Whether the rows of a frozen batch lie in timestamp order. */
    public boolean isSorted() {
        return sorted;
    }

    /** Bytes of memory that the columns use, without what growth left unused. */
    public long memoryBytes() {
        long total = 0;
        for (ColumnBuffer column : columns) {
            total += (long) rowCount * Math.max(column.type().widthBytes(), Integer.BYTES);
            total += column.bytesLength();
        }
        return total;
    }

    /** Adds a reference; the caller must hold one already. */
    public void retain() {
        references.incrementAndGet();
    }

    /** Drops a reference; the last one recycles the memory. */
    public void release() {
        if (references.decrementAndGet() == 0) {
            for (ColumnBuffer column : columns) {
                column.release();
            }
        }
    }

    int capacityRows() {
        return capacityRows;
    }

    void addTextBytes(int lengthBytes) {
        textBytes += lengthBytes;
    }

    /** Moves the complete rows of the stage to the columns. */
    private void flush() {
        int rows = stage.rowCount();
        if (rows == 0) {
            return;
        }
        if (rowCount > capacityRows) {
            grow();
        }
        for (ColumnBuffer column : columns) {
            column.flush(stage, flushedRows, rows);
        }
        noteTimestamps(rows);
        flushedRows = rowCount;
        stage.clear();
    }

    private void noteTimestamps(int rows) {
        long[] values = stage.values();
        int first = RowStage.firstValue(columns[schema.timestampIndex()].lane());
        boolean ordered = sorted;
        long previous = maxTimestamp;
        long smallest = minTimestamp;
        long largest = maxTimestamp;
        for (int index = first; index < first + rows; index++) {
            long timestamp = values[index];
            // While rows are in order the largest one so far is the one before.
            ordered &= timestamp >= previous;
            previous = timestamp;
            smallest = Math.min(smallest, timestamp);
            largest = Math.max(largest, timestamp);
        }
        sorted = ordered;
        minTimestamp = smallest;
        maxTimestamp = largest;
    }

    private void noteTimestamps(ColumnBuffer column) {
        for (int row = 0; row < rowCount; row++) {
            long timestamp = column.longAt(row);
            sorted &= timestamp >= maxTimestamp;
            minTimestamp = Math.min(minTimestamp, timestamp);
            maxTimestamp = Math.max(maxTimestamp, timestamp);
        }
    }

    private void grow() {
        int wider = Math.max(rowCount, Math.min(capacityRows << GROWTH_SHIFT, MAX_ROWS));
        capacityRows = wider;
        for (ColumnBuffer column : columns) {
            column.grow(flushedRows, wider);
        }
    }
}
