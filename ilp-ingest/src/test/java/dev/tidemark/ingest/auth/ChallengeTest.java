package dev.tidemark.ingest.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.ingest.StoredRows;
import dev.tidemark.ingest.tcp.LineProtocolServer;
import dev.tidemark.ingest.tcp.LineProtocolSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The login by challenge, as clients do it. */
@Timeout(60)
class ChallengeTest {
    @TempDir Path folder;
    private Store store;
    private LineProtocolServer server;
    private KeyPair keys;

    @BeforeEach
    void open() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        keys = generator.generateKeyPair();
        store = Store.open(StoreOptions.of(folder), _ -> List.of());
        server =
                LineProtocolServer.start(
                        store,
                        LineProtocolSettings.defaults().withAddress("127.0.0.1", 0),
                        new Gate(
                                () -> null,
                                () -> true,
                                name ->
                                        name.equals("sender")
                                                ? Optional.of(keys.getPublic())
                                                : Optional.empty()));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        store.close();
    }

    @Test
    void theRightKeyOpensTheConnection() throws Exception {
        try (Socket socket = connect()) {
            String challenge = challenge(socket, "sender");
            assertEquals(512, challenge.length());
            // The first lines come together with the login.
            send(socket, sign(challenge, keys.getPrivate()) + "\nm v=1i 1000\nm v=");
            send(socket, "2i 2000\n");
        }
        await(2);
    }

    @Test
    void challengesDiffer() throws Exception {
        try (Socket first = connect();
                Socket second = connect()) {
            assertTrue(!challenge(first, "sender").equals(challenge(second, "sender")));
        }
    }

    @Test
    void everythingElseIsClosedAlike() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        PrivateKey other = generator.generateKeyPair().getPrivate();
        try (Socket socket = connect()) {
            assertClosed(socket, sign(challenge(socket, "sender"), other) + "\nm v=1i 1\n");
        }
        try (Socket socket = connect()) {
            assertClosed(
                    socket, sign(challenge(socket, "who"), keys.getPrivate()) + "\nm v=1i 1\n");
        }
        try (Socket socket = connect()) {
            challenge(socket, "sender");
            assertClosed(socket, sign("another", keys.getPrivate()) + "\nm v=1i 1\n");
        }
        try (Socket socket = connect()) {
            challenge(socket, "sender");
            assertClosed(socket, "no base64!\nm v=1i 1\n");
        }
        try (Socket socket = connect()) {
            assertClosed(socket, "x".repeat(2_000));
        }
        try (Socket socket = connect()) {
            send(socket, "m v=1i 1\n");
            assertClosed(socket, "m v=2i 2\n");
        }
        assertTrue(store.table("m").isEmpty());
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String challenge(Socket socket, String name) throws IOException {
        send(socket, name + "\n");
        return new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
    }

    private static String sign(String challenge, PrivateKey key) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(challenge.getBytes(StandardCharsets.US_ASCII));
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static void assertClosed(Socket socket, String last) throws IOException {
        try {
            send(socket, last);
            // What may come before the end is a challenge.
            while (socket.getInputStream().read() >= 0) {
                assertTrue(socket.isConnected());
            }
        } catch (SocketException reset) {
            // The server closed while bytes of ours were still unread.
            assertTrue(!(reset instanceof java.net.ConnectException), reset.toString());
        }
    }

    private void await(int rows) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + 20_000_000_000L;
        while (rowCount() < rows && System.nanoTime() < deadlineNanos) {
            Thread.sleep(5);
        }
        assertEquals(rows, rowCount());
    }

    private int rowCount() {
        return store.table("m").map(table -> StoredRows.of(table).size()).orElse(0);
    }
}
