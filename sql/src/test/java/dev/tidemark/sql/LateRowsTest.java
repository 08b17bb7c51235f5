package dev.tidemark.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.table.HeldRuns;
import dev.tidemark.core.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads in the order of time, and the newest row of each series, while most rows came late and are
 * not sealed yet: against a list that is sorted.
 */
class LateRowsTest {
    private static final int BATCHES = 16;
    private static final int HOSTS = 60;
    private static final int TIMES = 700;

    @TempDir Path folder;

    private final Random random = Seeds.random("late rows");

    /** All rows by time, equal ones in the order of arrival. */
    private final List<Row> rows = new ArrayList<>();

    private int number;

    /** A row; a host of -1 is NULL. */
    private record Row(int host, int number, int time, String note) {
        String text() {
            return (host < 0 ? "NULL" : "h" + host) + "|" + number + "|" + time + "|" + note;
        }
    }

    @Test
    void readsAreThoseOfASortedList() throws IOException {
        try (Database database = Database.open(folder)) {
            database.execute(
                    "CREATE TABLE t (host SYMBOL, n INT, ts TIMESTAMP, note VARCHAR)"
                            + " timestamp(ts)");
            for (int batch = 0; batch < BATCHES; batch++) {
                append(database);
                if (batch == BATCHES / 3) {
                    database.execute("CHECKPOINT");
                }
                check(database.session());
            }
        }
    }

    @Test
    void replacedRowsAreLeftOut() throws IOException {
        try (Database database = Database.open(folder)) {
            database.execute(
                    "CREATE TABLE t (host SYMBOL, n INT, ts TIMESTAMP, note VARCHAR)"
                            + " timestamp(ts) PARTITION BY DAY DEDUP UPSERT KEYS (ts, host)");
            for (int batch = 0; batch < BATCHES; batch++) {
                append(database);
                keepLastOfEachKey();
                if (batch == BATCHES / 3) {
                    database.execute("CHECKPOINT");
                }
                check(database.session());
            }
        }
    }

    /** Each seal lays its rows beside those of the ones before. */
    @Test
    void levelsAreReadAsOne() throws IOException {
        try (Database database = Database.open(folder)) {
            database.execute(
                    "CREATE TABLE t (host SYMBOL, n INT, ts TIMESTAMP, note VARCHAR)"
                            + " timestamp(ts)");
            for (int count = 12_000; count > 40; count /= 3) {
                appendShuffled(database, count);
                database.execute("CHECKPOINT");
            }
            assertTrue(levelCount(database) > 2, "the rows lie in levels");
            check(database.session());
        }
    }

    /** A row that is older than a column has nothing in it, whatever rows it is read with. */
    @Test
    void youngColumnsOfOldRowsAreNull() throws IOException {
        int rowCount = 4_000;
        try (Database database = Database.open(folder)) {
            database.execute("CREATE TABLE t (host SYMBOL, ts TIMESTAMP) timestamp(ts)");
            try (Appender appender = database.appender("t")) {
                for (int time = 0; time < rowCount; time++) {
                    if (time % 16 != 0) {
                        appender.setText(0, "h" + time % 9).setLong(1, time).endRow();
                    }
                }
                appender.commit();
            }
            database.execute("CHECKPOINT");
            database.execute("ALTER TABLE t ADD COLUMN room SYMBOL");
            try (Appender appender = database.appender("t")) {
                for (int time = 0; time < rowCount; time += 16) {
                    appender.setLong(1, time).setText(2, "r" + time % 5).endRow();
                }
                appender.commit();
            }
            database.execute("CHECKPOINT");
            assertTrue(levelCount(database) > 1, "the rows lie in levels");
            List<String> expected = new ArrayList<>();
            for (int time = 0; time < rowCount; time++) {
                expected.add(time % 16 == 0 ? "NULL|r" + time % 5 : "h" + time % 9 + "|NULL");
            }
            Session session = database.session();
            String select = "SELECT host, room FROM t ORDER BY ts";
            assertEquals(expected, Rows.of(session.run(select)));
            assertEquals(expected.reversed(), Rows.of(session.run(select + " DESC")));
        }
    }

