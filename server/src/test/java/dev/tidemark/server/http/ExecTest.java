package dev.tidemark.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Statements over HTTP: what is asked, and every byte of the answer. */
@TestInstance(Lifecycle.PER_CLASS)
final class ExecTest {
    private static final int MANY_ROWS = 50_000;
    private static final String SMALL_COLUMNS =
            "\"columns\":[{\"name\":\"host\",\"type\":\"SYMBOL\"},{\"name\":\"v\",\"type\":\"LONG\"},"
                + "{\"name\":\"r\",\"type\":\"DOUBLE\"},{\"name\":\"timestamp\",\"type\":\"TIMESTAMP\"}],";
    private static final String FIRST_ROW = "[\"a\",1,0.5,\"2016-01-01T00:00:00.000000Z\"]";
    private static final String SECOND_ROW =
            "[\"b\\\"\",null,-3.0,\"2016-01-01T00:00:00.000001Z\"]";

    private final RunningServer server;

    ExecTest(@TempDir Path folder) throws IOException {
        server = RunningServer.start(folder, Map.of());
    }

    @BeforeAll
    void fill() throws Exception {
        String small =
                """
                small,host=a v=1i,r=0.5 1451606400000000000
                small,host=b\\" r=-3 1451606400000001000
                """;
        assertEquals(204, server.post("/write", small).statusCode());
        StringBuilder many = new StringBuilder();
        for (int row = 0; row < MANY_ROWS; row++) {
            many.append("many v=").append(row).append("i ").append(row).append("000\n");
        }
        assertEquals(204, server.post("/write", many.toString()).statusCode());
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aResultHasColumnsAndRows() throws Exception {
        String sql = "SELECT host, v, r, timestamp FROM small";
        HttpResponse<String> response = server.exec(sql, "");
        assertEquals(200, response.statusCode());
        assertEquals("chunked", response.headers().firstValue("transfer-encoding").orElse("none"));
        assertEquals(
                "{\"query\":\"%s\",%s\"timestamp\":3,\"dataset\":[%s,%s],\"count\":2}"
                        .formatted(sql, SMALL_COLUMNS, FIRST_ROW, SECOND_ROW),
                response.body());
    }

    @Test
    void parametersChangeTheAnswer() throws Exception {
        String sql = "SELECT host, v, r, timestamp FROM small";
        assertEquals(
                "{\"dataset\":[%s,%s],\"count\":2}".formatted(FIRST_ROW, SECOND_ROW),
                server.exec(sql, "&nm=true").body());
        assertEquals(
                "{\"dataset\":[%s],\"count\":1}".formatted(SECOND_ROW),
                server.exec(sql, "&nm=true&limit=1,2").body());
        assertEquals(
                "{\"dataset\":[%s],\"count\":2}".formatted(FIRST_ROW),
                server.exec(sql, "&nm=true&limit=1&count=true").body());
        assertEquals(
                "{\"dataset\":[%s],\"count\":1}".formatted(SECOND_ROW),
                server.exec(sql, "&nm=true&limit=-1").body());
        assertEquals(
                "{\"dataset\":[[\"1\"],[null]],\"count\":2}",
                server.exec("SELECT v FROM small", "&nm=true&quoteLargeNum=true").body());
        String extras = server.exec("SELECT 1", "&timings=true&explain=true").body();
        assertTrue(extras.contains(",\"timings\":{\"authentication\":0,\"compiler\":"), extras);
        assertTrue(extras.endsWith(",\"explain\":{\"jitCompiled\":false}}"), extras);
        assertEquals(400, server.exec(sql, "&limit=x").statusCode());
    }

    @Test
    void rowsAreStreamedInOrder() throws Exception {
        String body = server.exec("SELECT v FROM many", "&nm=true").body();
        StringBuilder expected = new StringBuilder("{\"dataset\":[");
        for (int row = 0; row < MANY_ROWS; row++) {
            expected.append(row == 0 ? "[" : ",[").append(row).append(']');
        }
        expected.append("],\"count\":").append(MANY_ROWS).append('}');
        assertEquals(expected.toString(), body);
        assertEquals(
                "{\"dataset\":[[%d],[%d]],\"count\":2}".formatted(MANY_ROWS - 3, MANY_ROWS - 2),
                server.exec("SELECT v FROM many", "&nm=true&limit=-3,-1").body());
    }

    @Test
    void otherStatementsSayOk() throws Exception {
        assertEquals(
                "{\"ddl\":\"OK\"}",
                server.answer(
                        "CREATE TABLE t (a INT, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY"));
        assertEquals("{\"dml\":\"OK\"}", server.answer("INSERT INTO t VALUES (1, '2020-01-01')"));
        assertTrue(server.answer("SELECT a FROM t").contains("\"dataset\":[[1]]"));
        assertTrue(server.answer("SHOW TABLES").contains("[\"t\"]"));
        assertEquals("{\"ddl\":\"OK\"}", server.answer("DROP TABLE t"));
        assertEquals("{\"ddl\":\"OK\"}", server.answer("CHECKPOINT"));
    }

    @Test
    void noStatementGetsANotice() throws Exception {
        HttpResponse<String> response = server.exec(" -- ping", "");
        assertEquals(200, response.statusCode());
        assertEquals(
                "{\"notice\":\"empty query\",\"query\":\" -- ping\",\"position\":\"0\"}",
                response.body());
    }

    @Test
    void errorsTellThePlace() throws Exception {
        HttpResponse<String> response = server.exec("SELECT vv FROM small", "");
        assertEquals(400, response.statusCode());
        assertTrue(
                response.body().startsWith("{\"query\":\"SELECT vv FROM small\",\"error\":\""),
                response.body());
        assertTrue(response.body().endsWith(",\"position\":7}"), response.body());
        assertEquals(400, server.exec("SELECT 1; SELECT 2", "").statusCode());
        assertEquals(400, server.exec("SELEC", "").statusCode());
    }

    @Test
    void statementsArePostedInAFormOrAsTheBody() throws Exception {
        String form = "application/x-www-form-urlencoded";
        assertTrue(
                server.post("/exec", "query=select+7", "Content-Type", form)
                        .body()
                        .contains("[[7]]"));
        assertTrue(
                server.post("/exec", "select 8", "Content-Type", "text/plain")
                        .body()
                        .contains("[[8]]"));
        assertTrue(server.post("/exec", "select 9", "Content-Type", form).body().contains("[[9]]"));
    }

    @Test
    void resultsAreExportedAsCsv() throws Exception {
        HttpResponse<String> response =
                server.get("/exp?query=SELECT%20host,v,r,timestamp%20FROM%20small");
        assertEquals(
                """
                "host","v","r","timestamp"
                "a",1,0.5,"2016-01-01T00:00:00.000000Z"
                "b""\",,-3.0,"2016-01-01T00:00:00.000001Z"
                """
                        .replace("\n", "\r\n"),
                response.body());
    }

    @Test
    void aClientThatGoesAwayHarmsNobody() throws Exception {
        for (int round = 0; round < 20; round++) {
            try (Socket socket = server.connect()) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream()
                        .write(
                                "GET /exec?query=SELECT+*+FROM+many HTTP/1.1\r\nHost: x\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                assertTrue(socket.getInputStream().read() > 0);
            }
        }
        assertFalse(server.answer("SELECT count() FROM many").contains("error"));
    }
}
