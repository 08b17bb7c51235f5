package dev.tidemark.server.cli;

import dev.tidemark.server.Server;
import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ServerSettings;
import dev.tidemark.tsbs.generate.ArrivalOrder;
import dev.tidemark.tsbs.generate.GeneratorSettings;
import dev.tidemark.tsbs.generate.LineGenerator;
import dev.tidemark.tsbs.generate.Schedule;
import dev.tidemark.tsbs.generate.UseCase;
import dev.tidemark.tsbs.line.Transfer;
import dev.tidemark.tsbs.load.HttpAccess;
import dev.tidemark.tsbs.load.LoadTarget;
import dev.tidemark.tsbs.load.Loader;
import dev.tidemark.tsbs.load.RowCounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows in half a minute what this is: generates, loads and queries, and leaves nothing behind. */
@Command(
        name = "demo",
        description =
                "Generate two million rows, a tenth of them late, load them into a temporary"
                        + " folder, and run six queries.",
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {
    private static final int SCALE = 1_000;
    private static final long SEED = 123;
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Instant START = Instant.parse("2016-01-01T00:00:00Z");
    private static final double LATE_FRACTION = 0.1;
    private static final Duration LATE_MINIMUM = Duration.ofMinutes(10);
    private static final Duration LATE_MAXIMUM = Duration.ofHours(2);
    private static final int CONNECTIONS = 2;
    private static final Duration VISIBLE_LIMIT = Duration.ofMinutes(5);
    private static final int ROWS_SHOWN = 5;
    private static final List<String> QUERIES =
            List.of(
                    "SELECT count(), min(timestamp), max(timestamp) FROM cpu",
                    "SELECT timestamp, avg(usage_user), max(usage_user) FROM cpu"
                            + " WHERE hostname = 'host_42' SAMPLE BY 1h",
                    "SELECT hostname, max(usage_user) FROM cpu WHERE region = 'eu-west-1'"
                            + " GROUP BY hostname ORDER BY hostname",
                    "SELECT timestamp, hostname, avg(usage_system) FROM cpu SAMPLE BY 1h"
                            + " ORDER BY timestamp, hostname",
                    "SELECT timestamp, hostname, usage_user FROM cpu WHERE usage_user > 99"
                            + " ORDER BY timestamp DESC LIMIT 5",
                    "SELECT hostname, timestamp, usage_user FROM cpu"
                            + " LATEST ON timestamp PARTITION BY hostname");

    /** Picocli puts its own here. */
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rows",
            paramLabel = "NUMBER",
            defaultValue = "2000000",
            description = "How many rows, in thousands rounded up. (default: ${DEFAULT-VALUE})")
    private long rows;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tidemark-demo-");
        try (Server server = Server.start(configuration(folder))) {
            URI http = URI.create("http://127.0.0.1:" + server.ports().http());
            load(server, http);
            query(http, folder);
        } finally {
            delete(folder);
        }
        return CommandLine.ExitCode.OK;
    }

    private static Configuration configuration(Path folder) {
        return Configuration.defaults()
                .with(ServerSettings.DATA_DIR, folder.toString())
                .with(ServerSettings.ILP_PORT, "0")
                .with(ServerSettings.HTTP_PORT, "0")
                .with(ServerSettings.PG_PORT, "0");
    }

    private void load(Server server, URI http) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Instant end = START.plus(INTERVAL.multipliedBy(Math.max(1, (rows + SCALE - 1) / SCALE)));
        LineGenerator generator =
                new LineGenerator(
                        new GeneratorSettings(
                                UseCase.CPU_ONLY,
                                SCALE,
                                SEED,
                                new Schedule(START, end, INTERVAL),
                                new ArrivalOrder.Late(LATE_FRACTION, LATE_MINIMUM, LATE_MAXIMUM)));
        out.printf(
                "Loading %s rows of %s hosts, 10 %% of them 10 minutes to 2 hours late, over %d"
                        + " connections ...%n",
                Figures.count(generator.rowCount()), Figures.count(SCALE), CONNECTIONS);
        out.flush();
        ProgressBar progress = new ProgressBar(spec.commandLine().getErr(), 0);
        long startNanos = System.nanoTime();
        Transfer sent;
        try (RowCounts counts = new RowCounts(http)) {
            sent =
                    Loader.load(
                            generator,
                            new LoadTarget.Tcp(
                                    new InetSocketAddress(
                                            InetAddress.getLoopbackAddress(),
                                            server.ports().line()),
                                    CONNECTIONS),
                            progress);
            progress.close();
            counts.awaitAtLeast("cpu", sent.lines(), VISIBLE_LIMIT);
        }
        Duration visible = Duration.ofNanos(System.nanoTime() - startNanos);
        double seconds = visible.toNanos() / 1e9;
        out.printf(
                "generated, sent and visible: %s rows (%s of text) in %s: %s, %s/s%n",
                Figures.count(sent.lines()),
                Figures.bytes(sent.bytes()),
                Figures.time(visible),
                Figures.rate((double) sent.lines() / seconds, "rows"),
                Figures.bytes(sent.bytes() / seconds));
        out.flush();
    }

    private void query(URI http, Path folder) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (SqlClient client = new SqlClient(HttpAccess.open(http))) {
            SqlAnswer checkpoint = client.run("CHECKPOINT");
            long loaded =
                    Long.parseLong(
                            String.valueOf(
                                    client.run("SELECT count() FROM cpu")
                                            .rows()
                                            .getFirst()
                                            .getFirst()));
            out.printf(
                    "sorted by time and sealed in column files within another %s: %.1f bytes a"
                            + " row%n%n",
                    Figures.time(checkpoint.elapsed()),
                    (double) sizeBytes(folder.resolve("tables")) / loaded);
            for (String query : QUERIES) {
                out.println("> " + query);
                TextTable.print(out, client.run(query), ROWS_SHOWN);
                out.println();
            }
        }
        out.flush();
    }

    private static long sizeBytes(Path folder) throws IOException {
        long total = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                total += Files.size(file);
            }
        }
        return total;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
