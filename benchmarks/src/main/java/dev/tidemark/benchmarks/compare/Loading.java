package dev.tidemark.benchmarks.compare;

import dev.tidemark.benchmarks.contender.RunningServer;
import dev.tidemark.benchmarks.contender.SqlServer;
import dev.tidemark.benchmarks.contender.Verification;
import dev.tidemark.benchmarks.data.DataFile;
import dev.tidemark.benchmarks.data.LineRanges;
import dev.tidemark.benchmarks.machine.ProcessUsage;
import dev.tidemark.benchmarks.machine.Stopwatch;
import dev.tidemark.benchmarks.report.Metric;
import dev.tidemark.benchmarks.report.Spread;
import dev.tidemark.benchmarks.send.Sending;
import dev.tidemark.benchmarks.send.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Rows on their way into a server, and the figures of that. */
final class Loading {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_MEBIBYTE = 1 << 20;
    private static final double PERCENT = 100;
    private static final double MEDIAN = 0.5;
    private static final double HIGH = 0.99;

    /** Long enough for what a server only does to rows that have not changed for a while. */
    private static final Duration QUIET = Duration.ofSeconds(15);

    private final Rows rows;
    private final Stopwatch watch;
    private final Map<Metric, Double> values = new EnumMap<>(Metric.class);

    private Loading(Rows rows, Stopwatch watch) {
        this.rows = rows;
        this.watch = watch;
    }

    /**
     * What is sent.
     *
     * @param file the rows
     * @param portions how they are cut
     */
    record Rows(DataFile file, LineRanges portions) {

        static Rows cut(DataFile file, LineRanges.Limits limits) throws IOException {
            return new Rows(file, LineRanges.cut(file.path(), limits));
        }
    }

    /** Sends all rows and waits until all are visible. */
    static Loading run(RunningServer server, Rows rows, Target target)
            throws IOException, InterruptedException {
        Loading loading = new Loading(rows, Stopwatch.start(server.processId()));
        long[] latenciesNanos = Sending.send(rows.file.path(), rows.portions, target);
        Stopwatch.Reading sent = loading.watch.read();
        server.awaitArrival(rows.file.expectation(), rows.portions);
        loading.takeArrival(sent, loading.watch.read());
        if (target instanceof Target.Http) {
            loading.takeLatencies(latenciesNanos);
        }
        return loading;
    }

    private void takeArrival(Stopwatch.Reading sent, Stopwatch.Reading visible) {
        double count = rows.file.rows();
        ProcessUsage server = visible.server();
        put(Metric.ROWS_PER_SECOND, count / visible.elapsedNanos() * NANOS_PER_SECOND);
        put(Metric.ROWS_SENT_PER_SECOND, count / sent.elapsedNanos() * NANOS_PER_SECOND);
        put(Metric.CPU_AT_ARRIVAL, server.cpuMicros() / count);
        put(Metric.WRITTEN_AT_ARRIVAL, (double) server.writtenBytes() / rows.file.lengthBytes());
        put(Metric.PEAK_MEMORY, server.peakResidentBytes() / BYTES_PER_MEBIBYTE);
        put(Metric.FOREIGN_CPU, visible.foreignShare() * PERCENT);
    }

    private void takeLatencies(long[] latenciesNanos) {
        put(Metric.LATENCY_MEDIAN, Spread.percentile(latenciesNanos, MEDIAN) / NANOS_PER_MILLI);
        put(Metric.LATENCY_HIGH, Spread.percentile(latenciesNanos, HIGH) / NANOS_PER_MILLI);
    }

    /** Lets the server finish in the background, and takes what all that has cost. */
    void settle(Round<SqlServer> round) throws IOException, InterruptedException {
        ProcessUsage server = watch.sinceStart(round.server().settle(QUIET));
        double count = rows.file.rows();
        put(Metric.CPU_SETTLED, server.cpuMicros() / count);
        put(Metric.WRITTEN_SETTLED, (double) server.writtenBytes() / rows.file.lengthBytes());
        put(Metric.PEAK_MEMORY, server.peakResidentBytes() / BYTES_PER_MEBIBYTE);
        put(Metric.STORED_BYTES, round.storedBytes() / count);
    }

    /**
     * Compares what the server holds with what was sent.
     *
     * @throws IOException if they differ
     */
    void verify(SqlServer server) throws IOException, InterruptedException {
        Verification.check(server, rows.file.expectation());
    }

    /** Adds a figure that was taken elsewhere. */
    void put(Metric metric, double value) {
        values.put(metric, value);
    }

    /** All figures so far. */
    Map<Metric, Double> values() {
        return values;
    }
}
