package dev.tidemark.server.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.check.CheckReport;
import dev.tidemark.server.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed under load at random moments has, when it is started again, every
 * acknowledged row once, of unanswered rows whole units or the first ones of a connection, and
 * nothing else. Guards the invariants 2, 10 and 12 of {@code dev.tidemark.core.table}, the latter
 * for the end of a process, which no durability may lose a row by.
 */
final class KillTest {
    private static final int ROUNDS = Boolean.getBoolean("slow") ? 200 : 20;
    private static final int LONGEST_LIFE_MILLIS = 400;

    /** One round in so many ends before the rows of the one before are looked at. */
    private static final int EARLY_KILLS = 4;

    /** One round in so many is followed by a kill of the recovery. */
    private static final int RECOVERY_KILLS = 4;

    private static final int LONGEST_RECOVERY_MILLIS = 1_000;

    private static final String COLUMNS =
            "(sender SYMBOL, round LONG, number LONG, value LONG, timestamp TIMESTAMP)"
                    + " TIMESTAMP(timestamp) PARTITION BY DAY";

    @TempDir private Path folder = Path.of("");

    private final Random random = random();
    private final List<Sender> senders = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<Optional<Throwable>>> sending = new ArrayList<>();
    private @Nullable ServerClasses classes;
    private int starts;
    private long slowestStartMillis;

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void acknowledgedRowsSurviveKills() throws Exception {
        classes = ServerClasses.pack(folder);
        try (ServerProcess server = start()) {
            Ports ports = awaitReady(server);
            createTables(ports);
            load(ports, 0, server, this::awaitAnswers);
            assertEquals(0, server.stop());
            assertAllEnded(server);
        }
        for (int round = 1; round <= ROUNDS; round++) {
            int before = round - 1;
            boolean early = random.nextInt(EARLY_KILLS) == 0;
            try (ServerProcess server = start()) {
                Ports ports = awaitReady(server);
                load(ports, round, server, early ? () -> {} : () -> check(ports, before));
                Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
                server.kill();
                assertAllEnded(server);
            }
            if (random.nextInt(RECOVERY_KILLS) == 0) {
                killRecovery();
            }
        }
        try (ServerProcess server = start()) {
            Ports ports = awaitReady(server);
            for (int round = 0; round <= ROUNDS; round++) {
                check(ports, round);
            }
            assertEquals(0, server.stop());
        }
        CheckReport report = Store.check(data());
        assertEquals(List.of(), report.damage());
        for (String table : List.of("http", "pg", "loose")) {
            long rows =
                    senders.stream()
                            .filter(sender -> sender.table().equals(table))
                            .mapToLong(sender -> sender.ledger().acknowledgedRows())
                            .sum();
            assertTrue(rows > 0, "nothing was acknowledged in " + table);
            System.out.printf("KillTest: %,d rows acknowledged in %s%n", rows, table);
        }
        System.out.printf(
                "KillTest: %d starts, the slowest took %,d ms%n", starts, slowestStartMillis);
    }

