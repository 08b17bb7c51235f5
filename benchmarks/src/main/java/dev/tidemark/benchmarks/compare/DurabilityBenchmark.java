package dev.tidemark.benchmarks.compare;

import dev.tidemark.benchmarks.contender.Contender;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What it costs that an acknowledged row is safe: HTTP requests of several sizes over several
 * numbers of connections, each request answered before the next.
 *
 * <p>All cases of a round run in one server, after a warm-up, each into a new table: what differs
 * between contenders is then the waiting for the disk, not the warming up of a JVM.
 *
 * @param contenders those to compare
 * @param baseline name of the contender whose rows/s are the measure of the others'
 * @param rows what is sent in each case
 * @param warmUp what comes before it
 * @param workplace where
 */
public record DurabilityBenchmark(
        List<Contender.Database> contenders,
        String baseline,
        DataSet rows,
        WarmUp warmUp,
        Workplace workplace)
        implements Benchmark {

    private static final List<Integer> BATCH_ROWS = List.of(500, 5_000, 50_000);
    private static final List<Integer> CONNECTIONS = List.of(1, 4, 16);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Case WARM_UP = new Case(5_000, 4);

    /** One size of requests over one number of connections. */
    private record Case(int batchRows, int connections) {

        Loading.Rows cut(DataFile file) throws IOException {
            return Loading.Rows.cut(file, LineRanges.Limits.ofLines(batchRows));
        }

        Target target(SqlServer server) {
            return new Target.Http(server.httpAddress(), connections);
        }

        @Override
        public String toString() {
            return "%,d rows x %d".formatted(batchRows, connections);
        }
    }

    @Override
    public Report run() throws IOException, InterruptedException {
        MachineDescription machine = workplace.machine();
        Instant started = Instant.now();
        List<Measurement> measurements = new ArrayList<>();
        long count;
        try (DataFile file = DataFile.write(rows, workplace.dataFolder())) {
            count = file.rows();
            for (int round = 1; round <= workplace.rounds(); round++) {
                for (Contender.Database contender : Workplace.rotated(contenders, round)) {
                    measureAll(contender, file, round, measurements);
                }
            }
        }
        return new Report(subject(count), machine, started, measurements, columns());
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int batchRows : BATCH_ROWS) {
            for (int connections : CONNECTIONS) {
                cases.add(new Case(batchRows, connections));
            }
        }
        return cases;
    }

    private void measureAll(
            Contender.Database contender, DataFile file, int round, List<Measurement> target)
            throws IOException, InterruptedException {
        try (Round<SqlServer> run = Round.begin(contender, workplace)) {
            warmUp.run(run.server(), WARM_UP.cut(file), WARM_UP.target(run.server()));
            for (Case one : cases()) {
                Loading loading = load(run, file, one);
                loading.put(Metric.LOAD_BEFORE, run.loadBefore());
                Measurement measurement =
                        new Measurement(one.toString(), contender.name(), round, loading.values());
                target.add(measurement);
                workplace.say(Progress.of(measurement));
            }
        }
    }

    private static Loading load(Round<SqlServer> round, DataFile file, Case one)
            throws IOException, InterruptedException {
        SqlServer server = round.server();
        Loading loading = Loading.run(server, one.cut(file), one.target(server));
        loading.verify(server);
        server.dropTables(file.expectation());
        server.settle(QUIET);
        return loading;
    }

    private static Report.Subject subject(long count) {
        return new Report.Subject(
                "durability",
                "Durability: %,d cpu-only rows over HTTP, rows a request x connections"
                        .formatted(count),
                List.of(
                        "Latency: from the first byte of a request to its answer.",
                        "QuestDB's default answers before anything is synced."));
    }

    private List<Column> columns() {
        return List.of(
                new Column.Absolute(Metric.ROWS_SENT_PER_SECOND),
                new Column.Absolute(Metric.ROWS_PER_SECOND),
                new Column.AgainstContender(Metric.ROWS_PER_SECOND, baseline),
                new Column.Absolute(Metric.LATENCY_MEDIAN),
                new Column.Absolute(Metric.LATENCY_HIGH),
                new Column.Absolute(Metric.CPU_AT_ARRIVAL),
                new Column.Absolute(Metric.WRITTEN_AT_ARRIVAL),
                new Column.Absolute(Metric.FOREIGN_CPU));
    }
}
