package dev.tidemark.ingest.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.core.type.Durability;
import dev.tidemark.ingest.SeededRandom;
import dev.tidemark.ingest.StoredRows;
import dev.tidemark.ingest.parse.CreationRules;
import dev.tidemark.ingest.parse.ParserOptions;
import dev.tidemark.ingest.parse.RandomLines;
import dev.tidemark.ingest.parse.ReferenceParser;
import dev.tidemark.ingest.parse.TableQuota;
import dev.tidemark.merge.apply.OutOfOrderSealer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Whatever bytes come over a socket, cut anywhere: the rows are those of the reference parser, the
 * server goes on, and a connection beside it loses nothing.
 *
 * <p>Runs beside the other tests of the module, for it takes long and is mostly one thread.
 */
@Execution(ExecutionMode.CONCURRENT)
class LineProtocolFuzzTest {
    private static final long NOW_NANOS = 1_700_000_000_123_456_789L;
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final String STEADY = "steady";

    /** Table of a line that ends every text, and shows that all before it was read. */
    private static final String LAST = "last";

    @TempDir Path folder;

    @Test
    void randomBytesDoNoHarmForAMinute() throws Exception {
        fuzz(Long.MAX_VALUE, Duration.ofMinutes(1));
    }

    @Test
    @Tag("slow")
    void tenMillionRandomLinesDoNoHarm() throws Exception {
        fuzz(10_000_000, Duration.ofHours(2));
    }

    private void fuzz(long lineLimit, Duration timeLimit) throws Exception {
        Random random = SeededRandom.create(LineProtocolFuzzTest.class);
        long deadlineNanos = System.nanoTime() + timeLimit.toNanos();
        try (ExecutorService sealers = Executors.newFixedThreadPool(1);
                Store store = Store.open(storeOptions(), new OutOfOrderSealer(sealers, 1));
                LineProtocolServer server = LineProtocolServer.start(store, settings());
                Steady steady = new Steady(server.port())) {
            long lines = 0;
            for (long round = 0; lines < lineLimit; round++) {
                if (System.nanoTime() - deadlineNanos > 0) {
                    break;
                }
                byte[] text = text(random);
                long linesBefore = server.metrics().lines();
                sendInPieces(server.port(), text, random);
                compare(store, text, round);
                lines += server.metrics().lines() - linesBefore;
            }
            System.out.println("LineProtocolFuzzTest: " + lines + " lines");
            assertTrue(lines > 100, "only " + lines + " lines were tried");
            steady.stop();
            await(
                    () -> StoredRows.of(store.table(STEADY).orElseThrow()).size() == steady.sent(),
                    () -> "of %d steady rows".formatted(steady.sent()));
        }
    }

    /** With a log so short that rows are sealed in between. */
    private StoreOptions storeOptions() {
        return StoreOptions.of(folder)
                .withLog(new StoreOptions.Log(1 << 20, 1 << 18, 200, Durability.SYNC));
    }

    private static byte[] text(Random random) {
        byte[] text = new RandomLines(random).text(1 + random.nextInt(400));
        for (int mutations = random.nextInt(40); mutations > 0; mutations--) {
            text = RandomLines.mutate(text, random);
        }
        // One line feed more than needed: a backslash at the end would take the first one.
        byte[] last = ("\n\n" + LAST + " v=1i 1\n").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(text, text.length + last.length);
        System.arraycopy(last, 0, whole, text.length, last.length);
        return whole;
    }

