package dev.tidemark.benchmarks.contender;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tidemark, started by its launcher.
 *
 * @param name the name in reports
 * @param launcher the script {@code tidemark} of a built project
 * @param options options of {@code tidemark serve} beyond folder and ports
 */
public record Tidemark(String name, Path launcher, List<String> options)
        implements Contender.Database {

    private static final Pattern READY =
            Pattern.compile("line protocol (\\S+):(\\d+), HTTP \\S+:(\\d+), PostgreSQL \\S+:\\d+");

    /** Tidemark as it is without any settings. */
    public static Tidemark byDefault(Path launcher) {
        return new Tidemark("tidemark", launcher, List.of());
    }

    @Override
    public SqlServer start(Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(launcher.toString(), "serve"));
        command.addAll(List.of("--data-dir", folder.resolve("data").toString()));
        command.addAll(List.of("--ilp-port", "0", "--http-port", "0", "--pg-port", "0"));
        command.addAll(options);
        ServerProcess process = ServerProcess.start(command, Map.of(), folder);
        Matcher ready = process.awaitOutput(READY);
        String host = ready.group(1);
        return new SqlServer(
                process,
                new InetSocketAddress(host, Integer.parseInt(ready.group(2))),
                new InetSocketAddress(host, Integer.parseInt(ready.group(3))),
                new TidemarkDialect());
    }

    /** What only Tidemark knows. */
    private static final class TidemarkDialect implements SqlServer.Dialect {

        @Override
        public List<String> settling() {
            return List.of("CHECKPOINT");
        }

        @Override
        public Optional<String> structure(String table) {
            return Optional.of(
                    "SELECT pieces, levels FROM table_storage() WHERE table_name = '%s'"
                            .formatted(table));
        }
    }
}