    private void check(Session session) {
        assertRows(session, "", row -> true);
        int low = random.nextInt(TIMES);
        int high = low + random.nextInt(TIMES);
        assertRows(
                session,
                " WHERE ts >= " + low + " AND ts < " + high,
                row -> row.time() >= low && row.time() < high);
        assertRows(session, " WHERE n > 900", row -> row.number() > 900);
        assertRows(
                session,
                " WHERE host IN ('h3', 'h4', 'h5')",
                row -> row.host() >= 3 && row.host() <= 5);
        assertRows(session, " WHERE n % 7 = 3", row -> row.number() % 7 == 3);
    }

    /** Ordered reads and the newest rows with a condition. */
    private void assertRows(Session session, String where, Predicate<Row> passes) {
        List<Row> expected = rows.stream().filter(passes).toList();
        String select = "SELECT host, n, ts::long AS tick, note FROM t" + where;
        List<String> texts = expected.stream().map(Row::text).toList();
        assertEquals(texts, Rows.of(session.run(select + " ORDER BY ts")));
        int limit = 1 + random.nextInt(400);
        assertEquals(
                texts.stream().limit(limit).toList(),
                Rows.of(session.run(select + " ORDER BY ts LIMIT " + limit)));
        assertEquals(
                texts.reversed().stream().limit(limit).toList(),
                Rows.of(session.run(select + " ORDER BY ts DESC LIMIT " + limit)));
        SequencedMap<Integer, Row> newest = new LinkedHashMap<>();
        expected.forEach(row -> newest.putLast(row.host(), row));
        assertEquals(
                newest.values().stream().map(Row::text).toList(),
                Rows.of(session.run(select + " LATEST ON ts PARTITION BY host")));
    }

    /** Commits some rows: in order, nearly in order, or in none. */
    private void append(Database database) {
        int count = 1 + random.nextInt(random.nextInt(4) == 0 ? 3_000 : 40);
        int disorder = random.nextInt(3);
        int start = random.nextInt(TIMES);
        try (Appender appender = database.appender("t")) {
            for (int row = 0; row < count; row++) {
                int time =
                        switch (disorder) {
                            case 0 -> start + row / 2;
                            case 1 -> start + row + random.nextInt(20);
                            default -> random.nextInt(TIMES);
                        };
                add(appender, new Row(random.nextInt(HOSTS) - 1, number, time, "note " + number));
                number++;
            }
            appender.commit();
        }
        rows.sort(Comparator.comparingInt(Row::time));
    }

    private void appendShuffled(Database database, int count) {
        try (Appender appender = database.appender("t")) {
            for (int row = 0; row < count; row++) {
                int time = random.nextInt(TIMES);
                add(appender, new Row(random.nextInt(HOSTS) - 1, number, time, "note " + number));
                number++;
            }
            appender.commit();
        }
        rows.sort(Comparator.comparingInt(Row::time));
    }

    private static int levelCount(Database database) {
        Table table = database.store().table("t").orElseThrow();
        try (HeldRuns held = table.hold()) {
            return held.partitions().getFirst().state().levels().size();
        }
    }

    private void add(Appender appender, Row row) {
        rows.add(row);
        if (row.host() >= 0) {
            appender.setText(0, "h" + row.host());
        }
        appender.setLong(1, row.number());
        appender.setLong(2, row.time());
        appender.setText(3, row.note());
        appender.endRow();
    }

    private void keepLastOfEachKey() {
        Map<List<Integer>, Row> last = new HashMap<>();
        rows.forEach(row -> last.put(List.of(row.time(), row.host()), row));
        rows.removeIf(row -> !row.equals(last.get(List.of(row.time(), row.host()))));
    }
}