    private static void sendInPieces(int port, byte[] text, Random random) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            int position = 0;
            while (position < text.length) {
                int length = 1 + random.nextInt(random.nextInt(4) == 0 ? 20 : 20_000);
                int end = Math.min(text.length, position + length);
                out.write(text, position, end - position);
                out.flush();
                position = end;
            }
        }
    }

    private void compare(Store store, byte[] text, long round) throws Exception {
        ReferenceParser reference =
                new ReferenceParser(
                        NOW_NANOS / 1_000, ConnectionSettings.defaults().maxLineBytes());
        reference.parse(text);
        long expected = reference.rows.values().stream().mapToLong(List::size).sum();
        await(
                () -> store.table(LAST).isPresent() && rowCount(store) >= expected,
                () ->
                        "round %d: %d rows of %d, %d bytes in batches, refusal %s"
                                .formatted(
                                        round,
                                        rowCount(store),
                                        expected,
                                        store.memory().usedBytes(),
                                        store.refusal()));
        Map<String, List<Map<String, Object>>> stored = new TreeMap<>();
        for (Table table : fuzzedTables(store)) {
            stored.put(table.name(), StoredRows.of(table));
        }
        assertEquals(
                inTimeOrder(reference.rows),
                inTimeOrder(stored),
                () -> "round " + round + "\n" + new String(text, StandardCharsets.ISO_8859_1));
        for (Table table : fuzzedTables(store)) {
            store.dropTable(table.name());
        }
    }

    /** All but the steady one, which grows for as long as the test runs. */
    private static List<Table> fuzzedTables(Store store) {
        return store.tables().stream().filter(table -> !table.name().equals(STEADY)).toList();
    }

    /** The order that a seal, which may come at any moment, gives rows. */
    private static Map<String, List<Map<String, Object>>> inTimeOrder(
            Map<String, List<Map<String, Object>>> tables) {
        Map<String, List<Map<String, Object>>> ordered = new TreeMap<>();
        tables.forEach((name, rows) ->
                ordered.put(
                        name,
                        rows.stream()
                                .sorted(
                                        Comparator.comparingLong(row ->
                                                (long)
                                                        Objects.requireNonNull(
                                                                row.get("timestamp"))))
                                .toList()));
        return ordered;
    }

    private static long rowCount(Store store) {
        long rows = 0;
        for (Table table : fuzzedTables(store)) {
            try (TableSnapshot snapshot = table.snapshot()) {
                rows += snapshot.rowCount();
            }
        }
        return rows;
    }

    private static LineProtocolSettings settings() {
        ConnectionSettings defaults = ConnectionSettings.defaults();
        ParserOptions options = ParserOptions.defaults();
        CreationRules rules = options.creation();
        return LineProtocolSettings.defaults()
                .withAddress(LineProtocolSettings.DEFAULT_HOST, 0)
                .withConnection(
                        new ConnectionSettings(
                                defaults.maxLineBytes(),
                                defaults.idleTimeoutSeconds(),
                                defaults.lineTimeoutSeconds(),
                                5,
                                defaults.maxBatchesInFlight(),
                                false))
                .withParser(
                        new ParserOptions(
                                options.timestampUnit(),
                                // Every text brings tables of its own, as fast as they are read.
                                rules.withLimits(rules.limits(), new TableQuota(Integer.MAX_VALUE)),
                                () -> NOW_NANOS));
    }

    private static void await(BooleanSupplier condition, Supplier<String> state)
            throws InterruptedException {
        long startNanos = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(
                    System.nanoTime() - startNanos < PATIENCE_NANOS,
                    () -> "waited in vain: " + state.get());
            Thread.sleep(1);
        }
    }

    /** A connection that writes good lines all the time. */
    private static final class Steady implements AutoCloseable {
        private final Socket socket;
        private final AtomicLong sent = new AtomicLong();
        private final Thread thread = Thread.ofPlatform().unstarted(this::run);
        private volatile boolean stopped;

        Steady(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            thread.start();
        }

        long sent() {
            return sent.get();
        }

        /** Returns when the last line has been written. */
        void stop() throws InterruptedException {
            stopped = true;
            thread.join();
        }

        @Override
        public void close() throws IOException {
            stopped = true;
            socket.close();
        }

        private void run() {
            try {
                while (!stopped) {
                    String line = STEADY + " v=" + sent.get() + "i 1\n";
                    socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
                    sent.incrementAndGet();
                    Thread.sleep(1);
                }
            } catch (IOException | InterruptedException _) {
                // A line that got lost shows in the count.
                Thread.currentThread().interrupt();
            }
        }
    }
}
