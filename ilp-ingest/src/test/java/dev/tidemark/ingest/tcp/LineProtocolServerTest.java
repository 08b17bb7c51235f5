package dev.tidemark.ingest.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.ingest.StoredRows;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineProtocolServerTest {
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    @TempDir Path folder;
    private Store store;

    @BeforeEach
    void openStore() throws IOException {
        store = Store.open(StoreOptions.of(folder), _ -> List.of());
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
