package dev.tidemark.benchmarks.compare;

import dev.tidemark.benchmarks.contender.Contender;
import dev.tidemark.benchmarks.contender.SqlServer;
import dev.tidemark.benchmarks.data.DataFile;
import dev.tidemark.benchmarks.data.DataSet;
import dev.tidemark.benchmarks.data.LineRanges;
import dev.tidemark.benchmarks.machine.MachineDescription;
import dev.tidemark.benchmarks.machine.Stopwatch;
import dev.tidemark.benchmarks.report.Column;
import dev.tidemark.benchmarks.report.Measurement;
import dev.tidemark.benchmarks.report.Metric;
import dev.tidemark.benchmarks.report.Report;
import dev.tidemark.benchmarks.report.Spread;
import dev.tidemark.benchmarks.send.Target;
import dev.tidemark.tsbs.generate.ArrivalOrder;
import dev.tidemark.tsbs.generate.UseCase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How long queries take, of the kinds of the Time Series Benchmark Suite, over rows at rest.
 *
 * @param contenders the databases, our own first
 * @param size how much is loaded
 * @param repetitions how often each kind of query is asked in a round, with hosts and times of its
 *     own
 * @param workplace where
 */
public record QueryBenchmark(
        List<Contender.Database> contenders, Size size, int repetitions, Workplace workplace)
        implements Benchmark {

    /** Questions of each kind that warm a server up and do not count. */
    private static final int WARM_UP = 5;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double PERCENT = 100;
    private static final double MEDIAN = 0.5;

    @Override
    public Report run() throws IOException, InterruptedException {
        MachineDescription machine = workplace.machine();
        Instant started = Instant.now();
        List<Measurement> measurements = new ArrayList<>();
        DataSet rows =
                new DataSet(UseCase.CPU_ONLY, size.rows(), new ArrivalOrder.InOrder(), size.seed());
        try (DataFile file = DataFile.write(rows, workplace.dataFolder())) {
            for (int round = 1; round <= workplace.rounds(); round++) {
                for (Contender.Database contender : Workplace.rotated(contenders, round)) {
                    measure(contender, new Loaded(rows, file), round, measurements);
                }
            }
        }
        return new Report(subject(), machine, started, measurements, columns());
    }

    /** Rows and their description. */
    private record Loaded(DataSet rows, DataFile file) {

        /** Time from the first row to the last. */
        Duration range() {
            return Duration.ofNanos(
                    file.expectation().tables().getFirst().lastNanos()
                            - file.expectation().tables().getFirst().firstNanos());
        }
    }

    private void measure(
            Contender.Database contender, Loaded loaded, int round, List<Measurement> target)
            throws IOException, InterruptedException {
        try (Round<SqlServer> run = Round.begin(contender, workplace)) {
            SqlServer server = run.server();
            Loading loading =
                    Loading.run(
                            server,
                            Loading.Rows.cut(
                                    loaded.file,
                                    LineRanges.Limits.ofBytes(IngestBenchmark.TCP_PORTION_BYTES)),
                            new Target.Tcp(server.lineAddress(), size.connections()));
            loading.settle(run);
            loading.verify(server);
            // Every round asks other questions, but all contenders the same.
            QuestionShapes shapes =
                    new QuestionShapes(size.seed() + round, loaded.rows.hosts(), loaded.range());
            List<List<Question>> questions = new ArrayList<>();
            for (int number = 0; number < WARM_UP + repetitions; number++) {
                questions.add(shapes.next());
            }
            for (int kind = 0; kind < questions.getFirst().size(); kind++) {
                int column = kind;
                List<Question> alike = questions.stream().map(one -> one.get(column)).toList();
                Map<Metric, Double> values = ask(server, alike);
                values.put(Metric.LOAD_BEFORE, run.loadBefore());
                Measurement measurement =
                        new Measurement(alike.getFirst().name(), contender.name(), round, values);
                target.add(measurement);
                workplace.say(Progress.of(measurement));
            }
        }
    }

    private static Map<Metric, Double> ask(SqlServer server, List<Question> questions)
            throws IOException, InterruptedException {
        for (Question question : questions.subList(0, WARM_UP)) {
            server.time(question.sql());
        }
        List<Question> counted = questions.subList(WARM_UP, questions.size());
        long[] nanos = new long[counted.size()];
        Stopwatch watch = Stopwatch.start(server.processId());
        for (int index = 0; index < nanos.length; index++) {
            nanos[index] = server.time(counted.get(index).sql()).toNanos();
        }
        double foreign = watch.read().foreignShare() * PERCENT;
        Arrays.sort(nanos);
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        values.put(Metric.QUERY, Spread.percentile(nanos, MEDIAN) / NANOS_PER_MILLI);
        values.put(Metric.QUERY_SLOWEST, nanos[nanos.length - 1] / NANOS_PER_MILLI);
        values.put(Metric.FOREIGN_CPU, foreign);
        return values;
    }

    private Report.Subject subject() {
        return new Report.Subject(
                "queries",
                "Queries: %,d cpu-only rows at rest, %d queries of a kind, one at a time over HTTP"
                        .formatted(size.rows(), repetitions),
                List.of(
                        "The time is that from the request to the end of its answer, as JSON.",
                        "QuestDB has no index on hostname: that is how rows find it by default."));
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column.Absolute(Metric.QUERY));
        if (contenders.size() > 1) {
            columns.add(new Column.AgainstContender(Metric.QUERY, contenders.getLast().name()));
        }
        columns.add(new Column.Absolute(Metric.QUERY_SLOWEST));
        columns.add(new Column.Absolute(Metric.FOREIGN_CPU));
        return columns;
    }
}
