package dev.tidemark.pgwire.session;

import dev.tidemark.pgwire.codec.BackendMessage.CommandComplete;
import dev.tidemark.pgwire.codec.FormatCodes;
import dev.tidemark.pgwire.row.RowEncoder;
import dev.tidemark.sql.Parameter;
import dev.tidemark.sql.Prepared;
import dev.tidemark.sql.Result;
import dev.tidemark.sql.ResultColumn;
import dev.tidemark.sql.StatementKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a statement, from its start to its last row. Holds the result until it is complete or
 * closed. For the worker of a connection.
 */
final class Execution implements AutoCloseable {
    /** What became of {@link #advance}. */
    enum Progress {
        /** The client is slow; to be continued. */
        WAITING,
        /** As many rows as were wanted have been sent. */
        LIMIT_REACHED,
        /** All is done, and the client told so. */
        COMPLETE
    }

    private final SessionContext context;
    private final StatementKind kind;
    private final SessionEffect effect;
    private final @Nullable Result result;
    private final @Nullable RowEncoder rows;
    private boolean isComplete;

    private Execution(
            SessionContext context,
            StatementKind kind,
            SessionEffect effect,
            @Nullable Result result,
            @Nullable RowEncoder rows) {
        this.context = context;
        this.kind = kind;
        this.effect = effect;
        this.result = result;
        this.rows = rows;
    }

    /**
     * Starts a run.
     *
     * @throws RequestException if it may not run now
     * @throws dev.tidemark.sql.type.SqlException if it fails
     */
    static Execution start(
            SessionContext context,
            Prepared plan,
            SessionEffect effect,
            List<Parameter> values,
            FormatCodes formats) {
        StatementKind kind = plan.kind();
        context.transaction().admit(kind, effect);
        if (kind == StatementKind.COMMIT && context.transaction().isFailed()) {
            return new Execution(context, StatementKind.ROLLBACK, effect, null, null);
        }
        Result result = plan.run(values);
        RowEncoder rows =
                result.columns().isEmpty() ? null : new RowEncoder(result.columns(), formats);
        return new Execution(context, kind, effect, result, rows);
    }

    /**
     * Checks that the run may go on.
     *
     * @throws RequestException if the transaction has failed
     */
    void admit() {
        context.transaction().admit(kind, effect);
    }

    /** Columns of the rows to come; empty if there are none. */
    List<ResultColumn> columns() {
        return result == null ? List.of() : result.columns();
    }

    boolean isComplete() {
        return isComplete;
    }

    /**
     * Sends rows.
     *
     * @param maxRows at least 1
     */
    Step advance(long maxRows) {
        long sentRows = 0;
        if (result != null && rows != null) {
            while (true) {
                if (!rows.hasRows()) {
                    if (!result.next()) {
                        break;
                    }
                    rows.load(result);
                }
                int most = (int) Math.min(maxRows - sentRows, Integer.MAX_VALUE);
                sentRows += context.outbox().sendRows(rows, most);
                if (sentRows == maxRows) {
                    return new Step(Progress.LIMIT_REACHED, sentRows);
                }
                if (!context.outbox().isWritable()) {
                    return new Step(Progress.WAITING, sentRows);
                }
            }
        }
        complete();
        return new Step(Progress.COMPLETE, sentRows);
    }

    /**
     * A part of a run.
     *
     * @param sentRows rows that were sent in it
     */
    record Step(Progress progress, long sentRows) {}

    @Override
    public void close() {
        if (result != null) {
            result.close();
        }
    }

    private void complete() {
        String tag = result == null ? "ROLLBACK" : result.commandTag();
        close();
        isComplete = true;
        context.completed(kind, effect);
        context.outbox().send(new CommandComplete(tag));
    }
}