    private static void createTables(Ports ports) throws SQLException {
        try (Connection connection = DriverManager.getConnection(Sender.postgresUrl(ports));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE pg " + COLUMNS);
            statement.execute("CREATE TABLE loose " + COLUMNS + " WITH durability = none");
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Begins to send through all doors at once, and does something else meanwhile. */
    private void load(Ports ports, int round, ServerProcess server, Step meanwhile)
            throws Exception {
        List<Sender> fresh =
                List.of(
                        Sender.http(ports, round, random.nextInt(Integer.MAX_VALUE)),
                        Sender.http(ports, round, random.nextInt(Integer.MAX_VALUE)),
                        Sender.tcp(ports, round, random.nextInt(Integer.MAX_VALUE)),
                        Sender.tcp(ports, round, random.nextInt(Integer.MAX_VALUE)),
                        Sender.postgres(ports, "pg", round, random.nextInt(Integer.MAX_VALUE)),
                        Sender.postgres(ports, "loose", round, random.nextInt(Integer.MAX_VALUE)));
        senders.addAll(fresh);
        for (Sender sender : fresh) {
            sending.add(threads.submit(() -> sendUntilEnded(sender, server)));
        }
        meanwhile.run();
    }

    private void awaitAnswers() throws InterruptedException {
        for (Sender sender : senders) {
            sender.ledger().awaitAnswer();
        }
    }

    private void assertAllEnded(ServerProcess server) throws Exception {
        String said = server.said();
        for (Future<Optional<Throwable>> sender : sending) {
            assertEquals(Optional.empty(), sender.get(), said);
        }
        sending.clear();
    }

    /** Returns what went wrong before the server was to end. */
    private static Optional<Throwable> sendUntilEnded(Sender sender, ServerProcess server) {
        try {
            sender.send();
            return Optional.empty();
        } catch (IOException | SQLException | InterruptedException failure) {
            return server.isEnded() ? Optional.empty() : Optional.of(failure);
        } catch (AssertionError failure) {
            // A server that stops may say so.
            return server.isEnded() ? Optional.empty() : Optional.of(failure);
        }
    }

    private void killRecovery() throws Exception {
        try (ServerProcess server = start()) {
            Thread.sleep(random.nextInt(LONGEST_RECOVERY_MILLIS));
            server.kill();
            assertSoundness(server);
        }
    }

    /** Checks all rows of a round. */
    private void check(Ports ports, int round) throws SQLException {
        try (Connection connection = DriverManager.getConnection(Sender.postgresUrl(ports));
                Statement statement = connection.createStatement()) {
            for (String table : List.of("http", "tcp", "pg", "loose")) {
                Map<String, LongStream.Builder> found = new HashMap<>();
                if (exists(statement, table)) {
                    read(statement, table, round, found);
                }
                for (Sender sender : senders) {
                    if (sender.round() == round && sender.table().equals(table)) {
                        LongStream.Builder numbers = found.remove(sender.ledger().sender());
                        sender.ledger()
                                .check(numbers == null ? new long[0] : numbers.build().toArray());
                    }
                }
                assertEquals(Map.of(), found, "rows of unknown senders");
            }
        }
    }

    private static boolean exists(Statement statement, String table) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery(
                        "SELECT 1 FROM tables() WHERE table_name = '" + table + "'")) {
            return rows.next();
        }
    }

    private void read(
            Statement statement, String table, int round, Map<String, LongStream.Builder> found)
            throws SQLException {
        Map<String, Ledger> ledgers = new HashMap<>();
        senders.forEach(sender -> ledgers.put(sender.ledger().sender(), sender.ledger()));
        try (ResultSet rows =
                statement.executeQuery(
                        "SELECT sender, number, value FROM %s WHERE round = %d"
                                .formatted(table, round))) {
            while (rows.next()) {
                String sender = rows.getString(1);
                long number = rows.getLong(2);
                Ledger ledger = ledgers.get(sender);
                if (ledger != null) {
                    assertEquals(ledger.value(number), rows.getLong(3), "a wrong value");
                }
                found.computeIfAbsent(sender, _ -> LongStream.builder()).add(number);
            }
        }
    }

    private ServerProcess start() throws IOException {
        starts++;
        return ServerProcess.start(
                Objects.requireNonNull(classes),
                data(),
                folder.resolve("output-" + starts + ".txt"));
    }

    private Ports awaitReady(ServerProcess server) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        Ports ports = server.awaitReady();
        slowestStartMillis =
                Math.max(slowestStartMillis, (System.nanoTime() - startNanos) / 1_000_000);
        assertSoundness(server);
        return ports;
    }

    /** What a server finds damaged may be out of its way at the next start. */
    private static void assertSoundness(ServerProcess server) throws IOException {
        String said = server.said();
        assertFalse(said.contains("ERROR") || said.contains("damaged"), said);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static Random random() {
        String given = System.getProperty("seed", "");
        long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
        System.out.println("KillTest: replay with -Dseed=" + seed);
        return new Random(seed);
    }
}
