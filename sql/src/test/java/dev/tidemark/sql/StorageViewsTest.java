package dev.tidemark.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen of how tables are stored. */
class StorageViewsTest {
    @TempDir Path folder;

    @Test
    void storageOfATable() throws IOException {
        try (Database database = Database.open(folder)) {
            fill(database);
            assertEquals(
                    List.of("t|7|1|3|2|3|2|2|7"),
                    Rows.of(
                            database.query(
                                    "SELECT table_name, row_count, hot_rows, partitions, levels,"
                                            + " pieces - 1, seals, commits - 1, rows_committed"
                                            + " FROM table_storage()")));
            // Seven rows of two 64-bit values were committed, and six of these sealed.
            assertEquals(
                    List.of("true|true|1|2"),
                    Rows.of(
                            database.query(
                                    "SELECT log_bytes_written > 112,"
                                            + " abs(bytes_written_per_byte * 112"
                                            + " - log_bytes_written - bytes_written) < 0.001,"
                                            + " smallest_piece_rows, largest_piece_rows"
                                            + " FROM table_storage()")));
            assertEquals(
                    List.of("1970-01-01|4|2|2", "1970-01-02|1|1|1", "1970-01-03|1|1|1"),
                    Rows.of(
                            database.query(
                                    "SELECT partition_name, row_count, levels, pieces"
                                            + " FROM table_partitions()"
                                            + " WHERE table_name = 't' AND generation = 1")));
            assertEquals(3, Rows.of(database.query("SHOW PARTITIONS FROM t")).size());
            assertEquals(
                    List.of("ts|TIMESTAMP|true", "x|LONG|true"),
                    Rows.of(
                            database.query(
                                    "SELECT column_name, type, bytes_per_row > 0"
                                            + " FROM column_storage()")));
        }
    }

    @Test
    void explainAnalyzeTellsWhatWasReadAndWhatWasNot() throws IOException {
        try (Database database = Database.open(folder)) {
            fill(database);
            List<String> lines =
                    Rows.of(
                            database.query(
                                    "EXPLAIN ANALYZE SELECT x FROM t"
                                            + " WHERE ts >= '1970-01-02' AND x < 100"));
            assertTrue(lines.contains("Pieces: 3 scanned, 2 skipped by time"), lines::toString);
            assertTrue(
                    lines.contains(
                            "Blocks: 3 scanned, 0 skipped by time, 0 skipped by minimum and"
                                + " maximum, 0 read by posting lists, 0 answered by statistics"),
                    lines::toString);
            assertTrue(lines.getLast().startsWith("Returned: 3 rows in "), lines::toString);
            lines = Rows.of(database.query("EXPLAIN ANALYZE SELECT x FROM t WHERE x > 100"));
            assertTrue(
                    lines.stream().anyMatch(line -> line.contains("4 skipped by minimum")),
                    lines::toString);
        }
    }

    @Test
    void vectorsCountOnceIfAScanGoesBackToThem() throws IOException {
        try (Database database = Database.open(folder)) {
            database.execute("CREATE TABLE t (ts TIMESTAMP, x LONG) timestamp(ts)");
            database.execute(insertOf(1));
            database.execute("CHECKPOINT");
            // Of these, which stay hot, the scan takes a tenth as many at a time.
            database.execute(insertOf(10));
            for (String order : List.of("ts", "ts DESC")) {
                List<String> lines =
                        Rows.of(
                                database.query(
                                        "EXPLAIN ANALYZE SELECT * FROM t ORDER BY " + order));
                assertTrue(
                        lines.contains(
                                "Vectors of up to 1,024 rows: 6 scanned, 0 skipped by minimum and"
                                        + " maximum"),
                        lines::toString);
            }
        }
    }

    /** Three thousand rows, one every {@code step} microseconds. */
    private static String insertOf(int step) {
        return IntStream.range(0, 3_000)
                .mapToObj(row -> "(%d, %d)".formatted(row * step, row))
                .collect(Collectors.joining(", ", "INSERT INTO t VALUES ", ""));
    }

    /** Three partitions, two levels in the first, and a hot row. */
    private static void fill(Database database) {
        database.execute("CREATE TABLE t (ts TIMESTAMP, x LONG) timestamp(ts) PARTITION BY DAY");
        database.execute(
                "INSERT INTO t VALUES ('1970-01-01T01:00', 1), ('1970-01-01T05:00', 2),"
                        + " ('1970-01-02T00:00', 3), ('1970-01-03T00:00', 4)");
        database.execute("CHECKPOINT");
        database.execute("INSERT INTO t VALUES ('1970-01-01T02:00', 5), ('1970-01-01T04:00', 6)");
        database.execute("CHECKPOINT");
        database.execute("INSERT INTO t VALUES ('1970-01-03T01:00', 7)");
    }
}
