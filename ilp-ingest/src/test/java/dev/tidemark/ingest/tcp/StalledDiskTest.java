package dev.tidemark.ingest.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.io.DiskFileSystem;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.io.OpenFile;
import dev.tidemark.ingest.StoredRows;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * While the disk takes nothing, a connection is read up to its own bound and no further, and one
 * connection at its bound does not keep others from being read.
 */
class StalledDiskTest {
    private static final int MAX_BATCHES_IN_FLIGHT = 4;
    private static final int SENT_ROWS = 40 * Batch.MAX_ROWS;

    /** So long that batches are full when they are handed over, however busy the machine is. */
    private static final long COMMIT_INTERVAL_MILLIS = 1_000;

    private static final long PATIENCE_NANOS = 20_000_000_000L;

    @TempDir Path folder;
    private volatile CountDownLatch stall = new CountDownLatch(0);

    @Test
    void aConnectionAtItsBoundDoesNotStopOthers() throws Exception {
        try (Store store = openStore();
                LineProtocolServer server = LineProtocolServer.start(store, settings());
                Socket greedy = connect(server);
                Socket modest = connect(server)) {
            send(greedy, "greedy v=0i 1000\n");
            send(modest, "modest v=0i 1000\n");
            await(() -> rowCount(store, "greedy") == 1 && rowCount(store, "modest") == 1);

            stall = new CountDownLatch(1);
            Thread sender = sendInBackground(greedy, "greedy v=1i 2000\n".repeat(SENT_ROWS));
            try {
                long taken = rowsWhenStill(server);
                assertTrue(taken > Batch.MAX_ROWS, "only " + taken + " rows were taken");
                // What is in flight, the batch being filled, and what one read may bring beyond.
                assertTrue(
                        taken < (MAX_BATCHES_IN_FLIGHT + 3) * Batch.MAX_ROWS,
                        taken + " rows were taken");

                send(modest, "modest v=1i 2000\n".repeat(100));
                await(() -> server.metrics().rows() == taken + 100);
                assertEquals(1, rowCount(store, "modest"));
            } finally {
                stall.countDown();
            }
            await(() -> rowCount(store, "modest") == 101);
            await(() -> server.metrics().rows() == SENT_ROWS + 102);
            sender.join();
        }
    }

    private static LineProtocolSettings settings() {
        ConnectionSettings defaults = ConnectionSettings.defaults();
        return LineProtocolSettings.defaults()
                .withAddress("127.0.0.1", 0)
                .withConnection(
                        new ConnectionSettings(
                                defaults.maxLineBytes(),
                                defaults.idleTimeoutSeconds(),
                                defaults.lineTimeoutSeconds(),
                                COMMIT_INTERVAL_MILLIS,
                                MAX_BATCHES_IN_FLIGHT,
                                true));
    }

    private Store openStore() throws IOException {
        return Store.open(StoreOptions.of(folder), _ -> List.of(), stallingFiles());
    }

    private FileSystem stallingFiles() {
        return wrap(
                FileSystem.class,
                DiskFileSystem.INSTANCE,
                (_, result) ->
                        result instanceof OpenFile file
                                ? wrap(OpenFile.class, file, this::pass)
                                : result);
    }

    private Object pass(Method method, Object result) throws InterruptedException {
        if (method.getName().equals("write") || method.getName().equals("sync")) {
            stall.await();
        }
        return result;
    }

    /** What becomes of the result of a call. */
    private interface After {
        Object apply(Method method, Object result) throws InterruptedException;
    }

    private static <T> T wrap(Class<T> type, T target, After after) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) -> {
                            try {
                                return after.apply(method, method.invoke(target, arguments));
                            } catch (InvocationTargetException thrown) {
                                throw thrown.getCause();
                            }
                        }));
    }

    private static Thread sendInBackground(Socket socket, String text) {
        return Thread.ofPlatform()
                .start(() -> {
                    try {
                        send(socket, text);
                    } catch (IOException failure) {
                        throw new IllegalStateException(failure);
                    }
                });
    }

    /** The rows that were taken when, for a while, no more are. */
    private static long rowsWhenStill(LineProtocolServer server) throws InterruptedException {
        long before = -1;
        int still = 0;
        while (still < 60) {
            Thread.sleep(25);
            long now = server.metrics().rows();
            still = now == before && now > 2 ? still + 1 : 0;
            before = now;
        }
        return before;
    }

    private static long rowCount(Store store, String table) {
        return store.table(table).map(found -> (long) StoredRows.of(found).size()).orElse(0L);
    }

    private static Socket connect(LineProtocolServer server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        assertTrue(condition.getAsBoolean(), "the condition did not come true in time");
    }
}
