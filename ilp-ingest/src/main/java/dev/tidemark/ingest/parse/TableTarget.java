package dev.tidemark.ingest.parse;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.batch.BatchSource;
import dev.tidemark.core.batch.RowStage;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A table as one connection writes it: its open batch and the names that its lines use. */
final class TableTarget {
    private final Table table;
    private final BatchSink sink;
    private final BatchSource batches;
    private final NameTable names = new NameTable();
    private final ColumnSlot timestamp;
    private final ExpectedFields expectedFields;
    private @Nullable ColumnSlot[] columns;
    private @Nullable SeriesShape lastShape;
    private @Nullable Batch open;
    private TableSchema schema;

    TableTarget(Table table, BatchSink sink) {
        this.table = table;
        this.sink = sink;
        this.batches = table.batches();
        this.schema = table.schema();
        Batch batch = batches.next(schema);
        this.open = batch;
        this.columns = new @Nullable ColumnSlot[schema.columnCount()];
        this.timestamp =
                new ColumnSlot(
                        schema.timestampIndex(), schema.column(schema.timestampIndex()), batch);
        this.expectedFields = new ExpectedFields(timestamp);
        columns[schema.timestampIndex()] = timestamp;
    }

    Table table() {
        return table;
    }

    /** The designated timestamp. */
    ColumnSlot timestamp() {
        return timestamp;
    }

    /** The fields that the next line is expected to have. */
    ExpectedFields expectedFields() {
        return expectedFields;
    }

    /** The batch that rows go to, opened if there is none. */
    Batch batch() {
        Batch batch = open;
        return batch != null ? batch : openBatch();
    }

    /** Where the cells of the current row go, in the batch that rows go to. */
    RowStage stage() {
        return batch().stage();
    }

    boolean hasRows() {
        return open != null && open.rowCount() > 0;
    }

    /** The spelling, if lines used it since the schema last changed. */
    @Nullable FieldName knownName(byte[] name, int lengthBytes) {
        return names.find(name, lengthBytes);
    }

    /**
     * The column that a name means.
     *
     * @return null if the open batch has no such column, though the table may
     */
    @Nullable FieldName name(byte[] name, int lengthBytes) {
        FieldName known = names.find(name, lengthBytes);
        if (known != null) {
            return known;
        }
        Batch batch = batch();
        int index = schema.indexOf(new String(name, 0, lengthBytes, StandardCharsets.UTF_8));
        if (index < 0) {
            return null;
        }
        ColumnSlot column = columns[index];
        if (column == null) {
            column = new ColumnSlot(index, schema.column(index), batch);
            columns[index] = column;
        }
        return names.add(name, lengthBytes, column);
    }

    /**
     * The shape of series with these tags.
     *
     * @param tags columns of the tags that have a value
     * @param hasTags whether the line names any tag, be it without a value
     */
    SeriesShape shape(ColumnSlot[] tags, boolean hasTags) {
        SeriesShape shape = lastShape;
        if (shape == null || !shape.is(tags, hasTags)) {
            shape = new SeriesShape(this, tags, hasTags);
            lastShape = shape;
        }
        return shape;
    }

    /** Completes the current row. */
    void endRow() {
        Batch batch = batch();
        batch.endRow();
        if (batch.isFull()) {
            handOver();
        }
    }

    void cancelRow() {
        if (open != null) {
            open.cancelRow();
        }
    }

    /** Gives the complete rows to the sink; the next row opens a batch of the newest schema. */
    void handOver() {
        Batch batch = open;
        open = null;
        if (batch == null) {
            return;
        }
        if (batch.rowCount() > 0) {
            sink.accept(table, batch);
        } else {
            batch.release();
        }
    }

    /** Lets go of rows that nobody wants any more. */
    void discard() {
        Batch batch = open;
        open = null;
        if (batch != null) {
            batch.release();
        }
    }

    private Batch openBatch() {
        schema = table.schema();
        Batch batch = batches.next(schema);
        open = batch;
        if (columns.length < schema.columnCount()) {
            columns = Arrays.copyOf(columns, schema.columnCount());
        }
        for (ColumnSlot column : columns) {
            if (column != null) {
                column.open(batch);
            }
        }
        return batch;
    }
}
