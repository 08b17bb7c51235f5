package dev.tidemark.ingest.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.ingest.SeededRandom;
import dev.tidemark.ingest.StoredRows;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineProtocolServerTest {
    private static final long MEMORY_LIMIT_BYTES = 1L << 28;
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    @TempDir Path folder;
    private Store store;

    @BeforeEach
    void openStore() throws IOException {
        StoreOptions defaults = StoreOptions.of(folder);
        StoreOptions smallMemory =
                defaults.withMemory(MEMORY_LIMIT_BYTES, defaults.sealThresholdBytes());
        store = Store.open(smallMemory, _ -> List.of());
    }

    @AfterEach
    void closeStore() throws IOException {
        store.close();
    }

    @Test
    void rowsOfASocketAreReadableWhileItStaysOpen() throws Exception {
        try (LineProtocolServer server = start(settings());
                Socket socket = connect(server)) {
            send(socket, "cpu,host=a usage=1i 1000000\ncpu,host=b usage=2i 2000000\ncpu,host=c u");
            await(() -> rowCount("cpu") == 2);
            assertEquals(
                    List.of(
                            Map.of("host", "a", "usage", 1L, "timestamp", 1_000L),
                            Map.of("host", "b", "usage", 2L, "timestamp", 2_000L)),
                    StoredRows.of(store.table("cpu").orElseThrow()));
        }
    }

    @Test
    void aBadLineClosesItsConnectionOnlyAndKeepsTheRowsBefore() throws Exception {
        try (LineProtocolServer server = start(settings());
                Socket good = connect(server);
                Socket bad = connect(server)) {
            send(good, "m v=1i 1000\n");
            send(bad, "m v=2i 2000\nm v=oops 3000\nm v=4i 4000\n");
            assertClosed(bad);
            await(() -> rowCount("m") == 2);
            send(good, "m v=5i 5000\n");
            await(() -> rowCount("m") == 3);
            assertEquals(1, server.metrics().errors());
        }
    }

    @Test
    void aConnectionMayGoOnBehindABadLine() throws Exception {
        ConnectionSettings defaults = ConnectionSettings.defaults();
        ConnectionSettings goOn =
                new ConnectionSettings(
                        100,
                        defaults.idleTimeoutSeconds(),
                        defaults.lineTimeoutSeconds(),
                        defaults.commitIntervalMillis(),
                        defaults.maxBatchesInFlight(),
                        false);
        try (LineProtocolServer server = start(settings().withConnection(goOn));
                Socket socket = connect(server)) {
            send(socket, "m v=1i 1000\nbad\n" + "x".repeat(500) + "\nm v=2i 2000\n");
            await(() -> rowCount("m") == 2);
            assertEquals(2, server.metrics().errors());
            assertEquals(4, server.metrics().lines());
            assertEquals(2, server.metrics().rows());
        }
    }

    @Test
    void closingTheServerCommitsWhatWasSent() throws Exception {
        int rows = 30_000;
        LineProtocolServer server = start(settings());
        try (Socket socket = connect(server)) {
            StringBuilder text = new StringBuilder();
            for (int row = 0; row < rows; row++) {
                text.append("m,host=h").append(row % 7).append(" v=").append(row).append("i 1\n");
            }
            send(socket, text + "m,host=h1 v=");
        } finally {
            server.close();
        }
        assertEquals(rows, rowCount("m"));
    }

    @Test
    void rowsOfSeveralConnectionsAllArrive() throws Exception {
        int connections = 8;
        int rows = 5_000;
        try (LineProtocolServer server = start(settings())) {
            List<Thread> senders = new ArrayList<>();
            for (int connection = 0; connection < connections; connection++) {
                int number = connection;
                senders.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    try (Socket socket = connect(server)) {
                                        for (int row = 0; row < rows; row++) {
                                            send(
                                                    socket,
                                                    "m,c=c%d v=%di,c%d=t %d\n"
                                                            .formatted(number, row, number, row));
                                        }
                                    } catch (IOException e) {
                                        throw new UncheckedIOException(e);
                                    }
                                }));
            }
            for (Thread sender : senders) {
                sender.join();
            }
            await(() -> rowCount("m") == (long) connections * rows);
            Map<Object, Long> next = new HashMap<>();
            for (Map<String, Object> row : StoredRows.of(store.table("m").orElseThrow())) {
                // Rows of one connection keep their order.
                assertEquals(next.getOrDefault(row.get("c"), 0L), row.get("v"));
                next.merge(row.get("c"), 1L, Long::sum);
                assertEquals(true, row.get(String.valueOf(row.get("c"))));
            }
        }
    }

    @Test
    void connectionsBeyondTheLimitAreClosed() throws Exception {
        try (LineProtocolServer server = start(settings().withConnectionLimit(1))) {
            try (Socket first = connect(server)) {
                send(first, "m v=1i 1000\n");
                await(() -> rowCount("m") == 1);
                try (Socket second = connect(server)) {
                    assertClosed(second);
                }
            }
            await(() -> server.metrics().connections() == 0);
            try (Socket third = connect(server)) {
                send(third, "m v=2i 2000\n");
                await(() -> rowCount("m") == 2);
            }
        }
    }

    @Test
    void aLineThatNeverEndsIsNotWaitedFor() throws Exception {
        ConnectionSettings defaults = ConnectionSettings.defaults();
        ConnectionSettings impatient =
                new ConnectionSettings(defaults.maxLineBytes(), 300, 1, 10, 16, true);
        try (LineProtocolServer server = start(settings().withConnection(impatient));
                Socket slow = connect(server);
                Socket steady = connect(server)) {
            for (int step = 0; step < 30; step++) {
                try {
                    send(slow, "x");
                } catch (SocketException closed) {
                    break;
                }
                send(steady, "m v=" + step + "i 1000\nm v=");
                Thread.sleep(50);
                send(steady, "1i 1000\n");
            }
            assertClosed(slow);
            send(steady, "m v=1i 1000\nlast v=1i 1000\n");
            await(() -> rowCount("last") == 1);
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        ConnectionSettings defaults = ConnectionSettings.defaults();
        ConnectionSettings impatient =
                new ConnectionSettings(defaults.maxLineBytes(), 1, 60, 10, 1, true);
        try (LineProtocolServer server = start(settings().withConnection(impatient));
                Socket socket = connect(server)) {
            send(socket, "m v=1i 1000\n");
            assertClosed(socket);
            assertEquals(1, rowCount("m"));
        }
    }

    @Test
    void aSenderWaitsWhileMemoryIsUsedUp() throws Exception {
        try (LineProtocolServer server = start(settings());
                Socket socket = connect(server)) {
            send(socket, "m v=1i 1000\n");
            await(() -> rowCount("m") == 1);
            MemorySegment hog = store.memory().acquire(store.memory().limitBytes() + 1);
            send(socket, "m v=2i 2000\n");
            await(() -> rowCount("m") == 2);
            Thread sender =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    String line = "m v=3i 3000\n".repeat(10_000);
                                    for (int round = 0; round < 300; round++) {
                                        send(socket, line);
                                    }
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
            Thread.sleep(300);
            assertTrue(sender.isAlive(), "36 MB were taken in though memory is used up");
            long meanwhile = server.metrics().rows();
            Thread.sleep(100);
            assertEquals(meanwhile, server.metrics().rows());
            store.memory().release(hog);
            sender.join();
            await(() -> server.metrics().rows() == 3_000_002);
        }
    }

    @Test
    void garbageHarmsNobodyElse() throws Exception {
        Random random = SeededRandom.create(LineProtocolServerTest.class);
        try (LineProtocolServer server = start(settings());
                Socket good = connect(server)) {
            for (int round = 0; round < 30; round++) {
                try (Socket bad = connect(server)) {
                    byte[] bytes = new byte[random.nextInt(5_000)];
                    random.nextBytes(bytes);
                    bad.getOutputStream().write(bytes);
                    if (random.nextBoolean()) {
                        bad.setSoLinger(true, 0);
                    }
                }
                send(good, "good v=" + round + "i " + round + "000\n");
            }
            await(() -> rowCount("good") == 30);
            await(() -> server.metrics().connections() == 1);
        }
    }

    @Test
    void aPortInUseIsToldByName() throws Exception {
        try (LineProtocolServer server = start(settings())) {
            LineProtocolSettings same = settings().withAddress("127.0.0.1", server.port());
            IOException thrown = assertThrows(IOException.class, () -> start(same));
            assertTrue(String.valueOf(thrown.getMessage()).contains("127.0.0.1:" + server.port()));
        }
    }

    private static void assertClosed(Socket socket) throws IOException {
        socket.setSoTimeout((int) (PATIENCE_NANOS / 1_000_000));
        try {
            assertEquals(-1, socket.getInputStream().read());
        } catch (SocketException e) {
            // The server closed while bytes of ours were still unread.
            assertTrue(String.valueOf(e.getMessage()).contains("reset"), e.toString());
        }
    }

    private LineProtocolServer start(LineProtocolSettings settings) throws IOException {
        return LineProtocolServer.start(store, settings);
    }

    private static LineProtocolSettings settings() {
        return LineProtocolSettings.defaults().withAddress("127.0.0.1", 0);
    }

    private static Socket connect(LineProtocolServer server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private long rowCount(String table) {
        return store.table(table).map(found -> (long) StoredRows.of(found).size()).orElse(0L);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertTrue(condition.getAsBoolean(), "the condition did not come true in time");
    }
}
