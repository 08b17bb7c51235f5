package dev.tidemark.sql;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.sql.execute.ExecutionContext;
import dev.tidemark.sql.execute.Operator;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query, computed as they are asked for. Lets go of its snapshots as soon as it can.
 */
final class QueryResult implements Result {
    private final ExecutionContext execution;
    private final Operator operator;
    private final List<ResultColumn> columns;
    private final int timestampIndex;
    private final String tag;
    private final Consumer<CorruptFileException> damaged;
    private @Nullable VectorBatch batch;
    private long deliveredRows;
    private boolean finished;

    /**
     * A result that is not computed yet.
     *
     * @param damaged is told of damage that the query comes upon
     */
    QueryResult(
            ExecutionContext execution,
            Operator operator,
            List<ResultColumn> columns,
            int timestampIndex,
            String tag,
            Consumer<CorruptFileException> damaged) {
        this.execution = execution;
        this.operator = operator;
        this.columns = columns;
        this.timestampIndex = timestampIndex;
        this.tag = tag;
        this.damaged = damaged;
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public int timestampIndex() {
        return timestampIndex;
    }

    @Override
    public boolean next() {
        if (finished) {
            return false;
        }
        try {
            batch = operator.next();
        } catch (SqlException failure) {
            close();
            throw failure;
        } catch (OutOfMemoryError failure) {
            close();
            throw new SqlException(
                    SqlState.OUT_OF_MEMORY,
                    SqlException.NO_POSITION,
                    "the query needs more memory than there is",
                    null,
                    failure);
        } catch (CorruptFileException damage) {
            close();
            damaged.accept(damage);
            throw new SqlException(
                    SqlState.DATA_CORRUPTED,
                    SqlException.NO_POSITION,
                    "the query needs rows that are damaged: " + damage.getMessage(),
                    "quarantine() lists what is damaged.",
                    damage);
        } catch (RuntimeException failure) {
            close();
            throw new SqlException(
                    SqlState.INTERNAL_ERROR,
                    SqlException.NO_POSITION,
                    "internal error: " + failure,
                    null,
                    failure);
        }
        if (batch == null) {
            close();
            return false;
        }
        deliveredRows += batch.rowCount();
        return true;
    }

    @Override
    public int rowCount() {
        return current().rowCount();
    }

    @Override
    public Vector column(int index) {
        return current().column(index);
    }

    @Override
    public long affectedRows() {
        return deliveredRows;
    }

    @Override
    public String commandTag() {
        return tag.equals("SELECT") ? tag + " " + deliveredRows : tag;
    }

    @Override
    public void close() {
        finished = true;
        batch = null;
        execution.close();
    }

    private VectorBatch current() {
        VectorBatch rows = batch;
        if (rows == null) {
            throw new IllegalStateException("there is no current batch; call next() first");
        }
        return rows;
    }
}
