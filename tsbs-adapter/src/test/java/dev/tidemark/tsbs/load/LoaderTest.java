package dev.tidemark.tsbs.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.tsbs.Lines;
import dev.tidemark.tsbs.generate.ArrivalOrder;
import dev.tidemark.tsbs.generate.GeneratorSettings;
import dev.tidemark.tsbs.generate.LineGenerator;
import dev.tidemark.tsbs.generate.Schedule;
import dev.tidemark.tsbs.generate.UseCase;
import dev.tidemark.tsbs.line.LineFile;
import dev.tidemark.tsbs.line.LineSource;
import dev.tidemark.tsbs.line.Transfer;
import dev.tidemark.tsbs.line.TransferListener;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LoaderTest {

    private static final Instant START = Instant.parse("2016-01-01T00:00:00Z");

    private static LineGenerator generator(int rows) {
        Duration interval = Duration.ofSeconds(10);
        Schedule schedule =
                new Schedule(START, START.plus(interval.multipliedBy(rows / 10)), interval);
        return new LineGenerator(
                new GeneratorSettings(
                        UseCase.CPU_ONLY, 10, 5, schedule, new ArrivalOrder.InOrder()));
    }

    private static List<String> sortedLines(List<String> texts) {
        List<String> lines = new ArrayList<>();
        for (String text : texts) {
            assertTrue(text.isEmpty() || text.endsWith("\n"), "a connection ends within a line");
            lines.addAll(text.lines().toList());
        }
        lines.sort(null);
        return lines;
    }

    private static List<String> expected(int rows) {
        return sortedLines(List.of(Lines.text(generator(rows))));
    }

    @ParameterizedTest
    @CsvSource({"1, 13, 2000", "1, 65536, 20000", "3, 1000, 20000", "8, 65536, 100"})
    void everyLineArrivesOnceOverTcp(int connections, int pieceBytes, int rows) throws Exception {
        try (LineServer server = new LineServer(pieceBytes, Long.MAX_VALUE)) {
            List<Transfer> progress = new ArrayList<>();
            Transfer total =
                    Loader.load(
                            generator(rows),
                            new LoadTarget.Tcp(server.address(), connections),
                            progress::add);
            List<String> received = server.received();
            assertEquals(connections, received.size());
            assertEquals(expected(rows), sortedLines(received));
            assertEquals(rows, total.lines());
            assertEquals(received.stream().mapToLong(String::length).sum(), total.bytes());
            assertEquals(total, progress.getLast());
            if (rows == 20_000 && connections == 3) {
                assertTrue(received.stream().noneMatch(String::isEmpty), "an idle connection");
            }
        }
    }

    @Test
    void sendsPlainAndCompressedFiles(@TempDir Path folder) throws Exception {
        String text = Lines.text(generator(5000));
        Path plain = folder.resolve("plain.lp");
        Files.writeString(plain, text);
        Path compressed = folder.resolve("compressed.lp.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        for (Path file : List.of(plain, compressed)) {
            try (LineServer server = new LineServer(4096, Long.MAX_VALUE);
                    LineSource source = LineFile.open(file)) {
                LoadTarget target = new LoadTarget.Tcp(server.address(), 1);
                assertEquals(5000, Loader.load(source, target, TransferListener.NONE).lines());
                assertEquals(List.of(text), server.received());
            }
        }
    }

    @Test
    void anEmptySourceIsNoError() throws Exception {
        try (LineServer server = new LineServer(4096, Long.MAX_VALUE)) {
            LoadTarget target = new LoadTarget.Tcp(server.address(), 2);
            Transfer total = Loader.load(Lines.of(""), target, TransferListener.NONE);
            assertEquals(0, total.lines());
            assertEquals(List.of("", ""), server.received());
        }
    }

    @Test
    void aConnectionThatTheServerClosesIsAnError() throws Exception {
        try (LineServer server = new LineServer(1000, 100_000)) {
            LoadTarget target = new LoadTarget.Tcp(server.address(), 2);
            IOException broken =
                    assertThrows(
                            IOException.class,
                            () -> Loader.load(generator(100_000), target, TransferListener.NONE));
            String message = String.valueOf(broken.getMessage());
            assertTrue(message.contains("broke"), message);
            assertTrue(message.contains("its log"), message);
        }
    }

    @Test
    void nobodyListening() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        LoadTarget tcp =
                new LoadTarget.Tcp(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
        LoadTarget http = new LoadTarget.Http(URI.create("http://127.0.0.1:" + port), 1, 10);
        for (LoadTarget target : List.of(tcp, http)) {
            IOException e =
                    assertThrows(
                            IOException.class,
                            () -> Loader.load(generator(10), target, TransferListener.NONE));
            assertTrue(String.valueOf(e.getMessage()).contains(":" + port), e.getMessage());
        }
    }

    @Test
    void aSourceThatFailsEndsTheLoad() throws Exception {
        try (LineServer server = new LineServer(1000, Long.MAX_VALUE)) {
            LoadTarget target = new LoadTarget.Tcp(server.address(), 2);
            LineSource failing =
                    (_, _) -> {
                        throw new IOException("disk on fire");
                    };
            IOException e =
                    assertThrows(
                            IOException.class,
                            () -> Loader.load(failing, target, TransferListener.NONE));
            assertEquals("disk on fire", e.getMessage());
            assertEquals(List.of("", ""), server.received());
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "3, 700", "4, 5000"})
    void everyLineArrivesOnceOverHttp(int connections, int batchLines) throws Exception {
        ConcurrentLinkedQueue<WebServer.Request> requests = new ConcurrentLinkedQueue<>();
        try (WebServer server =
                new WebServer(request -> {
                    requests.add(request);
                    return new WebServer.Answer(204, "");
                })) {
            Transfer total =
                    Loader.load(
                            generator(5000),
                            new LoadTarget.Http(server.address(), connections, batchLines),
                            TransferListener.NONE);
            assertEquals(5000, total.lines());
            int batches = (5000 + batchLines - 1) / batchLines;
            assertEquals(batches, requests.size());
            assertEquals(Math.min(connections, batches), server.connections());
            for (WebServer.Request request : requests) {
                assertEquals("POST", request.method());
                assertEquals("/write?precision=ns", request.target());
                assertTrue(request.body().lines().count() <= batchLines, "batch too big");
            }
            assertEquals(
                    expected(5000),
                    sortedLines(requests.stream().map(WebServer.Request::body).toList()));
        }
    }

    @Test
    void aRefusedBatchIsReportedWithTheServersWords() throws Exception {
        String complaint = "{\"code\":\"invalid\",\"message\":\"cast error\",\"line\":7}";
        try (WebServer server =
                new WebServer(request ->
                        request.body().contains(START.plusSeconds(20).getEpochSecond() + "")
                                ? new WebServer.Answer(400, complaint)
                                : new WebServer.Answer(204, ""))) {
            LoadTarget target = new LoadTarget.Http(server.address(), 1, 10);
            IOException e =
                    assertThrows(
                            IOException.class,
                            () -> Loader.load(generator(50), target, TransferListener.NONE));
            String message = String.valueOf(e.getMessage());
            assertTrue(message.contains("status 400"), message);
            assertTrue(message.contains("lines 21 to 30"), message);
            assertTrue(message.contains(complaint), message);
        }
    }

    @Test
    void anInterruptStopsALoadThatIsStuck() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        try (WebServer server =
                new WebServer(_ -> {
                    stuck.countDown();
                    try {
                        Thread.sleep(Duration.ofMinutes(1));
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    return new WebServer.Answer(204, "");
                })) {
            LoadTarget target = new LoadTarget.Http(server.address(), 1, 10);
            List<String> ends = new ArrayList<>();
            Thread load =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    Loader.load(generator(50), target, TransferListener.NONE);
                                } catch (IOException | InterruptedException e) {
                                    ends.add(e.getClass().getSimpleName());
                                }
                            });
            stuck.await();
            load.interrupt();
            load.join();
            assertEquals(List.of("InterruptedException"), ends);
        }
    }

    @Test
    void refusesTargetsThatMakeNoSense() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9009);
        URI server = URI.create("http://127.0.0.1:9000");
        assertThrows(IllegalArgumentException.class, () -> new LoadTarget.Tcp(address, 0));
        assertThrows(IllegalArgumentException.class, () -> new LoadTarget.Tcp(address, 257));
        assertThrows(IllegalArgumentException.class, () -> new LoadTarget.Http(server, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new LoadTarget.Http(server, 1, 0));
        for (String wrong : List.of("127.0.0.1", "ftp://127.0.0.1", "http:///write")) {
            URI notWeb = URI.create(wrong);
            assertThrows(IllegalArgumentException.class, () -> new LoadTarget.Http(notWeb, 1, 1));
        }
    }
}
