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
    private final TimestampOrder timestamps = new TimestampOrder();
    private final int laneCount;
    private RowStage stage = RowStage.NONE;

    /** Rows before this one have left the stage. */
    private int flushedRows;

    private int rowCount;
    private int capacityRows;
    private int textBytes;
    private long memoryBytes;
    private boolean filling;

    /** An empty batch that grows up to {@link #MAX_ROWS}. */
    public Batch(TableSchema schema, MemoryPool pool) {
        this(schema, pool, FIRST_CAPACITY_ROWS);
    }

    /** An empty batch with room for {@code capacityRows} at once, that grows as well. */
    public Batch(TableSchema schema, MemoryPool pool, int capacityRows) {
        this(schema, pool, capacityRows, RowStage.NONE);
    }

    /**
     * @param used a stage that nobody uses any more, taken if it fits
     */
    Batch(TableSchema schema, MemoryPool pool, int capacityRows, RowStage used) {
        this(schema, pool, capacityRows, true);
        stage = used.laneCount() == laneCount ? used : new RowStage(laneCount);
        stage.clear();
    }

    /**
     * @param filling whether rows are put one by one
     */
    private Batch(TableSchema schema, MemoryPool pool, int capacityRows, boolean filling) {
        this.schema = schema;
        this.capacityRows = capacityRows;
        this.filling = filling;
        this.columns = new ColumnBuffer[schema.columnCount()];
        int lanes = 0;
        for (int index = 0; index < columns.length; index++) {
            ColumnBuffer column = new ColumnBuffer(this, pool, schema.column(index).type(), lanes);
            columns[index] = column;
            lanes += column.laneCount();
        }
        this.laneCount = lanes;
    }

    /** The smallest capacity that holds so many rows and fills the pool's buffers. */
    static int capacityFor(int rows) {
        return Math.max(FIRST_CAPACITY_ROWS, Integer.highestOneBit(2 * rows - 1));
    }

    /**
     * A batch of a known number of rows, to be filled column by column and then frozen. A column
     * that no {@link ColumnFiller} touches is NULL in all rows.
     */
    public static Batch ofRows(TableSchema schema, MemoryPool pool, int rowCount) {
        Batch batch = new Batch(schema, pool, rowCount, true);
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
            whole.timestamps.add(part.timestamps);
        }
        for (ColumnBuffer column : whole.columns) {
            column.fillNulls(whole.rowCount);
        }
        whole.measure();
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
        if (!filling) {
            return;
        }
        filling = false;
        flush();
        stage = RowStage.NONE;
        for (ColumnBuffer column : columns) {
            column.fillNulls(rowCount);
        }
        if (timestamps.smallest() > timestamps.largest()) {
            // They were not noted as the rows came: the batch was filled by column.
            timestamps.add(columns[schema.timestampIndex()].longs(rowCount), 0, rowCount);
        }
        measure();
    }

    /** Smallest designated timestamp of a frozen batch. */
    public long minTimestamp() {
        return timestamps.smallest();
    }

    /** Largest designated timestamp of a frozen batch. */
    public long maxTimestamp() {
        return timestamps.largest();
    }

    /** Whether the rows of a frozen batch lie in timestamp order. */
    public boolean isSorted() {
        return timestamps.isSorted();
    }

    /** Bytes of memory that the columns of a frozen batch use at most: as wide as their types. */
    public long memoryBytes() {
        return memoryBytes;
    }

    /** Adds a reference; the caller must hold one already. */
    public void retain() {
        references.incrementAndGet();
    }

    /** Drops a reference; the last one recycles the memory. */
    public void release() {
        if (references.decrementAndGet() == 0) {
            filling = false;
            for (ColumnBuffer column : columns) {
                column.release();
            }
        }
    }

    /** Whether it is neither frozen nor given back; for the thread that fills it. */
    boolean isFilling() {
        return filling;
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
        stage.settleMarks();
        if (rowCount > capacityRows) {
            grow();
        }
        for (ColumnBuffer column : columns) {
            column.flush(stage, flushedRows, rows);
        }
        int lane = columns[schema.timestampIndex()].lane();
        timestamps.add(stage.values(), RowStage.firstValue(lane), rows);
        flushedRows = rowCount;
        stage.clear();
    }

    private void measure() {
        for (ColumnBuffer column : columns) {
            memoryBytes += (long) rowCount * Math.max(column.type().widthBytes(), Integer.BYTES);
            memoryBytes += column.bytesLength();
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
