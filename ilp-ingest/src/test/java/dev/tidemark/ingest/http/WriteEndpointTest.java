package dev.tidemark.ingest.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.ingest.StoredRows;
import dev.tidemark.ingest.parse.ParserOptions;
import dev.tidemark.ingest.parse.TimestampUnit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteEndpointTest {
    private static final int MAX_LINE_BYTES = 200;

    @TempDir Path folder;
    private Store store;
    private WriteEndpoint endpoint;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(StoreOptions.of(folder), _ -> List.of());
        endpoint = new WriteEndpoint(store, ParserOptions.defaults(), MAX_LINE_BYTES);
    }

    @AfterEach
    void close() throws Exception {
        endpoint.close();
        store.close();
    }

    @Test
    void rowsAreReadableWhenTheAnswerComes() {
        WriteResult result = write(TimestampUnit.SECONDS, "m,a=1 v=1i 5\nm,a", "=2 v=2i 6");
        assertEquals(new WriteResult.Accepted(2), result);
        assertEquals(
                List.of(
                        Map.of("a", "1", "v", 1L, "timestamp", 5_000_000L),
                        Map.of("a", "2", "v", 2L, "timestamp", 6_000_000L)),
                StoredRows.of(store.table("m").orElseThrow()));
    }

    @Test
    void oneBadLineRefusesAllRowsOfAllTables() {
        StringBuilder body = new StringBuilder();
        for (int row = 0; row < 40_000; row++) {
            body.append("m v=").append(row).append("i ").append(row).append('\n');
        }
        body.append("n v=1i 1\nm v=\"text\" 2\nm v=3i 3\n");
        WriteResult.Refused refused =
                assertInstanceOf(
                        WriteResult.Refused.class,
                        write(TimestampUnit.NANOSECONDS, body.toString()));
        WriteError error = refused.error();
        assertEquals(WriteError.Kind.INVALID, error.kind());
        assertEquals(400, error.kind().status());
        assertEquals(40_002, error.line());
        assertEquals(
                "failed to parse line protocol:errors encountered on line(s):\nerror in line"
                        + " 40002: table: m, column: v; cast error from protocol type: STRING to"
                        + " column type: LONG",
                error.message());
        assertEquals(List.of(), StoredRows.of(store.table("m").orElseThrow()));
        assertEquals(List.of(), StoredRows.of(store.table("n").orElseThrow()));
    }

    @Test
    void memoryComesBackHoweverARequestEnds() throws Exception {
        write(TimestampUnit.NANOSECONDS, "m v=1i 1\n");
        store.dropTable("m");
        long before = store.memory().usedBytes();
        for (int round = 0; round < 10; round++) {
            write(TimestampUnit.NANOSECONDS, "m v=1i 1\nm v=x 1\n");
            try (WriteRequest abandoned = endpoint.begin(TimestampUnit.NANOSECONDS)) {
                assertTrue(abandoned.append(bytes("m v=1i 1\nm v=2i")));
            }
        }
        assertTrue(store.memory().usedBytes() <= before, "memory is still in use");
    }

    @Test
    void rowsOfALargeRequestComeInOrder() {
        StringBuilder body = new StringBuilder();
        int rows = 50_000;
        for (int row = 0; row < rows; row++) {
            body.append("m v=").append(row).append("i");
            body.append(row == 100 ? ",late=1i " : " ").append(row).append("000\n");
        }
        assertEquals(
                new WriteResult.Accepted(rows), write(TimestampUnit.NANOSECONDS, body.toString()));
        List<Map<String, Object>> stored = StoredRows.of(store.table("m").orElseThrow());
        assertEquals(rows, stored.size());
        for (int row = 0; row < rows; row++) {
            assertEquals((long) row, stored.get(row).get("v"));
            assertEquals(row == 100, stored.get(row).containsKey("late"));
        }
    }

    @Test
    void aRequestFindsNothingOfTheOneBefore() {
        write(TimestampUnit.NANOSECONDS, "m,a=1 v=1i 1\nm,a=1 v=x 2\nm,a=1 v=3i 3\n");
        WriteResult.Refused unfinished =
                assertInstanceOf(
                        WriteResult.Refused.class,
                        write(TimestampUnit.NANOSECONDS, "m,a=1 v=4i 4\nm,a=1 v=5i 5\\"));
        assertEquals(2, unfinished.error().line());
        WriteResult.Refused tooLong =
                assertInstanceOf(
                        WriteResult.Refused.class,
                        write(TimestampUnit.NANOSECONDS, "m v=\"" + "x".repeat(300)));
        assertEquals(413, tooLong.error().kind().status());
        try (WriteRequest abandoned = endpoint.begin(TimestampUnit.NANOSECONDS)) {
            abandoned.append(bytes("m,a=1 v=6i 6\nm,a=1 v"));
        }
        assertEquals(
                new WriteResult.Accepted(2),
                write(TimestampUnit.NANOSECONDS, "m,a=1 v=7i 7000\nm,a=2 v=8i 8000"));
        assertEquals(
                List.of(
                        Map.of("a", "1", "v", 7L, "timestamp", 7L),
                        Map.of("a", "2", "v", 8L, "timestamp", 8L)),
                StoredRows.of(store.table("m").orElseThrow()));
    }

    @Test
    void requestsAtTheSameTimeDoNotMix() {
        int requests = RequestParsers.MAX_IDLE + 3;
        List<WriteRequest> open = new ArrayList<>();
        for (int request = 0; request < requests; request++) {
            open.add(endpoint.begin(TimestampUnit.NANOSECONDS));
        }
        for (int row = 0; row < 3; row++) {
            for (int request = 0; request < requests; request++) {
                open.get(request).append(bytes("t" + request + " v=" + row + "i 1000\n"));
            }
        }
        open.forEach(request -> assertEquals(new WriteResult.Accepted(3), request.finish().join()));
        for (int request = 0; request < requests; request++) {
            assertEquals(3, StoredRows.of(store.table("t" + request).orElseThrow()).size());
        }
    }

    @Test
    void aDroppedTableIsForgotten() throws Exception {
        for (int round = 0; round < 3; round++) {
            write(TimestampUnit.NANOSECONDS, "m,a=1 v=1i 1000\n");
            assertEquals(1, StoredRows.of(store.table("m").orElseThrow()).size());
            store.dropTable("m");
        }
    }

    @Test
    void aLineBeyondTheLimitIsTooLarge() {
        WriteResult.Refused refused =
                assertInstanceOf(
                        WriteResult.Refused.class,
                        write(TimestampUnit.NANOSECONDS, "m v=\"" + "x".repeat(300) + "\"\n"));
        assertEquals(413, refused.error().kind().status());
    }

    @Test
    void anEmptyBodyIsAccepted() {
        assertEquals(new WriteResult.Accepted(0), write(TimestampUnit.NANOSECONDS, "\n\r\n"));
        assertEquals(new WriteResult.Accepted(0), write(TimestampUnit.NANOSECONDS));
    }

    @Test
    void anUnknownPrecisionIsTold() {
        for (String known : TimestampUnit.PRECISIONS.split(", ", -1)) {
            assertTrue(endpoint.checkPrecision(known).isEmpty(), known);
        }
        WriteError error = endpoint.checkPrecision("fortnight").orElseThrow();
        assertEquals(WriteError.Kind.NOT_SUPPORTED, error.kind());
        assertTrue(error.message().startsWith("unsupported precision: 'fortnight'"));
        assertFalse(endpoint.isOverloaded());
    }

    @Test
    void theErrorIsJson() {
        assertEquals(
                "{\"code\":\"invalid\",\"message\":\"a\\\"b\\\\c\\n\\u0001ä\",\"line\":3,"
                        + "\"errorId\":\"x-1\"}",
                new WriteError(WriteError.Kind.INVALID, "a\"b\\c\n\u0001ä", 3, "x-1").toJson());
        assertEquals(
                "{\"code\":\"internal error\",\"message\":\"\",\"errorId\":\"x-2\"}",
                new WriteError(WriteError.Kind.INTERNAL, "", 0, "x-2").toJson());
    }

    private WriteResult write(TimestampUnit precision, String... pieces) {
        try (WriteRequest request = endpoint.begin(precision)) {
            for (String piece : pieces) {
                request.append(bytes(piece));
            }
            return request.finish().join();
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
