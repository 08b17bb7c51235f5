package dev.tidemark.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random filters, aggregates, orders and limits over sealed and hot rows, against a naive model: a
 * list of rows that is walked row by row.
 */
class RandomQueriesTest {
    private static final int TABLES = 3;
    private static final int QUERIES = 25;
    private static final long STEP = 1_000;

    @TempDir Path folder;

    private final Random random = Seeds.random("RandomQueriesTest");

    /** A row in the order of arrival. */
    private record Row(
            int arrival,
            long time,
            @Nullable String host,
            @Nullable Long hits,
            @Nullable Double load) {}

    /** A condition as SQL and as the model sees it: true only where it is known to be true. */
    private record Condition(String sql, Predicate<Row> holds) {}

    @Test
    void answersAreThoseOfTheModel() throws IOException {
        for (int table = 0; table < TABLES; table++) {
            try (Database database = Database.open(folder.resolve("t" + table))) {
                List<Row> rows = load(database);
                for (int query = 0; query < QUERIES; query++) {
                    Condition condition = condition(2);
                    List<Row> kept =
                            rows.stream()
                                    .filter(condition.holds())
                                    .sorted(Comparator.comparingLong(Row::time))
                                    .toList();
                    checkRows(database, condition, kept);
                    checkAggregates(database, condition, kept);
                    checkSteps(database, condition, kept);
                    checkLatest(database, condition, kept);
                }
            }
        }
    }

    private List<Row> load(Database database) {
        database.execute(
                "CREATE TABLE t (ts TIMESTAMP, host SYMBOL, hits LONG, load DOUBLE) TIMESTAMP(ts)");
        List<Row> rows = new ArrayList<>();
        int count = random.nextInt(4_000);
        boolean ordered = random.nextBoolean();
        try (Appender appender = database.appender("t")) {
            for (int arrival = 0; arrival < count; arrival++) {
                long time = ordered ? arrival * 7L : random.nextInt(20_000);
                String host = random.nextInt(9) == 0 ? null : "h" + random.nextInt(12);
                Long hits = random.nextInt(9) == 0 ? null : (long) random.nextInt(-20, 20);
                Double load = random.nextInt(9) == 0 ? null : real();
                rows.add(new Row(arrival, time, host, hits, load));
                appender.setLong(0, time);
                if (host != null) {
                    appender.setText(1, host);
                }
                if (hits != null) {
                    appender.setLong(2, hits);
                }
                if (load != null) {
                    appender.setDouble(3, load);
                }
                appender.endRow();
                if (random.nextInt(1_000) == 0) {
                    appender.commit();
                    if (random.nextBoolean()) {
                        database.execute("CHECKPOINT");
                    }
                }
            }
            appender.commit();
        }
        return rows;
    }

