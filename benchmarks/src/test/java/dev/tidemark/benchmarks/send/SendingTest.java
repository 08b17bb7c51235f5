package dev.tidemark.benchmarks.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.benchmarks.data.LineRanges;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SendingTest {

    private static final int LINES = 5_000;

    @TempDir private Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ServerSocket server = unbound();

    private static ServerSocket unbound() {
        try {
            return new ServerSocket();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        threads.close();
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    private Path file() throws IOException {
        return Files.writeString(
                folder.resolve("lines"),
                IntStream.range(0, LINES)
                        .mapToObj(line -> "line " + line + "\n")
                        .collect(Collectors.joining()));
    }

    /** Reads what comes over a number of connections, each to its end. */
    private List<Future<String>> receive(int connections) {
        List<Future<String>> received = new ArrayList<>();
        for (int connection = 0; connection < connections; connection++) {
            received.add(
                    threads.submit(() -> {
                        try (Socket socket = server.accept()) {
                            return new String(
                                    socket.getInputStream().readAllBytes(),
                                    StandardCharsets.US_ASCII);
                        }
                    }));
        }
        return received;
    }

    @Test
    void everyLineArrivesOnceOverTcp() throws Exception {
        Path file = file();
        LineRanges portions = LineRanges.cut(file, LineRanges.Limits.ofBytes(100));
        List<Future<String>> received = receive(3);
        long[] latencies = Sending.send(file, portions, new Target.Tcp(address(), 3));
        assertEquals(portions.ranges().size(), latencies.length);
        List<String> lines = new ArrayList<>();
        for (Future<String> connection : received) {
            lines.addAll(connection.get().lines().toList());
        }
        assertEquals(LINES, lines.size());
        assertEquals(LINES, new TreeSet<>(lines).size());
    }

    @Test
    void requestsAreAnsweredOneByOne() throws Exception {
        Path file = file();
        LineRanges portions = LineRanges.cut(file, LineRanges.Limits.ofLines(2_000));
        Future<List<String>> bodies =
                threads.submit(() -> answer("HTTP/1.1 204 No Content\r\nA: b\r\n\r\n"));
        Sending.send(file, portions, new Target.Http(address(), 1));
        assertEquals(3, bodies.get().size());
        assertEquals(Files.readString(file), String.join("", bodies.get()));
    }

    @Test
    void aRefusalIsAFailureWithTheAnswer() throws Exception {
        Path file = file();
        LineRanges portions = LineRanges.cut(file, LineRanges.Limits.ofLines(LINES));
        Future<List<String>> bodies =
                threads.submit(
                        () -> answer("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"));
        IOException refused =
                assertThrows(
                        IOException.class,
                        () -> Sending.send(file, portions, new Target.Http(address(), 1)));
        assertTrue(String.valueOf(refused.getMessage()).contains("400 Bad Request"));
        assertEquals(1, bodies.get().size());
    }

    /** Gives every request of one connection the same answer; returns the bodies. */
    private List<String> answer(String answer) throws IOException {
        List<String> bodies = new ArrayList<>();
        try (Socket socket = server.accept()) {
            InputStream input = socket.getInputStream();
            for (String head = readHead(input); !head.isEmpty(); head = readHead(input)) {
                assertTrue(head.startsWith("POST /write HTTP/1.1\r\n"), head);
                String length =
                        head.lines()
                                .filter(line -> line.startsWith("Content-Length: "))
                                .map(line -> line.substring("Content-Length: ".length()))
                                .findFirst()
                                .orElseThrow();
                byte[] body = input.readNBytes(Integer.parseInt(length));
                bodies.add(new String(body, StandardCharsets.US_ASCII));
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return bodies;
    }

    private static String readHead(InputStream input) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int next = input.read(); next >= 0; next = input.read()) {
            head.write(next);
            if (head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                return head.toString(StandardCharsets.US_ASCII);
            }
        }
        return "";
    }
}
