package dev.tidemark.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ServerSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What clients are told while the disk is full, and that it is over soon after there is room. */
@Timeout(60)
class FullDiskTest {
    private static final int ROUNDS = 5;
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    @TempDir private Path folder = Path.of("");

    private final FillableDisk disk = new FillableDisk();
    private int accepted;

    @Test
    void rowsAreRefusedAtEveryDoorUntilThereIsRoom() throws Exception {
        Configuration configuration =
                Configuration.defaults()
                        .with(ServerSettings.DATA_DIR, folder.toString())
                        .with(ServerSettings.DISK_RESERVE, "1m")
                        .with(ServerSettings.ILP_PORT, "0")
                        .with(ServerSettings.HTTP_PORT, "0")
                        .with(ServerSettings.PG_PORT, "0");
        try (Server server = Server.start(configuration, disk);
                HttpClient client = HttpClient.newHttpClient();
                Connection connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:%d/tidemark?user=admin&password=quest"
                                        .formatted(server.ports().postgres()));
                Statement statement = connection.createStatement()) {
            String url = "http://127.0.0.1:" + server.ports().http();
            assertEquals(204, write(client, url).statusCode());
            accepted++;
            for (int round = 0; round < ROUNDS; round++) {
                disk.setFull(true);
                assertPassing(write(client, url));
                assertPassing(exec(client, url, "INSERT INTO t (v, timestamp) VALUES (1, now())"));
                assertPassing(
                        exec(client, url, "CREATE TABLE u%d (ts TIMESTAMP)".formatted(round)));
                SQLException refused =
                        assertThrows(
                                SQLException.class,
                                () ->
                                        statement.execute(
                                                "INSERT INTO t (v, timestamp) VALUES (1, now())"));
                assertEquals("53100", refused.getSQLState(), refused.getMessage());
                assertTrue(
                        exec(client, url, "SELECT count() FROM t")
                                .body()
                                .contains("[[%d]]".formatted(accepted)));
                disk.setFull(false);
                awaitAcceptance(client, url);
            }
            assertEquals(200, exec(client, url, "DROP TABLE u0").statusCode());
        }
    }

    private void awaitAcceptance(HttpClient client, String url) throws Exception {
        long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
        while (write(client, url).statusCode() != 204) {
            assertTrue(System.nanoTime() < deadlineNanos, "rows are refused for ever");
            Thread.sleep(50);
        }
        accepted++;
    }

    private static void assertPassing(HttpResponse<String> response) {
        assertEquals(503, response.statusCode(), response.body());
        assertEquals("1", response.headers().firstValue("Retry-After").orElse("none"));
        assertTrue(response.body().contains("the disk is full"), response.body());
    }

    private static HttpResponse<String> write(HttpClient client, String url) throws Exception {
        return post(client, URI.create(url + "/write"), "t v=1i");
    }

    private static HttpResponse<String> exec(HttpClient client, String url, String sql)
            throws Exception {
        String query = URLEncoder.encode(sql, StandardCharsets.UTF_8);
        return post(client, URI.create(url + "/exec?query=" + query), "");
    }

    private static HttpResponse<String> post(HttpClient client, URI uri, String body)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
