package dev.tidemark.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ServerSettings;
import dev.tidemark.tsbs.generate.ArrivalOrder;
import dev.tidemark.tsbs.generate.GeneratorSettings;
import dev.tidemark.tsbs.generate.LineGenerator;
import dev.tidemark.tsbs.generate.Schedule;
import dev.tidemark.tsbs.generate.UseCase;
import dev.tidemark.tsbs.line.LineSource;
import dev.tidemark.tsbs.line.TransferListener;
import dev.tidemark.tsbs.load.LoadTarget;
import dev.tidemark.tsbs.load.Loader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All questions of the Time Series Benchmark Suite through both doors while rows arrive, many of
 * them late. Afterwards the answers are those of a server to which the same rows came in order.
 */
final class QueriesUnderLoadTest {
    private static final int HOSTS = 120;
    private static final int HOURS = 4;
    private static final Instant START = Instant.parse("2016-01-01T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    /** Rows that may be sent for each query that was answered; so both go on side by side. */
    private static final int ROWS_A_QUERY = 2_800;

    private static final Pattern ROW_BORDER = Pattern.compile("],\\[");

    @TempDir private Path folder = Path.of("");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Random random = random();

    /** One way to ask. */
    private interface Door extends AutoCloseable {
        /** The rows of the answer as text. */
        List<String> ask(TsbsQuestion question) throws Exception;

        @Override
        default void close() throws SQLException {}
    }

    @Test
    void everyQueryIsAnsweredWhileLateRowsArrive() throws Exception {
        List<TsbsQuestion> questions = TsbsQuestion.all(random, HOSTS, HOURS);
        ArrivalOrder late = new ArrivalOrder.Late(0.1, Duration.ofMinutes(10), Duration.ofHours(2));
        try (Server loaded = start("loaded");
                Server reference = start("reference");
                Door http = http(loaded);
                Door postgres = postgres(loaded);
                Door expected = http(reference);
                Door expectedPostgres = postgres(reference)) {
            askWhileLoading(loaded, rows(late), questions, List.of(http, postgres));
            load(reference, rows(new ArrivalOrder.InOrder()), 1);
            expected.ask(new TsbsQuestion("seal", "CHECKPOINT", List.of()));
            for (TsbsQuestion question : questions) {
                List<String> answer = sorted(http.ask(question));
                // A single host may never have been busy.
                assertTrue(
                        !answer.isEmpty() || question.name().endsWith("high-cpu-1"),
                        question.name());
                assertEquals(sorted(expected.ask(question)), answer, question.name());
                assertEquals(
                        sorted(expectedPostgres.ask(question)),
                        sorted(postgres.ask(question)),
                        question.name());
            }
        }
    }

    private void askWhileLoading(
            Server server, LineGenerator rows, List<TsbsQuestion> questions, List<Door> doors)
            throws Exception {
        long total = rows.rowCount();
        Paced paced = new Paced(rows);
        paced.release();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> loading = threads.submit(() -> load(server, paced, 2));
            while (count(doors.getFirst()) == 0) {
                Thread.onSpinWait();
            }
            List<Future<Long>> asking = new ArrayList<>();
            for (Door door : doors) {
                asking.add(threads.submit(asker(door, questions, paced)));
            }
            for (Future<Long> asked : asking) {
                long seen = asked.get();
                assertTrue(seen > 0 && seen <= total, () -> "saw " + seen + " rows of " + total);
            }
            paced.releaseAll();
            loading.get();
        }
        long deadlineNanos = System.nanoTime() + 60_000_000_000L;
        while (count(doors.getFirst()) < total && System.nanoTime() < deadlineNanos) {
            Thread.sleep(10);
        }
        assertEquals(total, count(doors.getFirst()));
    }

    /** Asks all questions; returns the rows that there were at the end. */
    private static Callable<Long> asker(Door door, List<TsbsQuestion> questions, Paced paced) {
        return () -> {
            long rows = 0;
            for (TsbsQuestion question : questions) {
                door.ask(question);
                paced.release();
                long now = count(door);
                long before = rows;
                assertTrue(now >= before, () -> now + " rows after " + before);
                rows = now;
            }
            return rows;
        };
    }

