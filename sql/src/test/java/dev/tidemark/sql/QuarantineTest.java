package dev.tidemark.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What queries tell of a partition that is damaged. */
@Timeout(60)
class QuarantineTest {
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    @TempDir private Path folder = Path.of("");

    @Test
    void onlyQueriesThatNeedADamagedPartitionFail() throws Exception {
        try (Database database = Database.open(folder)) {
            database.execute(
                    "CREATE TABLE cpu (host SYMBOL, load LONG, ts TIMESTAMP)"
                            + " TIMESTAMP(ts) PARTITION BY DAY");
            database.execute(
                    "INSERT INTO cpu VALUES ('a', 1, '2026-01-01T01:00:00Z'), ('b', 2,"
                            + " '2026-01-02T01:00:00Z'), ('a', 3, '2026-01-03T01:00:00Z')");
        }
        Path file = damage("2026-01-02");
        try (Database database = Database.open(folder)) {
            assertEquals(0, count(database, "quarantine()"));
            SqlException found = failure(database, "SELECT sum(load) FROM cpu");
            assertEquals(SqlState.DATA_CORRUPTED, found.state());
            assertTrue(
                    String.valueOf(found.getMessage()).contains(file.toString()), found::toString);
            // Whoever comes upon the damage makes the store set the partition aside.
            long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
            while (count(database, "quarantine()") == 0) {
                assertTrue(System.nanoTime() < deadlineNanos, "nothing is set aside");
                Thread.sleep(5);
            }
        }
        try (Database database = Database.open(folder)) {
            assertFails(database, "SELECT sum(load) FROM cpu");
            assertFails(database, "SELECT * FROM cpu LATEST ON ts PARTITION BY host");
            assertFails(database, "SELECT ts, max(load) FROM cpu SAMPLE BY 1d");
            assertFails(database, "SELECT count() FROM cpu WHERE host = 'a'");
            assertFails(database, "SELECT * FROM cpu WHERE ts >= '2026-01-02T01:00:00Z'");
            assertEquals(1, count(database, "cpu WHERE ts < '2026-01-02'"));
            assertEquals(1, count(database, "cpu WHERE ts > '2026-01-02T01:00:00Z'"));
            assertEquals(0, count(database, "cpu WHERE ts = '2026-01-02T00:59:00Z'"));
            assertEquals(1, count(database, "damage()"));
            assertEquals(
                    1,
                    count(
                            database,
                            "quarantine() WHERE table_name = 'cpu' AND partition_name ="
                                    + " '2026-01-02' AND row_count = 1 AND file LIKE"
                                    + " '2026-01-02/g1/%.col' AND file_offset = 64 AND problem LIKE"
                                    + " '%checksum%' AND min_timestamp = '2026-01-02T01:00:00Z'"));
            // What comes now is stored, and needs the old rows as little as the other days do.
            database.execute("INSERT INTO cpu VALUES ('b', 4, '2026-01-02T02:00:00Z')");
            assertFails(database, "SELECT sum(load) FROM cpu");
            SqlException unknown =
                    failure(database, "ALTER TABLE cpu FORGET PARTITION '2026-01-03'");
            assertEquals(SqlState.UNDEFINED_OBJECT, unknown.state());
            database.execute("ALTER TABLE cpu FORGET PARTITION '2026-01-02'");
            assertEquals(3, count(database, "cpu"));
            assertEquals(0, count(database, "quarantine()"));
            assertEquals(1, count(database, "scrub_status()"));
        }
    }

