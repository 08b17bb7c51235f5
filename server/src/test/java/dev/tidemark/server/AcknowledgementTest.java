package dev.tidemark.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ServerSettings;
import dev.tidemark.sql.Appender;
import dev.tidemark.sql.Database;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * At no door is a row acknowledged before it is synced. Guards the invariant 12 of {@code
 * dev.tidemark.core.table} up to the client.
 */
@Timeout(60)
class AcknowledgementTest {
    /** Long enough for an answer that does not wait for the sync. */
    private static final long PATIENCE_MILLIS = 300;

    @TempDir private Path folder = Path.of("");

    private final FillableDisk disk = new FillableDisk();

    @Test
    void noDoorAnswersBeforeTheRowsAreSynced() throws Exception {
        Configuration configuration =
                Configuration.defaults()
                        .with(ServerSettings.DATA_DIR, folder.toString())
                        .with(ServerSettings.ILP_PORT, "0")
                        .with(ServerSettings.HTTP_PORT, "0")
                        .with(ServerSettings.PG_PORT, "0");
        String insert = "INSERT INTO t (v, timestamp) VALUES (1, now())";
        try (Server server = Server.start(configuration, disk);
                ExecutorService threads = Executors.newCachedThreadPool();
                HttpClient client = HttpClient.newHttpClient();
                Connection single = connect(server);
                Connection inTransaction = connect(server)) {
            String url = "http://127.0.0.1:" + server.ports().http();
            assertEquals(204, post(client, url + "/write", "t v=1i"));
            inTransaction.setAutoCommit(false);
            List<Callable<Integer>> doors =
                    List.of(
                            () -> post(client, url + "/write", "t v=1i"),
                            () -> post(client, url + "/exec?query=" + encoded(insert), ""),
                            () -> single.createStatement().executeUpdate(insert),
                            () -> {
                                inTransaction.createStatement().executeUpdate(insert);
                                inTransaction.commit();
                                return 1;
                            });
            for (int count = 0; count < 2; count++) {
                disk.holdSyncs();
                List<Future<Integer>> answers = new ArrayList<>();
                try {
                    for (Callable<Integer> door : doors) {
                        answers.add(threads.submit(door));
                    }
                    Thread.sleep(PATIENCE_MILLIS);
                    for (int door = 0; door < doors.size(); door++) {
                        assertFalse(answers.get(door).isDone(), "door " + door + " has answered");
                    }
                } finally {
                    disk.releaseSyncs();
                }
                List<Integer> results = new ArrayList<>();
                for (Future<Integer> answer : answers) {
                    results.add(answer.get(20, TimeUnit.SECONDS));
                }
                assertEquals(List.of(204, 200, 1, 1), results);
            }
        }
    }

    @Test
    void anEmbeddedCommitReturnsWhenTheRowsAreSynced() throws Exception {
        try (Database database = Database.open(StoreOptions.of(folder), disk);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            database.execute("CREATE TABLE t (v LONG, timestamp TIMESTAMP)");
            try (Appender appender = database.appender("t")) {
                appender.setLong(0, 1).setLong(1, 1_000).endRow();
                disk.holdSyncs();
                Future<?> commit = threads.submit(appender::commit);
                try {
                    Thread.sleep(PATIENCE_MILLIS);
                    assertFalse(commit.isDone());
                } finally {
                    disk.releaseSyncs();
                }
                commit.get(20, TimeUnit.SECONDS);
                assertEquals(1, database.execute("SELECT * FROM t"));
            }
        }
    }

    private static Connection connect(Server server) throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/tidemark?user=admin&password=quest"
                        .formatted(server.ports().postgres()));
    }

    private static String encoded(String sql) {
        return URLEncoder.encode(sql, StandardCharsets.UTF_8);
    }

    private static int post(HttpClient client, String url, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