    private static long count(Door door) throws Exception {
        try {
            List<String> count =
                    door.ask(new TsbsQuestion("count", "SELECT count() FROM cpu", List.of()));
            return Long.parseLong(count.getFirst());
        } catch (IllegalArgumentException noTable) {
            return 0;
        }
    }

    private static LineGenerator rows(ArrivalOrder order) {
        return new LineGenerator(
                new GeneratorSettings(
                        UseCase.CPU_ONLY,
                        HOSTS,
                        1,
                        new Schedule(START, START.plus(Duration.ofHours(HOURS)), INTERVAL),
                        order));
    }

    private static Void load(Server server, LineSource rows, int connections)
            throws IOException, InterruptedException {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.ports().line());
        Loader.load(rows, new LoadTarget.Tcp(address, connections), TransferListener.NONE);
        return null;
    }

    private Server start(String name) throws IOException {
        return Server.start(
                Configuration.defaults()
                        .with(ServerSettings.DATA_DIR, folder.resolve(name).toString())
                        .with(ServerSettings.ILP_PORT, "0")
                        .with(ServerSettings.HTTP_PORT, "0")
                        .with(ServerSettings.PG_PORT, "0"));
    }

    private Door http(Server server) {
        return question -> {
            String query = URLEncoder.encode(question.withTimes(), StandardCharsets.UTF_8);
            URI address =
                    URI.create(
                            "http://127.0.0.1:%d/exec?query=%s"
                                    .formatted(server.ports().http(), query));
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(address).build(),
                            HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalArgumentException(question + ": " + answer.body());
            }
            int begin = answer.body().indexOf("\"dataset\":[[");
            if (begin < 0) {
                return List.of();
            }
            String rows =
                    answer.body()
                            .substring(
                                    begin + "\"dataset\":[[".length(),
                                    answer.body().lastIndexOf("]]"));
            return ROW_BORDER.splitAsStream(rows).toList();
        };
    }

    private static Door postgres(Server server) throws SQLException {
        Connection connection =
                DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/tidemark?user=admin&password=quest"
                                .formatted(server.ports().postgres()));
        return new Door() {
            @Override
            public List<String> ask(TsbsQuestion question) throws SQLException {
                List<String> answer = new ArrayList<>();
                try (PreparedStatement statement = connection.prepareStatement(question.text())) {
                    for (int time = 0; time < question.times().size(); time++) {
                        statement.setObject(time + 1, question.times().get(time), Types.OTHER);
                    }
                    try (ResultSet rows = statement.executeQuery()) {
                        int columns = rows.getMetaData().getColumnCount();
                        while (rows.next()) {
                            List<String> cells = new ArrayList<>();
                            for (int column = 1; column <= columns; column++) {
                                cells.add(String.valueOf(rows.getString(column)));
                            }
                            answer.add(String.join(",", cells));
                        }
                    }
                }
                return answer;
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }

    private static Random random() {
        String wanted = System.getProperty("seed", "");
        long seed = wanted.isEmpty() ? System.nanoTime() : Long.parseLong(wanted);
        System.out.println("queries under load: -Dseed=" + seed);
        return new Random(seed);
    }

    /** Lines that are given out as queries are answered. */
    private static final class Paced implements LineSource {
        private final LineSource lines;
        private final Semaphore allowed = new Semaphore(0);

        Paced(LineSource lines) {
            this.lines = lines;
        }

        void release() {
            allowed.release(ROWS_A_QUERY);
        }

        void releaseAll() {
            allowed.release(Integer.MAX_VALUE / 2);
        }

        @Override
        public int fill(ByteBuffer target, int maximumLines) throws IOException {
            allowed.acquireUninterruptibly();
            int more = Math.min(maximumLines - 1, allowed.drainPermits());
            int filled = lines.fill(target, 1 + more);
            int unused = 1 + more - Math.max(0, filled);
            allowed.release(unused);
            return filled;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
