package dev.tidemark.benchmarks.compare;

import dev.tidemark.benchmarks.contender.Contender;
import dev.tidemark.benchmarks.contender.RunningServer;
import dev.tidemark.benchmarks.contender.Sink;
import dev.tidemark.benchmarks.contender.SqlServer;
import dev.tidemark.benchmarks.data.DataFile;
import dev.tidemark.benchmarks.data.DataSet;
import dev.tidemark.benchmarks.data.LineRanges;
import dev.tidemark.benchmarks.machine.MachineDescription;
import dev.tidemark.benchmarks.report.Column;
import dev.tidemark.benchmarks.report.Measurement;
import dev.tidemark.benchmarks.report.Metric;
import dev.tidemark.benchmarks.report.Report;
import dev.tidemark.benchmarks.send.Target;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How fast rows come in, and what that costs.
 *
 * @param contenders the databases, our own first
 * @param rows what is sent
 * @param transport how
 * @param warmUp what comes before it
 * @param workplace where
 */
public record IngestBenchmark(
        List<Contender.Database> contenders,
        DataSet rows,
        Transport transport,
        WarmUp warmUp,
        Workplace workplace)
        implements Benchmark {

    /** Bytes that go to one connection before it is the next one's turn, over TCP. */
    static final long TCP_PORTION_BYTES = 1 << 20;

    /**
     * How rows are sent.
     *
     * @param connections number of connections
     * @param batchRows rows of an HTTP request; 0 for line protocol over TCP
     */
    public record Transport(int connections, int batchRows) {

        boolean isHttp() {
            return batchRows > 0;
        }

        LineRanges.Limits portions() {
            return isHttp()
                    ? LineRanges.Limits.ofLines(batchRows)
                    : LineRanges.Limits.ofBytes(TCP_PORTION_BYTES);
        }

        Target target(SqlServer server) {
            return isHttp()
                    ? new Target.Http(server.httpAddress(), connections)
                    : new Target.Tcp(server.lineAddress(), connections);
        }

        @Override
        public String toString() {
            String how = isHttp() ? "HTTP, " + batchRows + " rows a request" : "TCP";
            return "%s, %d connections".formatted(how, connections);
        }
    }

    @Override
    public Report run() throws IOException, InterruptedException {
        MachineDescription machine = workplace.machine();
        Instant started = Instant.now();
        List<Measurement> measurements = new ArrayList<>();
        long count;
        workplace.say("generating " + rows.useCase().label() + " rows");
        try (DataFile file = DataFile.write(rows, workplace.dataFolder())) {
            count = file.rows();
            for (int round = 1; round <= workplace.rounds(); round++) {
                for (Contender<?> contender : Workplace.rotated(all(), round)) {
                    Measurement measurement = measure(contender, file, round);
                    measurements.add(measurement);
                    workplace.say(Progress.of(measurement));
                }
            }
        }
        return new Report(subject(count), machine, started, measurements, columns());
    }

    private List<Contender<?>> all() {
        List<Contender<?>> all = new ArrayList<>(contenders);
        all.add(new Sink());
        return all;
    }

    private Measurement measure(Contender<?> contender, DataFile file, int round)
            throws IOException, InterruptedException {
        Map<Metric, Double> values =
                switch (contender) {
                    case Contender.Database database -> load(database, file);
                    case Contender.Discarding sink -> discard(sink, file);
                };
        return new Measurement(rows.useCase().label(), contender.name(), round, values);
    }

    private Map<Metric, Double> load(Contender.Database database, DataFile file)
            throws IOException, InterruptedException {
        Loading.Rows cut = Loading.Rows.cut(file, transport.portions());
        try (Round<SqlServer> round = Round.begin(database, workplace)) {
            Target target = transport.target(round.server());
            warmUp.run(round.server(), cut, target);
            Loading loading = Loading.run(round.server(), cut, target);
            loading.put(Metric.LOAD_BEFORE, round.loadBefore());
            loading.settle(round);
            loading.verify(round.server());
            return loading.values();
        }
    }

    /** The sink knows no HTTP: it gets the same bytes over TCP. */
    private Map<Metric, Double> discard(Contender.Discarding sink, DataFile file)
            throws IOException, InterruptedException {
        LineRanges.Limits portions = LineRanges.Limits.ofBytes(TCP_PORTION_BYTES);
        Loading.Rows cut = Loading.Rows.cut(file, portions);
        try (Round<RunningServer> round = Round.begin(sink, workplace)) {
            Target target = new Target.Tcp(round.server().lineAddress(), transport.connections());
            Loading loading = Loading.run(round.server(), cut, target);
            loading.put(Metric.LOAD_BEFORE, round.loadBefore());
            return loading.values();
        }
    }

    private Report.Subject subject(long count) {
        return new Report.Subject(
                "ingest",
                "Ingest: %,d %s rows over %s".formatted(count, rows.useCase().label(), transport),
                List.of(
                        "The sink reads the same bytes over TCP and discards them.",
                        "Settled: the server is quiet for 15 seconds after that moment"
                                + " (Tidemark after CHECKPOINT)."));
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column.Absolute(Metric.ROWS_PER_SECOND));
        if (contenders.size() > 1) {
            columns.add(
                    new Column.AgainstContender(
                            Metric.ROWS_PER_SECOND, contenders.getLast().name()));
        }
        for (Metric metric :
                List.of(
                        Metric.CPU_AT_ARRIVAL,
                        Metric.CPU_SETTLED,
                        Metric.PEAK_MEMORY,
                        Metric.WRITTEN_AT_ARRIVAL,
                        Metric.WRITTEN_SETTLED,
                        Metric.STORED_BYTES,
                        Metric.LOAD_BEFORE,
                        Metric.FOREIGN_CPU)) {
            columns.add(new Column.Absolute(metric));
        }
        return columns;
    }
}
