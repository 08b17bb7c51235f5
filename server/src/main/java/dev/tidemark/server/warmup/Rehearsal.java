package dev.tidemark.server.warmup;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.ingest.tcp.LineProtocolServer;
import dev.tidemark.ingest.tcp.LineProtocolSettings;
import dev.tidemark.sql.Database;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Sends rows that were made up to a private listener with a private database: sockets, parser,
 * batches, log, hot runs, seal. Goes on in the background until the code is surely compiled, for
 * some seconds at most, and stops as soon as real rows come, which compile it as well.
 *
 * <p>It takes the same way as real rows, over two connections whose rows come out of order between
 * each other: what is compiled for less is thrown away again when the real ones come.
 */
public final class Rehearsal implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(Rehearsal.class.getName());

    /**
     * Leaves the processors to whoever waited for the start: a load that comes at once is slowed
     * down by a rehearsal that has only begun.
     */
    private static final Duration DELAY = Duration.ofSeconds(3);

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int CONNECTIONS = 2;

    /**
     * Times that a database, its listener and connections are opened and closed, which is code as
     * well, as is what their parts do for the first time.
     */
    private static final int ACTS = 5;

    private static final int ROUNDS = 100;
    private static final int ROUNDS_PER_SEAL = 20;

    private static final int PIECES = 2;
    private static final int PIECE_BYTES = 20;
    private static final long PIECE_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final BooleanSupplier needless;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * A rehearsal that is not started yet.
     *
     * @param needless whether there is enough to do without; asked again and again, on a thread of
     *     the rehearsal's own
     */
    public Rehearsal(BooleanSupplier needless) {
        this.needless = needless;
        this.thread = Thread.ofPlatform().daemon().name("tidemark-rehearsal").unstarted(this::run);
    }

    /** Starts in the background. */
    public void start() {
        thread.start();
    }

    /** Stops, and waits until everything is cleaned up. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            TimeUnit.MILLISECONDS.sleep(DELAY.toMillis());
            load();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException failure) {
            LOGGER.log(
                    Level.WARNING,
                    "getting ready for load failed; the first seconds will be slower",
                    failure);
        }
    }

    private void load() throws IOException {
        long startNanos = System.nanoTime();
        long deadlineNanos = startNanos + LIMIT.toNanos();
        List<RehearsalLines> lines = new ArrayList<>();
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            lines.add(new RehearsalLines(connection));
        }
        for (int act = 0; act < ACTS && !isOver(deadlineNanos); act++) {
            Path folder = Files.createTempDirectory("tidemark-rehearsal-");
            try (Database database = Database.open(StoreOptions.of(folder).withReserve(0))) {
                perform(database.store(), lines, deadlineNanos);
            } finally {
                delete(folder);
            }
        }
        LOGGER.log(
                Level.DEBUG,
                "ready for load after {0} ms",
                Long.toString((System.nanoTime() - startNanos) / 1_000_000));
    }

    private void perform(Store store, List<RehearsalLines> lines, long deadlineNanos)
            throws IOException {
        List<SocketChannel> connections = new ArrayList<>();
        try (LineProtocolServer server = LineProtocolServer.start(store, settings())) {
            try {
                for (int connection = 0; connection < lines.size(); connection++) {
                    connections.add(SocketChannel.open(address(server)));
                }
                send(store, lines, connections, deadlineNanos);
            } finally {
                for (SocketChannel connection : connections) {
                    connection.close();
                }
            }
        }
    }

    private void send(
            Store store,
            List<RehearsalLines> lines,
            List<SocketChannel> connections,
            long deadlineNanos)
            throws IOException {
        for (int round = 1; round <= ROUNDS; round++) {
            for (int connection = 0; connection < connections.size(); connection++) {
                write(lines.get(connection).next(), connections.get(connection));
                if (isOver(deadlineNanos)) {
                    return;
                }
            }
            if (round % ROUNDS_PER_SEAL == 0) {
                store.checkpoint();
            }
        }
    }

    /** Sends text whose first line comes in pieces, as a line may. */
    private static void write(ByteBuffer text, SocketChannel connection) throws IOException {
        int end = text.limit();
        for (int pieceEnd = PIECE_BYTES;
                pieceEnd <= PIECES * PIECE_BYTES;
                pieceEnd += PIECE_BYTES) {
            text.limit(pieceEnd);
            connection.write(text);
            LockSupport.parkNanos(PIECE_PAUSE_NANOS);
        }
        text.limit(end);
        while (text.hasRemaining()) {
            connection.write(text);
        }
    }

    private static LineProtocolSettings settings() {
        return LineProtocolSettings.defaults().withAddress(LineProtocolSettings.DEFAULT_HOST, 0);
    }

    private static InetSocketAddress address(LineProtocolServer server) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    }

    private boolean isOver(long deadlineNanos) {
        return closed || needless.getAsBoolean() || System.nanoTime() - deadlineNanos > 0;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
