package dev.tidemark.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidemark.core.memory.SharedArena;
import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that has ended leaves no thread, file handle, socket, mapping or arena behind. */
@Timeout(60)
class ServerLeakTest {
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final int ROUNDS = 3;

    @TempDir private Path folder = Path.of("");

    /** What the process holds. */
    private record Held(long arenas, List<String> threads, long descriptors, long mappings) {}

    @Test
    void everythingIsGivenBack() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "only Linux tells");
        // The first round loads classes and libraries, which stay.
        live();
        Held before = held();
        assertEquals(0, before.mappings());
        for (int round = 0; round < ROUNDS; round++) {
            live();
            long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
            while (!held().equals(before) && System.nanoTime() < deadlineNanos) {
                Thread.sleep(20);
            }
            assertEquals(before, held());
        }
    }

    private Held held() throws IOException {
        return new Held(
                SharedArena.openCount(),
                Thread.getAllStackTraces().keySet().stream()
                        .filter(Thread::isAlive)
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("tidemark-"))
                        .sorted()
                        .toList(),
                count("/proc/self/fd"),
                mappings());
    }

    private static long count(String folder) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of(folder))) {
            return entries.count();
        }
    }

    private long mappings() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains(folder.toString())).count();
        }
    }

    private void live() throws Exception {
        Configuration configuration =
                Configuration.defaults()
                        .with(ServerSettings.DATA_DIR, folder.toString())
                        .with(ServerSettings.ILP_PORT, "0")
                        .with(ServerSettings.HTTP_PORT, "0")
                        .with(ServerSettings.PG_PORT, "0");
        try (Server server = Server.start(configuration);
                HttpClient client = HttpClient.newHttpClient();
                Connection connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:%d/tidemark?user=admin&password=quest"
                                        .formatted(server.ports().postgres()));
                Statement statement = connection.createStatement()) {
            HttpRequest write =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://127.0.0.1:%d/write"
                                                    .formatted(server.ports().http())))
                            .POST(HttpRequest.BodyPublishers.ofString("t,host=a v=1i 1000"))
                            .build();
            assertEquals(
                    204, client.send(write, HttpResponse.BodyHandlers.ofString()).statusCode());
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), server.ports().line())) {
                socket.getOutputStream()
                        .write("t,host=b v=2i 2000\n".getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                assertEquals(-1, socket.getInputStream().read());
            }
            statement.execute("CHECKPOINT");
            assertTrue(statement.executeQuery("SELECT host, sum(v) FROM t").next());
        }
    }
}
