package dev.tidemark.sql;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.decimal.Int256;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.ArrayLayout;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.TableSchema;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.write.Commits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Writes rows to a table, in any order of time, without SQL: cells by column index, then {@link
 * #endRow()}. Cells that are not set are NULL; the designated timestamp must be set.
 *
 * <p>Rows are handed over in batches as they fill up and are visible and durable after {@link
 * #commit()}. Belongs to one thread. Memory: one batch, and what the store's limit lets lie hot;
 * beyond it {@link #endRow()} waits.
 */
public final class Appender implements AutoCloseable {
    private final Store store;
    private final Table table;
    private final TableSchema schema;
    private final List<CompletableFuture<Void>> commits = new ArrayList<>();
    private final SymbolDictionary[] dictionaries;
    private Batch batch;

    Appender(Store store, Table table) {
        this.store = store;
        this.table = table;
        this.batch = table.newBatch();
        this.schema = batch.schema();
        this.dictionaries = new SymbolDictionary[schema.columnCount()];
        for (int index = 0; index < dictionaries.length; index++) {
            if (schema.column(index).type() == ColumnType.SYMBOL) {
                dictionaries[index] = table.dictionary(schema.column(index).id());
            }
        }
    }

    /**
     * The index that the setters want.
     *
     * @throws SqlException if the table has no such column
     */
    public int columnIndex(String columnName) {
        int index = schema.indexOf(columnName);
        if (index < 0) {
            throw new SqlException(
                    SqlState.UNDEFINED_COLUMN,
                    SqlException.NO_POSITION,
                    "column '" + columnName + "' does not exist in '" + table.name() + "'");
        }
        return index;
    }

    /** Sets a BYTE, SHORT, INT, LONG, DATE, TIMESTAMP or TIMESTAMP_NS cell; times in ticks. */
    public Appender setLong(int column, long value) {
        ColumnType type = schema.column(column).type();
        long limit =
                switch (type.kind()) {
                    case BOOLEAN -> 1;
                    case BYTE -> Byte.MAX_VALUE;
                    case SHORT -> Short.MAX_VALUE;
                    case INT -> Integer.MAX_VALUE;
                    case LONG, DATE, TIMESTAMP, TIMESTAMP_NS -> Long.MAX_VALUE;
                    case FLOAT, DOUBLE, SYMBOL, VARCHAR, UUID, LONG256, DECIMAL, ARRAY ->
                            throw mismatch(column, "an integer");
                };
        long least = type == ColumnType.BOOLEAN ? 0 : -limit - 1;
        if (value > limit || value < least) {
            throw new SqlException(
                    SqlState.NUMERIC_OUT_OF_RANGE,
                    SqlException.NO_POSITION,
                    value + " is out of the range of " + type);
        }
        batch.column(column).putLong(value);
        return this;
    }

    /** Sets a BOOLEAN cell. */
    public Appender setBoolean(int column, boolean value) {
        cell(column, "a boolean", ColumnType.BOOLEAN).putLong(value ? 1 : 0);
        return this;
    }

    /** Sets a FLOAT or DOUBLE cell. */
    public Appender setDouble(int column, double value) {
        cell(column, "a real number", ColumnType.DOUBLE, ColumnType.FLOAT).putDouble(value);
        return this;
    }

    /** Sets a SYMBOL or VARCHAR cell. */
    public Appender setText(int column, String value) {
        ColumnBuffer cell = cell(column, "a text", ColumnType.SYMBOL, ColumnType.VARCHAR);
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (cell.type() == ColumnType.SYMBOL) {
            cell.putCode(dictionaries[column].intern(bytes));
        } else {
            cell.putBytes(bytes, 0, bytes.length);
        }
        return this;
    }

    /** Sets a UUID (two words) or LONG256 (four words) cell, the least significant word first. */
    public Appender setWords(int column, long... words) {
        ColumnBuffer cell = cell(column, "a wide value", ColumnType.UUID, ColumnType.LONG256);
        if (words.length * Long.BYTES != cell.type().widthBytes()) {
            throw mismatch(column, words.length + " words");
        }
        for (int word = 0; word < words.length; word++) {
            cell.putWord(word, words[word]);
        }
        return this;
    }

    /**
     * Sets a DECIMAL cell.
     *
     * @throws SqlException if the value has more digits than the column, before or behind the point
     */
    public Appender setDecimal(int column, BigDecimal value) {
        ColumnBuffer cell = batch.column(column);
        ColumnType type = cell.type();
        if (!type.isDecimal()) {
            throw mismatch(column, "a decimal");
        }
        try {
            Int256 unscaled = new Int256();
            unscaled.set(value.setScale(type.scale(), RoundingMode.UNNECESSARY).unscaledValue());
            if (!unscaled.fits(type.precision())) {
                throw new ArithmeticException("too many digits");
            }
            for (int word = 0; word < type.widthBytes() / Long.BYTES; word++) {
                cell.putWord(word, unscaled.word(word));
            }
        } catch (ArithmeticException failure) {
            throw new SqlException(
                    SqlState.NUMERIC_OUT_OF_RANGE,
                    SqlException.NO_POSITION,
                    value + " is no value of " + type,
                    null,
                    failure);
        }
        return this;
    }

    /**
     * Sets an array cell.
     *
     * @param lengths of the dimensions
     * @param elements in row-major order, as many as the product of the lengths
     */
    public Appender setArray(int column, int[] lengths, double... elements) {
        ColumnBuffer cell = batch.column(column);
        if (!cell.type().isArray() || cell.type().dimensions() != lengths.length) {
            throw mismatch(column, "an array of " + lengths.length + " dimensions");
        }
        int headerBytes = ArrayLayout.headerBytes(lengths.length);
        byte[] bytes = new byte[headerBytes + elements.length * Double.BYTES];
        for (int dimension = 0; dimension < lengths.length; dimension++) {
            ArrayLayout.putLength(bytes, 0, dimension, lengths[dimension]);
        }
        if (ArrayLayout.elementCount(bytes, 0, lengths.length) != elements.length) {
            throw mismatch(column, elements.length + " elements that do not fill the dimensions");
        }
        for (int index = 0; index < elements.length; index++) {
            ArrayLayout.putElement(bytes, 0, lengths.length, index, elements[index]);
        }
        cell.putBytes(bytes, 0, bytes.length);
        return this;
    }

    /**
     * Completes the row; waits while the store has too many hot rows.
     *
     * @throws SqlException if the designated timestamp is not set; the row is forgotten
     */
    public void endRow() {
        if (!batch.column(schema.timestampIndex()).isSet()) {
            batch.cancelRow();
            throw new SqlException(
                    SqlState.NOT_NULL_VIOLATION,
                    SqlException.NO_POSITION,
                    "the designated timestamp '"
                            + schema.column(schema.timestampIndex()).name()
                            + "' must not be NULL");
        }
        batch.endRow();
        if (batch.isFull()) {
            handOver();
        }
    }

    /** Forgets the cells set since the last {@link #endRow()}. */
    public void cancelRow() {
        batch.cancelRow();
    }

    /**
     * Commits all complete rows and returns when they are durable.
     *
     * @throws SqlException if the rows could not be written
     */
    public void commit() {
        batch.cancelRow();
        handOver();
        Commits.await(commits);
        commits.clear();
    }

    /** Forgets rows that were not handed over yet; what {@link #commit()} returned for stays. */
    @Override
    public void close() {
        batch.release();
    }

    private void handOver() {
        commits.add(table.commit(batch));
        batch = new Batch(schema, store.memory());
        Commits.awaitMemory(store);
        commits.removeIf(commit -> commit.isDone() && !commit.isCompletedExceptionally());
    }

    private ColumnBuffer cell(int column, String what, ColumnType... types) {
        ColumnBuffer cell = batch.column(column);
        for (ColumnType type : types) {
            if (cell.type() == type) {
                return cell;
            }
        }
        throw mismatch(column, what);
    }

    private SqlException mismatch(int column, String what) {
        return new SqlException(
                SqlState.DATATYPE_MISMATCH,
                SqlException.NO_POSITION,
                "column '"
                        + schema.column(column).name()
                        + "' of type "
                        + schema.column(column).type()
                        + " cannot take "
                        + what);
    }
}
