package dev.tidemark.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.server.config.ServerSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The transport, and the endpoints that are not about SQL. */
@TestInstance(Lifecycle.PER_CLASS)
final class HttpServerTest {
    private static final int BODY_LIMIT_BYTES = 4_096;
    private static final int WRITE_LIMIT_BYTES = 65_536;
    private static final Pattern COUNT = Pattern.compile("\"dataset\":\\[\\[(\\d+)]]");

    private final RunningServer server;

    HttpServerTest(@TempDir Path folder) throws IOException {
        server =
                RunningServer.start(
                        folder,
                        Map.of(
                                ServerSettings.HTTP_BODY_LIMIT, "4k",
                                ServerSettings.HTTP_WRITE_LIMIT, "64k",
                                ServerSettings.HTTP_HEADER_LIMIT, "8k",
                                ServerSettings.HTTP_CONNECTIONS, "20"));
    }

    @BeforeAll
    void createTable() throws Exception {
        assertEquals(204, server.post("/write", "first v=1i 1\n").statusCode());
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Test
    void fixedAnswers() throws Exception {
        HttpResponse<String> ping = server.get("/ping");
        assertEquals(204, ping.statusCode());
        assertTrue(ping.headers().firstValue("X-Influxdb-Version").isPresent());
        assertEquals(200, server.get("/status").statusCode());
        HttpResponse<String> settings = server.get("/settings");
        assertEquals(200, settings.statusCode());
        assertTrue(settings.body().contains("\"line.proto.support.versions\":[1]"));
        HttpRequest.Builder head =
                server.request("/ping").method("HEAD", HttpRequest.BodyPublishers.noBody());
        assertEquals(204, server.send(head).statusCode());
    }

    @Test
    void influxStatements() throws Exception {
        assertTrue(server.get("/query?q=show%20databases").body().contains("[[\"tidemark\"]]"));
        assertEquals(
                "{\"results\":[{\"statement_id\":0}]}\n",
                server.get("/query?q=CREATE%20DATABASE%20benchmark").body());
        assertTrue(server.post("/query?q=drop%20database%20x", "").body().contains("warning"));
        String several = server.get("/query?q=SHOW%20DATABASES;show%20%20measurements;").body();
        assertTrue(several.contains("\"statement_id\":1,\"series\""), several);
        assertTrue(several.contains("[\"first\"]"), several);
        assertTrue(server.get("/query?q=show+retention+policies+on+x").body().contains("autogen"));
        assertEquals(400, server.get("/query?q=select%201").statusCode());
        assertEquals(400, server.get("/query?q=").statusCode());
        assertTrue(server.get("/query?query=select%201").body().contains("[[1]]"));
    }

    @Test
    void unknownPathsAndMethodsAreToldInJson() throws Exception {
        HttpResponse<String> path = server.get("/nowhere");
        assertEquals(404, path.statusCode());
        assertTrue(path.body().startsWith("{\"error\":\"no such path: /nowhere"), path.body());
        HttpResponse<String> method = server.get("/write");
        assertEquals(405, method.statusCode());
        assertTrue(
                method.body()
                        .startsWith(
                                "{\"code\":\"not supported\",\"message\":\"/write does not know"
                                        + " GET, only POST\",\"errorId\":\""),
                method.body());
        assertEquals(405, server.post("/ping", "x").statusCode());
    }

    @Test
    void linesAreWritten() throws Exception {
        HttpResponse<String> response =
                server.post("/write?precision=ms", "w,host=a v=1i 1\nw,host=b v=2i 2");
        assertEquals(204, response.statusCode());
        assertEquals(2, count("w"));
        assertEquals(204, server.post("/api/v2/write?org=o&bucket=b", "w v=3i 3\n").statusCode());
        assertEquals(3, count("w"));
        String third = "w v=4i 1700000000\nw v=5i 1700000000000";
        assertEquals(204, server.post("/api/v3/write_lp?db=d", third).statusCode());
        assertEquals(
                204,
                server.post("/api/v3/write_lp?db=d&precision=second", "w v=6i 1700000000")
                        .statusCode());
        String times =
                server.answer("SELECT count() FROM w WHERE timestamp = '2023-11-14T22:13:20Z'");
        assertTrue(times.contains("[[3]]"), times);
    }

    @Test
    void compressedLinesAreWritten() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("zipped v=1i 1\nzipped v=2i 2\n".getBytes(UTF_8));
        }
        assertEquals(
                204,
                server.post("/write", bytes.toByteArray(), "Content-Encoding", "gzip")
                        .statusCode());
        assertEquals(2, count("zipped"));
        HttpResponse<String> broken =
                server.post("/write", "no gzip at all", "Content-Encoding", "gzip");
        assertEquals(400, broken.statusCode());
        HttpResponse<String> unknown = server.post("/write", "x", "Content-Encoding", "compress");
        assertEquals(415, unknown.statusCode());
    }

    @Test
    void aBadLineRefusesTheRequest() throws Exception {
        HttpResponse<String> response = server.post("/write", "bad v=1i 1\nbad v=? 2\n");
        assertEquals(400, response.statusCode());
        assertTrue(response.body().startsWith("{\"code\":\"invalid\""), response.body());
        assertTrue(response.body().contains("\"line\":2"), response.body());
        HttpResponse<String> influxDb = server.post("/write?db=d", "bad v=1i 1\nbad v=? 2\n");
        assertEquals(400, influxDb.statusCode());
        assertTrue(influxDb.body().startsWith("{\"error\":\"failed to parse line protocol:"));
        assertTrue(influxDb.body().contains("error in line 2: "), influxDb.body());
        HttpResponse<String> precision = server.post("/write?precision=eon", "bad v=1i 1\n");
        assertEquals(400, precision.statusCode());
        assertTrue(precision.body().contains("not supported"), precision.body());
    }

    @Test
    void longBodiesAreRefusedByName() throws Exception {
        HttpResponse<String> statement = server.post("/exec", "x".repeat(BODY_LIMIT_BYTES + 1));
        assertEquals(413, statement.statusCode());
        assertTrue(statement.body().contains("http.body.limit"), statement.body());
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[WRITE_LIMIT_BYTES * 4]);
        }
        HttpResponse<String> lines =
                server.post("/write", bomb.toByteArray(), "Content-Encoding", "gzip");
        assertEquals(413, lines.statusCode());
        assertTrue(lines.body().contains("http.write.limit"), lines.body());
    }

    @Test
    void longHeadersAreRefusedByName() throws Exception {
        HttpResponse<String> line = server.get("/exec?query=" + "x".repeat(9_000));
        assertEquals(414, line.statusCode());
        assertTrue(line.body().contains("http.header.limit"), line.body());
        HttpResponse<String> header =
                server.send(server.request("/ping").header("X-Long", "x".repeat(9_000)));
        assertEquals(431, header.statusCode());
        assertEquals("close", header.headers().firstValue("Connection").orElse("none"));
    }

    @Test
    void garbageIsAnswered() throws Exception {
        try (Socket socket = server.connect()) {
            assertTrue(exchange(socket, "garbage\r\n\r\n").startsWith("HTTP/1.1 400 "));
        }
        try (Socket socket = server.connect()) {
            String answer = exchange(socket, "GET /exec?query=%zz HTTP/1.0\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        int requests = 50;
        StringBuilder text = new StringBuilder();
        for (int number = 0; number < requests; number++) {
            text.append("GET /exec?query=select%20").append(number).append(" HTTP/1.1\r\n");
            text.append("Host: x\r\n");
            text.append(number == requests - 1 ? "Connection: close\r\n\r\n" : "\r\n");
        }
        try (Socket socket = server.connect()) {
            String answers = exchange(socket, text.toString());
            int from = 0;
            for (int number = 0; number < requests; number++) {
                int at = answers.indexOf("\"dataset\":[[" + number + "]]", from);
                assertTrue(at >= from, "answer " + number);
                from = at;
            }
        }
    }

    @Test
    void aBodyInSmallPiecesIsPutTogether() throws Exception {
        String body = "query=select 42";
        try (Socket socket = server.connect()) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            String head =
                    "POST /exec HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n"
                                    .formatted(body.length())
                            + "Content-Type: application/x-www-form-urlencoded\r\n\r\n";
            out.write(head.getBytes(US_ASCII));
            for (byte character : body.getBytes(US_ASCII)) {
                out.write(character);
                Thread.sleep(1);
            }
            assertTrue(readAll(socket).contains("[[42]]"));
        }
    }

    @Test
    void aClientThatAsksFirstIsToldToContinue() throws Exception {
        HttpRequest.Builder request =
                server.request("/write")
                        .expectContinue(true)
                        .POST(HttpRequest.BodyPublishers.ofString("asked v=1i 1\n"));
        assertEquals(204, server.send(request).statusCode());
        assertEquals(1, count("asked"));
    }

    @Test
    void oldClientsGetNoChunks() throws Exception {
        try (Socket socket = server.connect()) {
            String answer = exchange(socket, "GET /exec?query=select%201 HTTP/1.0\r\n\r\n");
            assertTrue(!answer.contains("chunked"), answer);
            assertTrue(answer.endsWith("\"count\":1}"), answer);
        }
    }

    private long count(String table) throws IOException, InterruptedException {
        String answer = server.answer("SELECT count() FROM " + table);
        Matcher matcher = COUNT.matcher(answer);
        assertTrue(matcher.find(), answer);
        return Long.parseLong(matcher.group(1));
    }

    private static String exchange(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        return readAll(socket);
    }

    private static String readAll(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