    /** Without its symbols nothing of a table can be understood; it is missed all the same. */
    @Test
    void aTableThatIsDamagedAsAWholeIsNotForgotten() throws Exception {
        String create =
                "CREATE TABLE cpu (host SYMBOL, load LONG, ts TIMESTAMP)"
                        + " TIMESTAMP(ts) PARTITION BY DAY";
        try (Database database = Database.open(folder)) {
            database.execute(create);
            database.execute("INSERT INTO cpu VALUES ('a', 1, '2026-01-01T01:00:00Z')");
        }
        Files.delete(folder.resolve("tables/cpu~1/symbols/1.sym"));
        deleteLog();
        for (int start = 0; start < 2; start++) {
            try (Database database = Database.open(folder)) {
                for (String sql :
                        new String[] {
                            "SELECT * FROM cpu",
                            "SHOW COLUMNS FROM CPU",
                            "INSERT INTO cpu (ts) VALUES (0)"
                        }) {
                    SqlException failure = failure(database, sql);
                    assertEquals(SqlState.DATA_CORRUPTED, failure.state(), sql);
                    assertTrue(
                            String.valueOf(failure.getMessage())
                                    .contains("table 'cpu' is quarantined"),
                            failure::toString);
                }
                assertEquals(1, count(database, "tables() WHERE served = 'nothing'"));
                assertEquals(
                        1,
                        count(
                                database,
                                "quarantine() WHERE table_name = 'cpu' AND partition_name IS NULL"
                                        + " AND file LIKE '%1.sym' AND problem LIKE '%missing%'"));
            }
        }
        try (Database database = Database.open(folder)) {
            // Rows are taken, but do not pass for all that the table had.
            database.execute(create);
            database.execute("INSERT INTO cpu VALUES ('b', 2, '2026-01-01T02:00:00Z')");
            assertEquals(SqlState.DATA_CORRUPTED, failure(database, "SELECT * FROM cpu").state());
            database.execute("ALTER TABLE cpu FORGET ALL PARTITIONS");
            assertEquals(1, count(database, "cpu"));
            assertEquals(0, count(database, "quarantine()"));
            assertEquals(1, count(database, "damage()"));
            assertEquals(
                    SqlState.UNDEFINED_OBJECT,
                    failure(database, "ALTER TABLE cpu FORGET ALL PARTITIONS").state());
        }
        try (Database database = Database.open(folder)) {
            assertEquals(1, count(database, "cpu"));
            assertEquals(1, count(database, "tables() WHERE served = 'all'"));
        }
    }

    @Test
    void aTableThatTheLogHasIsNotLost() throws Exception {
        try (Database database = Database.open(folder)) {
            database.execute("CREATE TABLE cpu (host SYMBOL, ts TIMESTAMP)");
            database.execute("INSERT INTO cpu VALUES ('a', '2026-01-01T01:00:00Z')");
        }
        Files.delete(folder.resolve("tables/cpu~1/symbols/1.sym"));
        for (int start = 0; start < 2; start++) {
            try (Database database = Database.open(folder)) {
                assertEquals(1, count(database, "cpu WHERE host = 'a'"));
                assertEquals(0, count(database, "quarantine()"));
                assertEquals(1, count(database, "damage()"));
            }
        }
    }

    @Test
    void aDropGivesUpWhatIsDamaged() throws Exception {
        try (Database database = Database.open(folder)) {
            database.execute("CREATE TABLE cpu (load LONG, ts TIMESTAMP)");
            database.execute("INSERT INTO cpu VALUES (1, '2026-01-01T01:00:00Z')");
        }
        Files.delete(folder.resolve("tables/cpu~1/manifest.0"));
        Files.delete(folder.resolve("tables/cpu~1/manifest.1"));
        deleteLog();
        try (Database database = Database.open(folder)) {
            assertEquals(SqlState.DATA_CORRUPTED, failure(database, "SELECT * FROM cpu").state());
            database.execute("DROP TABLE cpu");
            assertEquals(SqlState.UNDEFINED_TABLE, failure(database, "SELECT * FROM cpu").state());
            assertEquals(0, count(database, "tables()"));
        }
    }

    private static void assertFails(Database database, String sql) {
        SqlException failure = failure(database, sql);
        assertEquals(SqlState.DATA_CORRUPTED, failure.state(), sql);
        assertTrue(
                String.valueOf(failure.getMessage())
                        .startsWith("partition 2026-01-02 of table 'cpu', 1 rows"),
                failure::toString);
        assertFalse(String.valueOf(failure.hint()).isEmpty());
    }

    private static SqlException failure(Database database, String sql) {
        return assertThrows(SqlException.class, () -> database.execute(sql), sql);
    }

    private static long count(Database database, String from) {
        try (Result result = database.query("SELECT count() FROM " + from)) {
            assertTrue(result.next());
            return result.column(0).longs()[0];
        }
    }

    /** The log of so few rows has all of them: it would bring the table back. */
    private void deleteLog() throws IOException {
        try (Stream<Path> segments = Files.list(folder.resolve("log"))) {
            for (Path segment : segments.toList()) {
                Files.delete(segment);
            }
        }
    }

    /** Flips a bit in the values of a partition's numbers. */
    private Path damage(String partition) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Path file =
                    files.filter(each -> each.endsWith(Path.of(partition, "g1", "2.col")))
                            .findAny()
                            .orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 1] ^= 1;
            Files.write(file, bytes);
            return file;
        }
    }
}
