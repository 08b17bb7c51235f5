package dev.tidemark.tsbs.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RowCountsTest {

    private static WebServer.Answer rows(long count) {
        return new WebServer.Answer(
                200,
                "{\"query\":\"q\",\"columns\":[{\"name\":\"count\",\"type\":\"LONG\"}],"
                        + "\"dataset\":[["
                        + count
                        + "]],\"count\":1}");
    }

    @Test
    void waitsThroughMissingTableAndSmallerCounts() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        ConcurrentLinkedQueue<String> targets = new ConcurrentLinkedQueue<>();
        try (WebServer server =
                        new WebServer(request -> {
                            targets.add(request.target());
                            return switch (asked.getAndIncrement()) {
                                case 0 -> new WebServer.Answer(400, "{\"error\":\"no table\"}");
                                case 1 -> rows(10);
                                default -> rows(5_000_000_000L);
                            };
                        });
                RowCounts counts = new RowCounts(server.address())) {
            Duration patience = Duration.ofSeconds(20);
            assertEquals(5_000_000_000L, counts.awaitAtLeast("cpu", 11, patience));
            assertEquals(3, asked.get());
            assertEquals(
                    List.of("/exec?query=select+count%28%29+from+cpu"),
                    targets.stream().distinct().toList());
        }
    }

    @Test
    void quotesNamesThatNeedIt() throws Exception {
        ConcurrentLinkedQueue<String> targets = new ConcurrentLinkedQueue<>();
        try (WebServer server =
                        new WebServer(request -> {
                            targets.add(request.target());
                            return rows(1);
                        });
                RowCounts counts = new RowCounts(server.address())) {
            assertEquals(1, counts.count("disk io"));
            assertEquals(
                    List.of("/exec?query=select+count%28%29+from+%22disk+io%22"),
                    List.copyOf(targets));
        }
    }

    @Test
    void givesUpWhenTheTimeIsOver() throws Exception {
        try (WebServer server = new WebServer(_ -> rows(7));
                RowCounts counts = new RowCounts(server.address())) {
            IOException e =
                    assertThrows(
                            IOException.class,
                            () -> counts.awaitAtLeast("cpu", 8, Duration.ofMillis(100)));
            String message = String.valueOf(e.getMessage());
            assertTrue(message.startsWith("table 'cpu' shows 7 of 8 rows"), message);
        }
    }

    @Test
    void otherAnswersAreErrors() throws Exception {
        for (WebServer.Answer answer :
                List.of(
                        new WebServer.Answer(500, "{\"dataset\":[[1]]}"),
                        new WebServer.Answer(200, "{\"dataset\":[]}"))) {
            try (WebServer server = new WebServer(_ -> answer);
                    RowCounts counts = new RowCounts(server.address())) {
                IOException e = assertThrows(IOException.class, () -> counts.count("cpu"));
                String message = String.valueOf(e.getMessage());
                assertTrue(message.contains("status " + answer.status()), message);
                assertTrue(message.contains(answer.body()), message);
            }
        }
    }
}
