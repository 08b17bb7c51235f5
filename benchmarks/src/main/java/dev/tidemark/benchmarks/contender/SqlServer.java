package dev.tidemark.benchmarks.contender;

import dev.tidemark.benchmarks.data.LineRanges;
import dev.tidemark.benchmarks.machine.ProcessUsage;
import dev.tidemark.tsbs.generate.Expectation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A database: takes rows over TCP and HTTP, and answers SQL over HTTP. */
public final class SqlServer implements RunningServer {

    /** Long enough to tell that a server does nothing any more of what it does at its start. */
    private static final Duration QUIET_AFTER_START = Duration.ofSeconds(5);

    private static final Duration ARRIVAL_LIMIT = Duration.ofMinutes(15);
    private static final Duration REST_LIMIT = Duration.ofMinutes(15);
    private static final Duration QUIET_INTERVAL = Duration.ofSeconds(1);

    /** CPU time in an interval up to which a server counts as quiet: threads that look for work. */
    private static final long QUIET_CPU_MICROS = 200_000;

    /** Bytes written in an interval up to which a server counts as quiet: its notes to itself. */
    private static final long QUIET_WRITTEN_BYTES = 64 << 10;

    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private final ServerProcess process;
    private final InetSocketAddress lineAddress;
    private final InetSocketAddress httpAddress;
    private final Dialect dialect;
    private final SqlClient client;

    SqlServer(
            ServerProcess process,
            InetSocketAddress lineAddress,
            InetSocketAddress httpAddress,
            Dialect dialect) {
        this.process = process;
        this.lineAddress = lineAddress;
        this.httpAddress = httpAddress;
        this.dialect = dialect;
        client =
                new SqlClient(
                        URI.create(
                                "http://%s:%d"
                                        .formatted(
                                                httpAddress.getHostString(),
                                                httpAddress.getPort())));
    }

    /** What one database can be told or asked that others cannot. */
    interface Dialect {

        /** Statements that finish in the foreground what a server would do later by itself. */
        List<String> settling();

        /** A query for the pieces and the levels of a table, if there is one; a row with both. */
        Optional<String> structure(String table);
    }

    /**
     * How the rows of a table lie on disk.
     *
     * @param pieces sorted runs of rows, over all partitions
     * @param levels the most runs that lie above each other in one partition
     */
    public record Structure(long pieces, long levels) {}

    @Override
    public long processId() {
        return process.id();
    }

    @Override
    public InetSocketAddress lineAddress() {
        return lineAddress;
    }

    /** Where it takes line protocol and statements over HTTP. */
    public InetSocketAddress httpAddress() {
        return httpAddress;
    }

    @Override
    public void awaitArrival(Expectation expected, LineRanges sent)
            throws IOException, InterruptedException {
        for (Expectation.Table table : expected.tables()) {
            awaitRows(table.name(), table.rows());
        }
    }

    /**
     * Waits until a table shows at least so many rows.
     *
     * @throws IOException if the process ends or the time is over
     */
    public void awaitRows(String table, long rows) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        for (long shown = count(table); shown < rows; shown = count(table)) {
            process.requireAlive();
            if (System.nanoTime() - startNanos > ARRIVAL_LIMIT.toNanos()) {
                throw new IOException(
                        "table %s shows %d of %d rows after %d minutes; see %s"
                                .formatted(
                                        table,
                                        shown,
                                        rows,
                                        ARRIVAL_LIMIT.toMinutes(),
                                        process.log()));
            }
            Thread.sleep(POLL_INTERVAL);
        }
    }

    /** The rows that a table shows; 0 while it does not exist. */
    private long count(String table) throws IOException, InterruptedException {
        try {
            return Long.parseLong(
                    String.valueOf(query("SELECT count() FROM " + table).getFirst().getFirst()));
        } catch (SqlClient.RefusedException _) {
            return 0;
        }
    }

    /**
     * Runs a statement.
     *
     * @return the rows of its answer, each value as text
     * @throws IOException if it is refused or the server does not answer
     */
    public List<List<@Nullable String>> query(String sql) throws IOException, InterruptedException {
        return client.run(sql);
    }

    /** Runs a query and takes the time until the whole answer is here; nothing is read of it. */
    public Duration time(String sql) throws IOException, InterruptedException {
        return client.time(sql);
    }

    /**
     * Lets the server finish what it does in the background: waits until it has hardly computed nor
     * written for a while.
     *
     * @param quiet how long it must have been quiet
     * @return what its process had used when it became quiet
     * @throws IOException if it does not come to rest
     */
    public ProcessUsage settle(Duration quiet) throws IOException, InterruptedException {
        for (String statement : dialect.settling()) {
            query(statement);
        }
        return awaitQuiet(quiet);
    }

    @Override
    public void awaitReadiness() throws IOException, InterruptedException {
        awaitQuiet(QUIET_AFTER_START);
    }

    private ProcessUsage awaitQuiet(Duration quiet) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        long quietSinceNanos = startNanos;
        ProcessUsage atRest = ProcessUsage.of(processId());
        ProcessUsage before = atRest;
        while (System.nanoTime() - quietSinceNanos < quiet.toNanos()) {
            if (System.nanoTime() - startNanos > REST_LIMIT.toNanos()) {
                throw new IOException("the server does not come to rest; see " + process.log());
            }
            Thread.sleep(QUIET_INTERVAL);
            ProcessUsage now = ProcessUsage.of(processId());
            boolean still =
                    now.cpuMicros() - before.cpuMicros() <= QUIET_CPU_MICROS
                            && now.writtenBytes() - before.writtenBytes() <= QUIET_WRITTEN_BYTES;
            if (!still) {
                quietSinceNanos = System.nanoTime();
                atRest = now;
            }
            before = now;
        }
        return atRest;
    }

    /** Drops all tables of a load. */
    public void dropTables(Expectation loaded) throws IOException, InterruptedException {
        for (Expectation.Table table : loaded.tables()) {
            query("DROP TABLE " + table.name());
        }
    }

    /** How a table lies on disk; empty where the server does not tell. */
    public Optional<Structure> structure(String table) throws IOException, InterruptedException {
        Optional<String> question = dialect.structure(table);
        if (question.isEmpty()) {
            return Optional.empty();
        }
        List<@Nullable String> answer = query(question.get()).getFirst();
        return Optional.of(
                new Structure(
                        Long.parseLong(String.valueOf(answer.get(0))),
                        Long.parseLong(String.valueOf(answer.get(1)))));
    }

    @Override
    public void close() throws IOException {
        client.close();
        process.close();
    }
}
