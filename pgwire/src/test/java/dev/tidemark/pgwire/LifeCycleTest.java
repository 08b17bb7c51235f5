package dev.tidemark.pgwire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.pgwire.settings.ConnectionLimits;
import dev.tidemark.pgwire.settings.PgSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cancelling, going away, shutting down, and bytes that are no messages. */
final class LifeCycleTest {
    private static final int CANCEL_REQUEST = 80_877_102;
    private static final int ROWS = 20_000;

    /** An answer of hundreds of megabytes, of which sockets hold only the first few. */
    private static final String ENDLESS =
            "SELECT * FROM numbers" + " UNION ALL SELECT * FROM numbers".repeat(99);

    /** Much work, the longer the busier the machine, without a row to show for it. */
    private static final String FRUITLESS =
            ("SELECT * FROM numbers UNION ALL ".repeat(99) + "SELECT * FROM numbers")
                    .replace("numbers", "numbers WHERE s LIKE '%y%x' OR s ~ 'y+x*z'");

    /** What the server and the sockets between may hold of an answer that nobody reads. */
    private static final long MOST_BUFFERED_BYTES = 32 << 20;

    @TempDir private Path folder;
    private Fixture fixture;

    @BeforeEach
    void open() throws IOException {
        // A single worker: whoever held on to it would stop all others.
        PgSettings settings =
                PgSettings.defaults()
                        .withWorkerThreads(1)
                        .withLimits(ConnectionLimits.defaults().withMaxMessageBytes(100_000));
        fixture = new Fixture(folder, settings);
        fixture.createNumbers(ROWS);
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void slowClientsKeepNoWorkerAndGetAllRows() throws IOException {
        try (PgClient slow = PgClient.loggedIn(fixture.port());
                PgClient other = PgClient.loggedIn(fixture.port())) {
            String tenfold = "SELECT * FROM numbers" + " UNION ALL SELECT * FROM numbers".repeat(9);
            slow.parse("", tenfold).bind("", "", true).execute("", 0).sync().send();
            assertEquals('1', slow.read().type());
            for (int round = 0; round < 20; round++) {
                assertEquals(List.of(List.of("1")), other.query("select 1").readRows());
            }
            int rows = 0;
            Reply reply = slow.read();
            while (reply.type() != 'Z') {
                rows += reply.type() == 'D' ? 1 : 0;
                reply = slow.read();
            }
            assertEquals(10 * ROWS, rows);
        }
    }

    @Test
    void cancelStopsWhatRuns() throws IOException {
        try (PgClient client = PgClient.loggedIn(fixture.port())) {
            client.query(ENDLESS).send();
            assertEquals('T', client.read().type());
            assertEquals('D', client.read().type());
            cancel(client);
            Reply reply = client.read();
            while (reply.type() == 'D') {
                reply = client.read();
            }
            assertEquals("57014", reply.sqlState());
            assertEquals("Z", PgClient.types(client.readUntilReady()));
            assertEquals(List.of(List.of("1")), client.query("select 1").readRows());
        }
    }

    @Test
    void cancelStopsWhatHasNoRowsYetWhetherItRunsOrIsAboutTo() throws IOException {
        SplittableRandom random = Seeds.random("LifeCycleTest");
        try (PgClient client = PgClient.loggedIn(fixture.port())) {
            for (int round = 0; round < 20; round++) {
                // The first answer tells that the second request has arrived too.
                client.query("select 1").query(FRUITLESS);
                assertEquals(List.of(List.of("1")), client.readRows());
                long startNanos = System.nanoTime() + random.nextLong(3_000_000);
                while (System.nanoTime() < startNanos) {
                    Thread.onSpinWait();
                }
                cancel(client);
                List<Reply> replies = client.readUntilReady();
                Reply failure = replies.get(replies.size() - 2);
                assertEquals("57014", failure.sqlState(), "round " + round);
            }
        }
    }

    @Test
    void cancelOfAnIdleSessionHarmsNoLaterStatement() throws IOException {
        try (PgClient client = PgClient.loggedIn(fixture.port())) {
            for (int round = 0; round < 20; round++) {
                cancel(client);
                assertEquals(
                        List.of(List.of("" + ROWS)),
                        client.query("SELECT count(n) FROM numbers WHERE s LIKE '%x'").readRows());
            }
        }
    }

    @Test
    void clientThatStopsReadingHoldsUpNobodyAndNoMoreThanItsBuffers() throws IOException {
        try (PgClient stalled = PgClient.loggedIn(fixture.port());
                PgClient other = PgClient.loggedIn(fixture.port())) {
            stalled.query(ENDLESS).send();
            assertEquals('T', stalled.read().type());
            for (int round = 0; round < 50; round++) {
                assertEquals(
                        List.of(List.of("" + ROWS)),
                        other.query("SELECT count(*) FROM numbers").readRows());
            }
            cancel(stalled);
            long bytes = 0;
            Reply reply = stalled.read();
            while (reply.type() == 'D') {
                bytes += 100;
                reply = stalled.read();
            }
            assertEquals("57014", reply.sqlState());
            assertTrue(bytes < MOST_BUFFERED_BYTES, bytes + " bytes were on their way");
            assertEquals("Z", PgClient.types(stalled.readUntilReady()));
            assertEquals(List.of(List.of("1")), stalled.query("select 1").readRows());
        }
    }

    @Test
    void lostClientsLeaveNothingBehind() throws IOException {
        for (int round = 0; round < 3; round++) {
            try (PgClient client = PgClient.loggedIn(fixture.port())) {
                client.query(ENDLESS).send();
                assertEquals('T', client.read().type());
            }
        }
        try (PgClient client = PgClient.loggedIn(fixture.port())) {
            client.query("BEGIN").readUntilReady();
            client.parse("", ENDLESS).bind("p", "", true).execute("p", 10).sync();
            assertEquals("sZ", PgClient.types(client.readUntilReady()).substring(12));
        }
        fixture.awaitSessions(0);
    }

    @Test
    void shuttingDownTellsIdleClientsAndEndsBusyOnes() throws IOException {
        PgClient idle = PgClient.loggedIn(fixture.port());
        PgClient early = new PgClient(fixture.port());
        PgClient busy = PgClient.loggedIn(fixture.port());
        try (idle;
                early;
                busy) {
            busy.query(ENDLESS).send();
            assertEquals('T', busy.read().type());
            fixture.server().close();
            assertEquals("57P01", idle.readToEnd().getFirst().sqlState());
            assertEquals("57P01", early.readToEnd().getFirst().sqlState());
            assertEquals(0, fixture.server().sessionCount());
            List<Reply> rest = busy.readToEnd();
            assertTrue(rest.size() < 100 * ROWS);
        }
    }

    @Test
    void messagesThatAreTooLongEndTheConnection() throws IOException {
        try (PgClient client = PgClient.loggedIn(fixture.port())) {
            List<Reply> replies = client.query("-- " + "x".repeat(100_000)).readToEnd();
            assertEquals("08P01", replies.getFirst().sqlState());
            assertTrue(replies.getFirst().fields().getOrDefault('M', "").contains("100000"));
        }
    }

    @Test
    void floodOfRequestsIsAnsweredCompletely() throws IOException, InterruptedException {
        int requests = 40_000;
        try (PgClient client = PgClient.loggedIn(fixture.port())) {
            Thread sender =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int request = 0; request < requests; request++) {
                                    client.sync();
                                }
                                try {
                                    client.send();
                                } catch (IOException _) {
                                    // The reader fails then as well.
                                }
                            });
            sender.join();
            for (int request = 0; request < requests; request++) {
                assertEquals('Z', client.read().type());
            }
        }
    }

    @Test
    void anyBytesLeaveTheServerAlive() throws IOException {
        SplittableRandom random = Seeds.random("LifeCycleTest");
        String[] statements = {
            "select 1", "SELECT * FROM numbers LIMIT 3", "", "nonsense", "BEGIN"
        };
        for (int round = 0; round < 150; round++) {
            try (PgClient client =
                    random.nextInt(4) == 0
                            ? new PgClient(fixture.port())
                            : PgClient.loggedIn(fixture.port())) {
                for (int count = 1 + random.nextInt(8); count > 0; count--) {
                    String sql = statements[random.nextInt(statements.length)];
                    String name = random.nextBoolean() ? "" : "a";
                    switch (random.nextInt(9)) {
                        case 0 -> client.parse(name, sql, random.nextInt(3_000));
                        case 1 -> client.bind(name, name, random.nextBoolean());
                        case 2 -> client.describe(random.nextBoolean() ? 'S' : 'P', name);
                        case 3 -> client.execute(name, random.nextInt(-3, 4));
                        case 4 -> client.query(sql);
                        case 5 -> client.closeNamed(random.nextBoolean() ? 'S' : 'P', name);
                        case 6 -> client.sync();
                        case 7 -> client.bindBinary(bytes(random, 20), bytes(random, 3));
                        default -> client.raw(bytes(random, 30));
                    }
                }
                client.raw(bytes(random, 1)).message('X', new PgClient.Body());
                client.send();
            }
        }
        try (PgClient client = PgClient.loggedIn(fixture.port())) {
            assertEquals(List.of(List.of("1")), client.query("select 1").readRows());
        }
        fixture.awaitSessions(0);
    }

    @Test
    void manyClientsAtOnce() throws IOException, InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        for (int number = 0; number < 8; number++) {
            String mine = Integer.toString(number);
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try (PgClient client = PgClient.loggedIn(fixture.port())) {
                                    for (int round = 0; round < 50; round++) {
                                        client.query("SELECT " + mine + ", count(*) FROM numbers");
                                        assertEquals(
                                                List.of(List.of(mine, "" + ROWS)),
                                                client.readRows());
                                    }
                                } catch (IOException | AssertionError failure) {
                                    failures.add(failure);
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
    }

    /** Has the server cancel what a client runs; returns when it has taken note of that. */
    private void cancel(PgClient client) throws IOException {
        try (PgClient canceller = new PgClient(fixture.port())) {
            canceller.untyped(
                    new PgClient.Body()
                            .int32(CANCEL_REQUEST)
                            .int32(client.processId())
                            .int32(client.secretKey()));
            assertEquals(-1, canceller.readByte());
        }
    }

    private static byte[] bytes(SplittableRandom random, int limit) {
        byte[] bytes = new byte[random.nextInt(limit + 1)];
        random.nextBytes(bytes);
        return bytes;
    }
}
