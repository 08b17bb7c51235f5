package dev.tidemark.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Conditions on a symbol with many values, over sealed and hot rows: each query runs several times,
 * for posting lists come in only when a block is asked again.
 */
class SymbolConditionsTest {
    private static final int ROWS = 150_000;
    private static final int HOSTS = 400;
    private static final int QUERIES = 60;

    @TempDir Path folder;

    private final Random random = Seeds.random("symbol conditions");
    private final List<Row> rows = new ArrayList<>();

    private record Row(int host, long value, boolean hasValue, int time) {
        String text() {
            return "h" + host + "|" + (hasValue ? value : "NULL") + "|" + time;
        }
    }

    @Test
    void rowsAndSumsAreThoseOfAWalk() throws IOException {
        try (Database database = Database.open(folder)) {
            database.execute(
                    "CREATE TABLE t (host SYMBOL, value LONG, n INT, ts TIMESTAMP) timestamp(ts)");
            fill(database, 0, ROWS / 2);
            database.execute("CHECKPOINT");
            fill(database, ROWS / 2, ROWS);
            database.execute("CHECKPOINT");
            fill(database, ROWS, ROWS + 5_000);
            Session session = database.session();
            int found = 0;
            for (int query = 0; query < QUERIES; query++) {
                found += check(session);
            }
            assertFalse(found == 0);
        }
    }

    /** Asks for the rows of some hosts in some time; returns how many there are. */
    private int check(Session session) {
        int[] hosts =
                random.ints(1 + random.nextInt(random.nextBoolean() ? 3 : 40), 0, HOSTS + 5)
                        .distinct()
                        .toArray();
        int from = random.nextInt(rows.size());
        int to = from + random.nextInt(rows.size() - from);
        boolean positive = random.nextInt(3) == 0;
        List<Row> expected =
                rows.subList(from, to).stream()
                        .filter(row -> IntStream.of(hosts).anyMatch(host -> host == row.host()))
                        .filter(row -> !positive || (row.hasValue() && row.value() > 0))
                        .toList();
        String where =
                " FROM t WHERE "
                        + (positive ? "value > 0 AND " : "")
                        + "host IN ("
                        + String.join(
                                ", ",
                                IntStream.of(hosts).mapToObj(host -> "'h" + host + "'").toList())
                        + ") AND n >= "
                        + from
                        + " AND ts >= "
                        + from
                        + " AND ts < "
                        + to;
        List<String> texts = expected.stream().map(Row::text).toList();
        long sum = expected.stream().filter(Row::hasValue).mapToLong(Row::value).sum();
        boolean none = expected.stream().noneMatch(Row::hasValue);
        for (int time = 0; time < 3; time++) {
            assertEquals(texts, Rows.of(session.run("SELECT host, value, n" + where)));
            assertEquals(
                    List.of(expected.size() + "|" + (none ? "NULL" : sum)),
                    Rows.of(session.run("SELECT count(*), sum(value)" + where)));
        }
        assertEquals(
                texts.reversed().stream().limit(3).toList(),
                Rows.of(
                        session.run(
                                "SELECT host, value, n" + where + " ORDER BY ts DESC LIMIT 3")));
        return expected.size();
    }

    /** Rows of hosts in turn or at random, a row a tick. */
    private void fill(Database database, int from, int to) {
        boolean inTurn = random.nextBoolean();
        try (Appender appender = database.appender("t")) {
            for (int time = from; time < to; time++) {
                int host = inTurn ? time % HOSTS : random.nextInt(HOSTS);
                Row row = new Row(host, random.nextInt(200) - 100, random.nextInt(50) > 0, time);
                rows.add(row);
                appender.setText(0, "h" + host);
                if (row.hasValue()) {
                    appender.setLong(1, row.value());
                }
                appender.setLong(2, time);
                appender.setLong(3, time);
                appender.endRow();
            }
            appender.commit();
        }
    }
}