    private double real() {
        return switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> -0.0;
            default -> random.nextInt(-8, 8) / 2.0;
        };
    }

    private Condition condition(int depth) {
        if (depth > 0 && random.nextBoolean()) {
            Condition left = condition(depth - 1);
            Condition right = condition(depth - 1);
            return random.nextBoolean()
                    ? new Condition(
                            "(" + left.sql + " AND " + right.sql + ")", left.holds.and(right.holds))
                    : new Condition(
                            "(" + left.sql + " OR " + right.sql + ")", left.holds.or(right.holds));
        }
        long low = random.nextInt(-22, 22);
        long from = random.nextInt(20_000);
        double real = random.nextInt(-16, 16) / 2.0;
        String host = "h" + random.nextInt(14);
        return switch (random.nextInt(12)) {
            case 0 -> new Condition("hits >= " + low, row -> row.hits != null && row.hits >= low);
            case 1 ->
                    new Condition(
                            "hits < " + (low + 0.5), row -> row.hits != null && row.hits <= low);
            case 2 -> new Condition("host = '" + host + "'", row -> host.equals(row.host));
            case 3 ->
                    new Condition(
                            "host <> '" + host + "'",
                            row -> row.host != null && !host.equals(row.host));
            case 4 ->
                    new Condition(
                            "host IN ('h1', '" + host + "')",
                            row -> "h1".equals(row.host) || host.equals(row.host));
            case 5 ->
                    new Condition(
                            "host LIKE 'h1%'",
                            row -> row.host != null && row.host.startsWith("h1"));
            case 6 -> new Condition("host IS NULL", row -> row.host == null);
            case 7 ->
                    new Condition(
                            "load > " + real,
                            row -> row.load != null && (row.load.isNaN() || row.load > real));
            case 8 -> new Condition("load <= " + real, row -> row.load != null && row.load <= real);
            case 9 -> new Condition("ts >= " + from, row -> row.time >= from);
            case 10 -> new Condition("ts < " + from, row -> row.time < from);
            default ->
                    new Condition(
                            "hits > load",
                            row ->
                                    row.hits != null
                                            && row.load != null
                                            && !row.load.isNaN()
                                            && row.hits > row.load);
        };
    }

    private void checkRows(Database database, Condition condition, List<Row> kept) {
        int limit = random.nextInt(1, 1_500);
        List<String> all = kept.stream().map(RandomQueriesTest::text).toList();
        String sql = "SELECT ts::long AS tick, host, hits, load FROM t WHERE " + condition.sql;
        assertEquals(all, Rows.of(database.query(sql)), sql);
        int count = Math.min(limit, all.size());
        String last = sql + " LIMIT -" + limit;
        assertEquals(
                all.subList(all.size() - count, all.size()), Rows.of(database.query(last)), last);
        String newest = sql + " ORDER BY ts DESC LIMIT " + limit;
        assertEquals(all.reversed().subList(0, count), Rows.of(database.query(newest)), newest);
        String byHits = sql + " ORDER BY hits, ts LIMIT " + limit;
        List<String> sorted =
                kept.stream()
                        .sorted(
                                Comparator.comparing(
                                                Row::hits,
                                                Comparator.nullsLast(Comparator.naturalOrder()))
                                        .thenComparingLong(Row::time))
                        .limit(limit)
                        .map(RandomQueriesTest::text)
                        .toList();
        assertEquals(sorted, Rows.of(database.query(byHits)), byHits);
    }

    private static void checkAggregates(Database database, Condition condition, List<Row> kept) {
        Map<String, List<Row>> groups = new TreeMap<>();
        kept.forEach(row ->
                groups.computeIfAbsent(String.valueOf(row.host), _ -> new ArrayList<>()).add(row));
        List<String> expected = new ArrayList<>();
        groups.forEach((host, rows) ->
                expected.add((host.equals("null") ? "NULL" : host) + "|" + summary(rows)));
        String list =
                "count(*), count(hits), sum(hits), min(hits), max(hits), first(hits), last(hits),"
                        + " count(distinct hits) FROM t WHERE "
                        + condition.sql;
        String sql = "SELECT host, " + list + " ORDER BY host NULLS LAST";
        expected.sort(
                Comparator.comparing((String row) -> row.startsWith("NULL"))
                        .thenComparing(Comparator.naturalOrder()));
        List<String> answer = new ArrayList<>(Rows.of(database.query(sql)));
        assertEquals(expected.stream().sorted().toList(), answer.stream().sorted().toList(), sql);
        String whole = "SELECT " + list;
        assertEquals(List.of(summary(kept)), Rows.of(database.query(whole)), whole);
    }

    /** What a query tells of a group. */
    private static String summary(List<Row> rows) {
        List<Long> hits = rows.stream().map(Row::hits).filter(Objects::nonNull).toList();
        List<String> cells = new ArrayList<>();
        cells.add(Integer.toString(rows.size()));
        cells.add(Integer.toString(hits.size()));
        if (hits.isEmpty()) {
            cells.addAll(List.of("NULL", "NULL", "NULL", "NULL", "NULL"));
        } else {
            cells.add(Long.toString(hits.stream().mapToLong(Long::longValue).sum()));
            cells.add(Long.toString(hits.stream().mapToLong(Long::longValue).min().orElseThrow()));
            cells.add(Long.toString(hits.stream().mapToLong(Long::longValue).max().orElseThrow()));
            cells.add(Long.toString(hits.getFirst()));
            cells.add(Long.toString(hits.getLast()));
        }
        cells.add(Long.toString(hits.stream().distinct().count()));
        return String.join("|", cells);
    }

    private void checkSteps(Database database, Condition condition, List<Row> kept) {
        Map<Long, List<Row>> steps = new TreeMap<>();
        kept.forEach(row ->
                steps.computeIfAbsent(row.time / STEP * STEP, _ -> new ArrayList<>()).add(row));
        List<String> expected = new ArrayList<>();
        steps.forEach((time, rows) -> expected.add(time + "|" + rows.size()));
        String sql =
                "SELECT ts::long AS tick, count(*) FROM t WHERE " + condition.sql + " SAMPLE BY 1T";
        assertEquals(expected, Rows.of(database.query(sql)), sql);
        int limit = random.nextInt(1, 25);
        int count = Math.min(limit, expected.size());
        assertEquals(
                expected.subList(0, count), Rows.of(database.query(sql + " LIMIT " + limit)), sql);
        assertEquals(
                expected.reversed().subList(0, count),
                Rows.of(database.query(sql + " ORDER BY ts DESC LIMIT " + limit)),
                sql);
    }

    private static void checkLatest(Database database, Condition condition, List<Row> kept) {
        Map<String, Row> newest = new TreeMap<>();
        kept.forEach(row -> newest.put(String.valueOf(row.host), row));
        List<String> expected =
                newest.values().stream()
                        .map(RandomQueriesTest::text)
                        .sorted()
                        .collect(Collectors.toList());
        String sql =
                "SELECT ts::long AS tick, host, hits, load FROM t WHERE "
                        + condition.sql
                        + " LATEST ON ts PARTITION BY host";
        assertEquals(expected, Rows.of(database.query(sql)).stream().sorted().toList(), sql);
    }

    private static String text(Row row) {
        String load = row.load == null ? "NULL" : number(row.load);
        return row.time
                + "|"
                + (row.host == null ? "NULL" : row.host)
                + "|"
                + (row.hits == null ? "NULL" : row.hits)
                + "|"
                + load;
    }

    private static String number(double value) {
        if (value != Math.rint(value)) {
            return Double.toString(value);
        }
        return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
    }
}
