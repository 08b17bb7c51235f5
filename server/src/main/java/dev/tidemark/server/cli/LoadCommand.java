package dev.tidemark.server.cli;

import dev.tidemark.tsbs.line.LineFile;
import dev.tidemark.tsbs.line.TableCounts;
import dev.tidemark.tsbs.line.Transfer;
import dev.tidemark.tsbs.load.HttpAccess;
import dev.tidemark.tsbs.load.LoadTarget;
import dev.tidemark.tsbs.load.Loader;
import dev.tidemark.tsbs.load.RowCounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a file of line protocol to a running server. */
@Command(
        name = "load",
        description = "Send a file of line protocol, plain or gzip, to a running server.",
        sortOptions = false)
final class LoadCommand implements Callable<Integer> {
    private static final String GZIP_SUFFIX = ".gz";

    /** Picocli puts its own here. */
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    @Option(
            names = "--tcp",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9009",
            description = "The server's line protocol port. (default: ${DEFAULT-VALUE})")
    private String tcpAddress = "";

    @Option(
            names = "--http",
            description = "Send over HTTP, to --url, instead of TCP, on which load cannot log in.")
    private boolean overHttp;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = ServerAddress.DEFAULT_URL,
            description =
                    "The server's HTTP port, for --http and --wait. (default: ${DEFAULT-VALUE})")
    private String url = "";

    @Option(
            names = "--connections",
            paramLabel = "NUMBER",
            defaultValue = "2",
            description = "Connections that share the lines. (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--batch-lines",
            paramLabel = "NUMBER",
            defaultValue = "10000",
            description = "Lines of an HTTP request. (default: ${DEFAULT-VALUE})")
    private int batchLines;

    @Option(
            names = "--wait",
            description = "Wait until all rows can be queried, and tell the rate until then.")
    private boolean waiting;

    @Option(
            names = "--wait-limit",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = Durations.Length.class,
            description = "How long --wait waits at most. (default: ${DEFAULT-VALUE})")
    private Duration waitLimit = Duration.ZERO;

    @Mixin private LoginOptions login = new LoginOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        HttpAccess access = login.to(ServerAddress.url(spec, url));
        LoadTarget target = target(access);
        PrintWriter out = spec.commandLine().getOut();
        ProgressBar progress = new ProgressBar(spec.commandLine().getErr(), plainBytes());
        try (TableCounts lines = new TableCounts(LineFile.open(file));
                RowCounts server = new RowCounts(access)) {
            Map<String, Long> before = waiting ? countAll(server, access) : Map.of();
            long startNanos = System.nanoTime();
            Transfer sent;
            try {
                sent = Loader.load(lines, target, progress);
            } finally {
                progress.close();
            }
            tell(out, "sent", sent);
            if (waiting) {
                for (Map.Entry<String, Long> table : lines.rows().entrySet()) {
                    long expected = table.getValue() + before.getOrDefault(table.getKey(), 0L);
                    server.awaitAtLeast(table.getKey(), expected, waitLimit);
                }
                Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
                tell(out, "visible", new Transfer(sent.lines(), sent.bytes(), elapsed));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    /** Rows that the server's tables have already. */
    private static Map<String, Long> countAll(RowCounts server, HttpAccess access)
            throws IOException, InterruptedException {
        Map<String, Long> counts = new HashMap<>();
        try (SqlClient client = new SqlClient(access)) {
            for (List<@Nullable String> row : client.run("SHOW TABLES").rows()) {
                String table = Objects.requireNonNull(row.getFirst());
                counts.put(table, server.count(table));
            }
        }
        return counts;
    }

    private LoadTarget target(HttpAccess access) {
        try {
            if (overHttp) {
                return new LoadTarget.Http(access, connections, batchLines);
            }
            InetSocketAddress address = ServerAddress.socket(spec, tcpAddress);
            return new LoadTarget.Tcp(address, connections);
        } catch (IllegalArgumentException failure) {
            throw new ParameterException(
                    spec.commandLine(), String.valueOf(failure.getMessage()), failure);
        }
    }

    /** Length of the lines, or 0 if they are compressed. */
    private long plainBytes() throws IOException {
        return file.toString().endsWith(GZIP_SUFFIX) ? 0 : Files.size(file);
    }

    private static void tell(PrintWriter out, String what, Transfer transfer) {
        out.printf(
                "%s: %s rows (%s) in %s: %s%n",
                what,
                Figures.count(transfer.lines()),
                Figures.bytes(transfer.bytes()),
                Figures.time(transfer.elapsed()),
                Figures.rate(transfer.linesPerSecond(), "rows"));
        out.flush();
    }
}
