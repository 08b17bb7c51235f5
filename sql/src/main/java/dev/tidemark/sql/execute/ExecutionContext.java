package dev.tidemark.sql.execute;

import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What all operators of one running query share: one snapshot of each table, and when to stop.
 * {@link #check} may be called by any thread, the rest by the query's own.
 */
public final class ExecutionContext implements AutoCloseable {
    private final Map<Table, TableSnapshot> snapshots = new HashMap<>();
    private final BooleanSupplier cancelled;
    private final long timeoutMillis;
    private final ScanThreads threads;
    private final ScanCounters counters = new ScanCounters();
    private final long startNanos = System.nanoTime();

    /**
     * @param cancelled whether someone has asked the query to stop
     * @param timeoutMillis after which it stops by itself, or 0
     * @param threads that may help
     */
    public ExecutionContext(BooleanSupplier cancelled, long timeoutMillis, ScanThreads threads) {
        this.cancelled = cancelled;
        this.threads = threads;
        this.timeoutMillis = timeoutMillis;
    }

    /** The table as it is for this query; closed with the context. */
    TableSnapshot snapshot(Table table) {
        return snapshots.computeIfAbsent(table, Table::snapshot);
    }

    /** What the query's scans have read up to now. */
    public ScanCounters counters() {
        return counters;
    }

    ScanThreads threads() {
        return threads;
    }

    /**
     * Called once a batch.
     *
     * @throws SqlException with QUERY_CANCELLED if the query has to stop
     */
    void check() {
        if (cancelled.getAsBoolean()) {
            throw stopped("the statement was cancelled");
        }
        if (timeoutMillis > 0
                && TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos) > timeoutMillis) {
            throw stopped("the statement ran longer than its limit of " + timeoutMillis + " ms");
        }
    }

    @Override
    public void close() {
        snapshots.values().forEach(TableSnapshot::close);
        snapshots.clear();
    }

    private static SqlException stopped(String reason) {
        return new SqlException(SqlState.QUERY_CANCELLED, SqlException.NO_POSITION, reason);
    }
}
