package dev.tidemark.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.server.config.ServerSettings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /metrics} tells. */
final class MetricsTest {
    @TempDir Path folder;

    @Test
    void tellsHowTablesAreStored() throws Exception {
        try (RunningServer server = start("2")) {
            write(server, "a x=1i,y=2i 1000\na x=3i 2000\na x=5i 3000\n");
            write(server, "b x=1i 1\n");
            write(server, "c x=1i 1\n");
            server.answer("CHECKPOINT");
            write(server, "a x=7i 4000\n");
            Map<String, Double> metrics = metrics(server);
            assertEquals(3, metrics.get("tidemark_tables"));
            assertEquals(1, metrics.get("tidemark_tables_left_out"));
            assertEquals(1, metrics.get("tidemark_table_rows{table=\"b\"}"));
            assertFalse(metrics.containsKey("tidemark_table_rows{table=\"c\"}"));
            assertEquals(4, of(metrics, "table_rows"));
            assertEquals(1, of(metrics, "table_hot_rows"));
            assertEquals(2, of(metrics, "table_commits_total"));
            assertEquals(4, of(metrics, "table_rows_committed_total"));
            assertEquals(3, of(metrics, "table_rows_written_total"));
            assertEquals(1, of(metrics, "table_levels"));
            assertEquals(1, of(metrics, "table_pieces"));
            assertEquals(3, of(metrics, "table_smallest_piece_rows"));
            assertEquals(3, of(metrics, "table_largest_piece_rows"));
            assertTrue(of(metrics, "table_seal_seconds_total") > 0);
            assertEquals(
                    of(metrics, "table_bytes_written_per_byte"),
                    (of(metrics, "table_log_bytes_written_total")
                                    + of(metrics, "table_bytes_written_total"))
                            / of(metrics, "table_bytes_committed_total"));
            double columnBytes = 0;
            double blocks = 0;
            for (Map.Entry<String, Double> metric : metrics.entrySet()) {
                String key = metric.getKey();
                if (!key.contains("table=\"a\"")) {
                    continue;
                }
                if (key.startsWith("tidemark_column_disk_bytes{")) {
                    columnBytes += metric.getValue();
                } else if (key.startsWith("tidemark_column_blocks{")) {
                    blocks += metric.getValue();
                }
            }
            assertEquals(of(metrics, "table_disk_bytes"), columnBytes);
            assertEquals(3, blocks, "one block each of x, y and the timestamp");
        }
    }

    @Test
    void answersWithoutTables() throws Exception {
        try (RunningServer server = start("0")) {
            assertEquals(0, metrics(server).get("tidemark_tables"));
            write(server, "a x=1i 1\n");
            Map<String, Double> metrics = metrics(server);
            assertEquals(1, metrics.get("tidemark_tables_left_out"));
            assertNull(metrics.get("tidemark_table_rows{table=\"a\"}"));
        }
    }

    private RunningServer start(String mostTables) throws IOException {
        return RunningServer.start(
                folder,
                Map.of(ServerSettings.METRICS_TABLES, mostTables, ServerSettings.WARM_UP, "false"));
    }

    private static void write(RunningServer server, String lines) throws Exception {
        assertEquals(204, server.post("/write", lines).statusCode());
    }

    private static double of(Map<String, Double> metrics, String name) {
        Double value = metrics.get("tidemark_" + name + "{table=\"a\"}");
        assertTrue(value != null, name);
        return value;
    }

    /** All values; every one belongs to the metric that was begun before it, once. */
    private static Map<String, Double> metrics(RunningServer server) throws Exception {
        HttpResponse<String> answer = server.get("/metrics");
        assertEquals(200, answer.statusCode());
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8",
                answer.headers().firstValue("Content-Type").orElse(""));
        Map<String, Double> values = new HashMap<>();
        Set<String> begun = new HashSet<>();
        String current = "";
        for (String line : answer.body().lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                current = line.split(" ", -1)[2];
                assertTrue(begun.add(current), line);
            } else if (!line.startsWith("# HELP ")) {
                int end = line.lastIndexOf(' ');
                String key = line.substring(0, end);
                assertEquals(current, key.replaceFirst("\\{.*", ""), line);
                assertNull(values.put(key, Double.valueOf(line.substring(end + 1))), line);
            }
        }
        return values;
    }
}
