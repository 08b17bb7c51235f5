package dev.tidemark.benchmarks.contender;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * QuestDB with its defaults, started from its jar the way its documentation says, in the same JVM
 * as all others. Its settings come from the environment: only the ports, and no telemetry.
 *
 * @param jar the jar of QuestDB
 * @param version its version
 */
public record QuestDb(Path jar, String version) implements Contender.Database {

    @Override
    public String name() {
        return "questdb " + version;
    }

    @Override
    public SqlServer start(Path folder) throws IOException, InterruptedException {
        Path data = Files.createDirectory(folder.resolve("data"));
        InetSocketAddress line = freeAddress();
        InetSocketAddress http = freeAddress();
        Map<String, String> environment =
                Map.of(
                        "QDB_LINE_TCP_NET_BIND_TO", text(line),
                        "QDB_HTTP_BIND_TO", text(http),
                        "QDB_HTTP_MIN_NET_BIND_TO", text(freeAddress()),
                        "QDB_PG_NET_BIND_TO", text(freeAddress()),
                        "QDB_TELEMETRY_ENABLED", "false");
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseParallelGC",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=io.questdb",
                        "-p",
                        jar.toString(),
                        "-m",
                        "io.questdb/io.questdb.ServerMain",
                        "-d",
                        data.toString());
        ServerProcess process = ServerProcess.start(command, environment, folder);
        SqlClient client = new SqlClient(URI.create("http://" + text(http)));
        try (client) {
            process.awaitReady(() -> answers(client));
        }
        return new SqlServer(process, line, http, new QuestDbDialect());
    }

    private static boolean answers(SqlClient client) throws InterruptedException {
        try {
            return !client.run("SELECT 1").isEmpty();
        } catch (IOException _) {
            // Not yet listening, or not yet complete.
            return false;
        }
    }

    /** An address that is free now; nobody else is likely to take it within the next second. */
    private static InetSocketAddress freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** What only QuestDB knows: nothing that is needed here. */
    private static final class QuestDbDialect implements SqlServer.Dialect {

        @Override
        public List<String> settling() {
            return List.of();
        }

        @Override
        public Optional<String> structure(String table) {
            return Optional.empty();
        }
    }
}
