package dev.tidemark.benchmarks.compare;

import dev.tidemark.benchmarks.contender.Contender;
import dev.tidemark.benchmarks.contender.SqlServer;
import dev.tidemark.benchmarks.data.DataFile;
import dev.tidemark.benchmarks.data.DataSet;
import dev.tidemark.benchmarks.data.LineRanges;
import dev.tidemark.benchmarks.data.Order;
import dev.tidemark.benchmarks.machine.MachineDescription;
import dev.tidemark.benchmarks.report.Column;
import dev.tidemark.benchmarks.report.Measurement;
import dev.tidemark.benchmarks.report.Metric;
import dev.tidemark.benchmarks.report.Report;
import dev.tidemark.benchmarks.send.Target;
import dev.tidemark.tsbs.generate.UseCase;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What it costs that rows do not arrive in order.
 *
 * <p>The same rows in every order, each into a new table. The servers run for a round, side by side
 * and one at work, so that a ratio compares runs that lie close together in time. Some orders need
 * code that others do not, so each is loaded once before it counts.
 *
 * @param contenders the databases, our own first
 * @param orders the orders, that in time first
 * @param size how much is sent
 * @param warmUp what comes before it
 * @param workplace where
 */
public record OutOfOrderBenchmark(
        List<Contender.Database> contenders,
        List<Order> orders,
        Size size,
        WarmUp warmUp,
        Workplace workplace)
        implements Benchmark {

    private static final String TABLE = "cpu";

    /** Orders that servers are warmed up with: together they need most of what any order needs. */
    private static final List<Order> WARM_UP = List.of(Order.IN_ORDER, Order.SHUFFLED);

    /** A contender that runs for the length of a round. */
    private record Running(Contender.Database contender, Round<SqlServer> round) {

        SqlServer server() {
            return round.server();
        }
    }

    @Override
    public Report run() throws IOException, InterruptedException {
        MachineDescription machine = workplace.machine();
        Instant started = Instant.now();
        List<Measurement> measurements = new ArrayList<>();
        for (int round = 1; round <= workplace.rounds(); round++) {
            List<Running> servers = new ArrayList<>();
            try {
                for (Contender.Database contender : Workplace.rotated(contenders, round)) {
                    servers.add(new Running(contender, Round.begin(contender, workplace)));
                }
                for (Order order : WARM_UP) {
                    warmUp(servers, order);
                }
                for (Order order : orders) {
                    measureAll(servers, order, round, measurements);
                }
            } finally {
                for (Running server : servers) {
                    server.round.close();
                }
            }
        }
        return new Report(subject(), machine, started, measurements, columns());
    }

    private DataFile write(Order order) throws IOException {
        DataSet rows = new DataSet(UseCase.CPU_ONLY, size.rows(), order.arrival(), size.seed());
        return DataFile.write(rows, workplace.dataFolder());
    }

    private static Loading.Rows cut(DataFile file) throws IOException {
        return Loading.Rows.cut(file, LineRanges.Limits.ofBytes(IngestBenchmark.TCP_PORTION_BYTES));
    }

    private Target target(SqlServer server) {
        return new Target.Tcp(server.lineAddress(), size.connections());
    }

    private void warmUp(List<Running> servers, Order order)
            throws IOException, InterruptedException {
        WarmUp part = warmUp.part(WARM_UP.size());
        try (DataFile file = write(order)) {
            Loading.Rows cut = cut(file);
            for (Running server : servers) {
                part.run(server.server(), cut, target(server.server()));
            }
        }
    }

    private void measureAll(
            List<Running> servers, Order order, int round, List<Measurement> measurements)
            throws IOException, InterruptedException {
        try (DataFile file = write(order)) {
            Loading.Rows cut = cut(file);
            for (Running server : servers) {
                warmUp.once().run(server.server(), cut, target(server.server()));
                Measurement measurement =
                        new Measurement(
                                order.toString(),
                                server.contender.name(),
                                round,
                                load(server.round, cut));
                measurements.add(measurement);
                workplace.say(Progress.of(measurement));
            }
        }
    }

    private Map<Metric, Double> load(Round<SqlServer> round, Loading.Rows rows)
            throws IOException, InterruptedException {
        SqlServer server = round.server();
        Loading loading = Loading.run(server, rows, target(server));
        loading.put(Metric.LOAD_BEFORE, round.loadBefore());
        loading.put(Metric.QUERY_BEFORE, Question.totalMillis(Question.FIXED, server));
        loading.settle(round);
        loading.put(Metric.QUERY_AFTER, Question.totalMillis(Question.FIXED, server));
        Optional<SqlServer.Structure> structure = server.structure(TABLE);
        if (structure.isPresent()) {
            loading.put(Metric.PIECES, (double) structure.get().pieces());
            loading.put(Metric.LEVELS, (double) structure.get().levels());
        }
        loading.verify(server);
        server.dropTables(rows.file().expectation());
        server.awaitReadiness();
        return loading.values();
    }

    private Report.Subject subject() {
        return new Report.Subject(
                "o3",
                "Orders of arrival: %,d cpu-only rows over TCP, %d connections"
                        .formatted(size.rows(), size.connections()),
                List.of(
                        "Query ms: a full aggregate, a grouping by host and hour, one host; the sum"
                                + " of their medians over HTTP, as soon as all rows are visible and"
                                + " when the server has settled.",
                        "CPU when settled holds that of the first queries too."));
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column.Absolute(Metric.ROWS_PER_SECOND));
        columns.add(new Column.AgainstScenario(Metric.ROWS_PER_SECOND, Order.IN_ORDER.toString()));
        if (contenders.size() > 1) {
            columns.add(
                    new Column.AgainstContender(
                            Metric.ROWS_PER_SECOND, contenders.getLast().name()));
        }
        for (Metric metric :
                List.of(
                        Metric.CPU_AT_ARRIVAL,
                        Metric.CPU_SETTLED,
                        Metric.WRITTEN_AT_ARRIVAL,
                        Metric.WRITTEN_SETTLED,
                        Metric.STORED_BYTES,
                        Metric.PIECES,
                        Metric.LEVELS,
                        Metric.QUERY_BEFORE,
                        Metric.QUERY_AFTER,
                        Metric.FOREIGN_CPU)) {
            columns.add(new Column.Absolute(metric));
        }
        return columns;
    }
}
