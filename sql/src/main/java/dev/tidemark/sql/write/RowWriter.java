package dev.tidemark.sql.write;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.TableSchema;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Writes vectors of rows to a table. Belongs to one thread; {@link #close} drops what is left. */
public final class RowWriter implements AutoCloseable {
    private final Store store;
    private final Table table;
    private final TableSchema schema;
    private final int[] columns;
    private final List<CompletableFuture<Void>> commits = new ArrayList<>();
    private Batch batch;
    private long rowCount;

    /**
     * @param columns schema index for each column of the batches; others become NULL
     */
    public RowWriter(Store store, Table table, List<Integer> columns) {
        this.store = store;
        this.table = table;
        this.batch = table.newBatch();
        this.schema = batch.schema();
        this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Writes all rows of a batch, whose symbols are texts.
     *
     * @throws SqlException if a designated timestamp is NULL
     */
    public void write(VectorBatch rows) {
        for (int row = 0; row < rows.rowCount(); row++) {
            for (int index = 0; index < columns.length; index++) {
                put(columns[index], rows.column(index), row);
            }
            if (!batch.column(schema.timestampIndex()).isSet()) {
                throw new SqlException(
                        SqlState.NOT_NULL_VIOLATION,
                        SqlException.NO_POSITION,
                        "the designated timestamp '"
                                + schema.column(schema.timestampIndex()).name()
                                + "' must not be NULL");
            }
            batch.endRow();
            rowCount++;
            if (batch.isFull()) {
                handOver();
            }
        }
    }

    /** Commits; returns the number of rows when they are durable. */
    public long commit() {
        handOver();
        Commits.await(commits);
        commits.clear();
        return rowCount;
    }

    @Override
    public void close() {
        batch.release();
    }

    private void handOver() {
        commits.add(table.commit(batch));
        batch = new Batch(schema, store.memory());
        Commits.awaitMemory(store);
    }

    private void put(int column, Vector values, int row) {
        if (values.isNull(row)) {
            return;
        }
        ColumnBuffer cell = batch.column(column);
        ColumnType type = cell.type();
        switch (type.vectorKind()) {
            case LONGS -> cell.putLong(values.longs()[row]);
            case DOUBLES -> cell.putDouble(values.doubles()[row]);
            case WIDE -> {
                int words = values.wordsPerValue();
                for (int word = 0; word < words; word++) {
                    cell.putWord(word, values.longs()[row * words + word]);
                }
            }
            case CODES -> {
                int start = values.offsets()[row];
                byte[] text = Arrays.copyOfRange(values.bytes(), start, values.offsets()[row + 1]);
                SymbolDictionary dictionary = table.dictionary(schema.column(column).id());
                cell.putCode(dictionary.intern(text));
            }
            case BYTES -> {
                int start = values.offsets()[row];
                cell.putBytes(values.bytes(), start, values.offsets()[row + 1] - start);
            }
        }
    }
}
