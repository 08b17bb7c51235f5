package dev.tidemark.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Aggregates of whole columns, which are answered from summaries, beside the same row by row. */
class SummaryQueriesTest {
    private static final String AGGREGATES =
            "count(), count(a), sum(a), avg(a), min(a), max(a), sum(b), max(b), min(c), count(c),"
                    + " min(ts), max(ts), min(d), max(d)";

    /** Always true, but nothing that a scan could apply by itself: so rows are read. */
    private static final String EVERY_ROW = "(a IS NULL OR a = a)";

    @TempDir Path folder;

    @Test
    void summariesGiveWhatRowsGive() throws IOException {
        Random random = Seeds.random("summariesGiveWhatRowsGive");
        for (int round = 0; round < 6; round++) {
            try (Database database = Database.open(folder.resolve("round" + round))) {
                database.execute(
                        "CREATE TABLE t (ts TIMESTAMP, a LONG, b INT, c BOOLEAN, d DECIMAL(12, 2))"
                                + " TIMESTAMP(ts) PARTITION BY HOUR"
                                + (round % 3 == 0 ? " DEDUP UPSERT KEYS(ts)" : ""));
                compare(database, "");
                for (int batch = 0; batch < 8; batch++) {
                    insert(database, random);
                    if (random.nextInt(3) == 0) {
                        database.execute("CHECKPOINT");
                    }
                    if (batch == 5) {
                        database.execute("ALTER TABLE t ADD COLUMN e LONG");
                    }
                    compare(database, "");
                    int low = random.nextInt(5_000);
                    int high = low + random.nextInt(3_000);
                    compare(database, "ts >= " + low + "000000 AND ts < " + high + "000000");
                }
                String late = "SELECT sum(e), count(e), min(e), count() FROM t";
                assertEquals(
                        Rows.of(database.query(late + " WHERE " + EVERY_ROW)),
                        Rows.of(database.query(late)));
            }
        }
    }

    @Test
    void wholeBlocksAreNotRead() throws IOException {
        try (Database database = Database.open(folder)) {
            database.execute("CREATE TABLE t (ts TIMESTAMP, x LONG) timestamp(ts)");
            StringBuilder rows = new StringBuilder("(0, 0)");
            for (int row = 1; row < 5_000; row++) {
                rows.append(", (").append(row).append(", ").append(row * 3).append(')');
            }
            database.execute("INSERT INTO t VALUES " + rows);
            database.execute("CHECKPOINT");
            List<String> lines =
                    Rows.of(
                            database.query(
                                    "EXPLAIN ANALYZE SELECT sum(x), min(x), max(ts), count()"
                                            + " FROM t"));
            assertTrue(
                    lines.contains(
                            "Blocks: 0 scanned, 0 skipped by time, 0 skipped by minimum and"
                                + " maximum, 0 read by posting lists, 1 answered by statistics"),
                    lines::toString);
        }
    }

    private static void compare(Database database, String condition) {
        String query = "SELECT " + AGGREGATES + " FROM t";
        String where = condition.isEmpty() ? "" : " WHERE " + condition;
        String byRows = query + (condition.isEmpty() ? " WHERE " : where + " AND ") + EVERY_ROW;
        assertEquals(
                Rows.of(database.query(byRows)),
                Rows.of(database.query(query + where)),
                () -> query + where);
    }

    private static void insert(Database database, Random random) {
        StringBuilder statement = new StringBuilder("INSERT INTO t (ts, a, b, c, d) VALUES ");
        int shift = random.nextInt(64);
        boolean sorted = random.nextBoolean();
        int second = random.nextInt(4_000);
        int rows = 1 + random.nextInt(600);
        for (int row = 0; row < rows; row++) {
            second = sorted ? second + random.nextInt(3) : random.nextInt(8_000);
            statement.append(row == 0 ? "" : ", ");
            statement.append('(').append(second).append("000000, ");
            statement.append(random.nextInt(5) == 0 ? "NULL" : random.nextLong() >> shift >> 12);
            statement.append(", ").append(random.nextInt());
            statement.append(random.nextInt(3) == 0 ? ", NULL" : ", " + random.nextBoolean());
            statement.append(", ").append(random.nextInt(100_000)).append(".25)");
        }
        database.execute(statement.toString());
    }
}
