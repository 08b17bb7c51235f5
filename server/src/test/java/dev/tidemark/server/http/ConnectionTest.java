package dev.tidemark.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.server.config.ServerSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that do not behave, and answers that do not end well. */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
final class ConnectionTest {
    /** More than fits between a server and a client that does not read. */
    private static final int MANY_ROWS = 400_000;

    private static final int ROWS_OF_A_REQUEST = 20_000;

    private static final String HOST = " HTTP/1.1\r\nHost: x\r\n";
    private static final Pattern COUNT = Pattern.compile("\"dataset\":\\[\\[(\\d+)]]");

    private final RunningServer server;

    ConnectionTest(@TempDir Path folder) throws IOException {
        server =
                RunningServer.start(
                        folder,
                        Map.of(
                                ServerSettings.HTTP_REQUEST_TIMEOUT, "1500ms",
                                ServerSettings.HTTP_WRITE_TIMEOUT, "3s",
                                ServerSettings.ILP_TABLES_PER_MINUTE, "10"));
    }

    @BeforeAll
    void fill() throws Exception {
        for (int from = 0; from < MANY_ROWS; from += ROWS_OF_A_REQUEST) {
            StringBuilder many = new StringBuilder();
            for (int row = from; row < from + ROWS_OF_A_REQUEST; row++) {
                many.append("many,tag=value_of_some_length v=1i ").append(row).append("000\n");
            }
            assertEquals(204, server.post("/write", many.toString()).statusCode());
        }
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Test
    void pipelinedWritesAreAnsweredInOrder() throws Exception {
        StringBuilder requests = new StringBuilder();
        int count = 60;
        for (int number = 0; number < count; number++) {
            String body = "piped v=" + (number % 7 == 3 ? "?" : number + "i") + " 1000\n";
            requests.append("POST /write").append(HOST);
            requests.append("Content-Length: ").append(body.length());
            requests.append(number == count - 1 ? "\r\nConnection: close" : "");
            requests.append("\r\n\r\n").append(body);
        }
        try (Socket socket = server.connect()) {
            send(socket, requests.toString());
            String answers = readAll(socket);
            Matcher statuses = Pattern.compile("HTTP/1\\.1 (\\d+) ").matcher(answers);
            int refused = 0;
            for (int number = 0; number < count; number++) {
                assertTrue(statuses.find(), answers);
                assertEquals(
                        number % 7 == 3 ? "400" : "204", statuses.group(1), "answer " + number);
                refused += number % 7 == 3 ? 1 : 0;
            }
            assertFalse(statuses.find());
            assertEquals(count - refused, count("piped"));
        }
    }

    @Test
    void aBodyInChunksIsOneRequest() throws Exception {
        try (Socket socket = server.connect()) {
            send(
                    socket,
                    "POST /write"
                            + HOST
                            + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
            for (String part : new String[] {"chunked v", "=1i 10", "00\nchunked v=2i 2000"}) {
                send(socket, Integer.toHexString(part.length()) + "\r\n" + part + "\r\n");
                Thread.sleep(20);
            }
            send(socket, "0\r\n\r\n");
            assertTrue(readAll(socket).startsWith("HTTP/1.1 204 "));
        }
        assertEquals(2, count("chunked"));
    }

    @Test
    void aClientThatGoesAwayInMidRequestLeavesNothing() throws Exception {
        assertEquals(204, server.post("/write", "gone v=0i 1000\n").statusCode());
        for (int round = 0; round < 20; round++) {
            try (Socket socket = server.connect()) {
                send(
                        socket,
                        "POST /write" + HOST + "Content-Length: 1000\r\n\r\ngone v=1i 1\ngone v=");
                if (round % 2 == 0) {
                    socket.setSoLinger(true, 0);
                }
            }
        }
        assertEquals(204, server.post("/write", "gone v=2i 2000\n").statusCode());
        assertEquals(2, count("gone"));
    }

    @Test
    void aBodyThatDoesNotComeIsNotWaitedFor() throws Exception {
        try (Socket socket = server.connect()) {
            send(socket, "POST /write" + HOST + "Content-Length: 1000\r\n\r\nslow v=1i 1\n");
            Trickle trickle = new Trickle(socket, 'x');
            trickle.start();
            String answer = readAll(socket);
            trickle.join();
            assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
            assertTrue(answer.contains("retry-after: 1"), answer);
            assertTrue(answer.contains("http.request.timeout"), answer);
        }
        assertTrue(server.answer("SELECT count() FROM slow").contains("error"));
    }

    @Test
    void aHeadThatDoesNotComeIsNotWaitedFor() throws Exception {
        long startNanos = System.nanoTime();
        try (Socket socket = server.connect()) {
            send(socket, "GET /pi");
            Trickle trickle = new Trickle(socket, 'n');
            trickle.start();
            assertEquals("", readAll(socket));
            trickle.join();
        }
        assertTrue(System.nanoTime() - startNanos < 20_000_000_000L);
    }

    @Test
    void aConnectionBetweenRequestsMayRest() throws Exception {
        try (Socket socket = server.connect()) {
            send(socket, "GET /status" + HOST + "\r\n");
            Thread.sleep(2_500);
            send(socket, "GET /status" + HOST + "Connection: close\r\n\r\n");
            assertEquals(3, readAll(socket).split("HTTP/1.1 200 OK", -1).length);
        }
    }

    @Test
    void anAnswerThatNobodyReadsIsCutOff() throws Exception {
        try (Socket socket = server.connect()) {
            send(socket, "GET /exec?query=SELECT%20*%20FROM%20many" + HOST + "\r\n");
            Thread.sleep(5_500);
            String answer = readAll(socket);
            assertTrue(answer.startsWith("HTTP/1.1 200 OK"));
            assertFalse(answer.endsWith("0\r\n\r\n"), "the answer is whole");
        }
        // The thread that wrote it is free again.
        assertEquals(MANY_ROWS, count("many"));
    }

    @Test
    void aReaderThatIsSlowGetsEverything() throws Exception {
        try (Socket socket = server.connect()) {
            send(
                    socket,
                    "GET /exp?query=SELECT%20v%20FROM%20many" + HOST + "Connection: close\r\n\r\n");
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            byte[] buffer = new byte[64 << 10];
            int reads = 0;
            int length = socket.getInputStream().read(buffer);
            while (length >= 0) {
                answer.write(buffer, 0, length);
                if (++reads % 40 == 0) {
                    Thread.sleep(100);
                }
                length = socket.getInputStream().read(buffer);
            }
            String text = answer.toString(US_ASCII);
            assertTrue(text.endsWith("0\r\n\r\n"));
            assertTrue(text.length() > 3 * MANY_ROWS);
        }
    }

    @Test
    void aFailureInMidStreamIsToldAtItsEnd() throws Exception {
        try (Socket socket = server.connect()) {
            send(
                    socket,
                    "GET /exec?query=SELECT%20*%20FROM%20many"
                            + HOST
                            + "Statement-Timeout: 1500\r\nConnection: close\r\n\r\n");
            assertEquals('H', socket.getInputStream().read());
            Thread.sleep(1_700);
            String answer = readAll(socket);
            assertTrue(answer.startsWith("TTP/1.1 200 OK"));
            assertTrue(answer.endsWith("0\r\n\r\n"), "the answer is cut off");
            String end = answer.substring(answer.length() - 300);
            assertTrue(end.contains("],\"count\":"), end);
            assertTrue(end.contains("\"error\":\""), end);
        }
    }

    @Test
    void tooManyNewTablesAreAPassingFault() throws Exception {
        StringBuilder body = new StringBuilder();
        for (int table = 0; table < 12; table++) {
            body.append("new_").append(table).append(" v=1i 1\n");
        }
        var answer = server.post("/write", body.toString());
        assertEquals(503, answer.statusCode());
        assertEquals("1", answer.headers().firstValue("Retry-After").orElse(""));
        assertTrue(answer.body().contains("ilp.tables.per.minute"), answer.body());
    }

    /** Sends a byte now and then until the other side has enough. */
    private static final class Trickle extends Thread {
        private final Socket socket;
        private final char character;

        Trickle(Socket socket, char character) {
            this.socket = socket;
            this.character = character;
        }

        @Override
        public void run() {
            try {
                for (int step = 0; step < 100 && !socket.isClosed(); step++) {
                    socket.getOutputStream().write(character);
                    Thread.sleep(100);
                }
            } catch (IOException _) {
                // That is what the test waits for.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private long count(String table) throws IOException, InterruptedException {
        String answer = server.answer("SELECT count() FROM " + table);
        Matcher matcher = COUNT.matcher(answer);
        assertTrue(matcher.find(), answer);
        return Long.parseLong(matcher.group(1));
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(US_ASCII));
        out.flush();
    }

    private static String readAll(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 << 10];
        try {
            int length = socket.getInputStream().read(buffer);
            while (length >= 0) {
                all.write(buffer, 0, length);
                length = socket.getInputStream().read(buffer);
            }
        } catch (SocketException reset) {
            // The server closed while bytes of ours were still unread.
            assertTrue(String.valueOf(reset.getMessage()).contains("reset"), reset.toString());
        }
        return all.toString(UTF_8);
    }
}
