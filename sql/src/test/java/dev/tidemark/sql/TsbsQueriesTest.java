package dev.tidemark.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.sql.function.ValueText;
import dev.tidemark.sql.time.TimeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The queries of the Time Series Benchmark Suite, in both dialects in which its programs send them,
 * against DuckDB, over rows that come late and unsorted and have NULLs.
 */
class TsbsQueriesTest {
    private static final int HOSTS = 200;
    private static final int STEPS = 300;
    private static final int SEALED_ROWS = 28_000;
    private static final long STEP_MICROS = 60_000_000;
    private static final String START = "2016-01-01T00:00:00Z";
    private static final List<String> METRICS =
            List.of(
                    "usage_user",
                    "usage_system",
                    "usage_idle",
                    "usage_nice",
                    "usage_iowait",
                    "usage_irq",
                    "usage_softirq",
                    "usage_steal",
                    "usage_guest",
                    "usage_guest_nice");
    private static final String SPAN =
            "timestamp >= '2016-01-01T01:39:49Z' AND timestamp < '2016-01-01T04:39:49Z'";
    private static final String ONE_HOST = "hostname IN ('host_17') AND ";
    private static final String EIGHT_HOSTS =
            IntStream.of(3, 17, 29, 44, 58, 71, 99, 190)
                    .mapToObj(host -> "'host_" + host + "'")
                    .collect(Collectors.joining(", ", "hostname IN (", ") AND "));

    @TempDir static Path folder;
    private static Database database;
    private static Connection duck;

    /** One row of the table: a host's metrics at a time; a negative metric is NULL. */
    private record Sample(int host, long timeMicros, List<Long> metrics) {}

    @BeforeAll
    static void load() throws IOException, SQLException {
        database = Database.open(folder.resolve("data"));
        duck = DriverManager.getConnection("jdbc:duckdb:");
        String metrics = METRICS.stream().map(name -> name + " %s, ").collect(Collectors.joining());
        database.execute(
                "CREATE TABLE cpu (hostname SYMBOL, region SYMBOL, "
                        + metrics.replace("%s", "LONG")
                        + "timestamp TIMESTAMP) TIMESTAMP(timestamp) PARTITION BY DAY");
        List<Sample> samples = samples(new Random(7));
        append(samples);
        Path file = folder.resolve("cpu.csv");
        Files.write(file, samples.stream().map(TsbsQueriesTest::line).toList());
        try (Statement statement = duck.createStatement()) {
            statement.execute(
                    "CREATE TABLE cpu (hostname VARCHAR, region VARCHAR, "
                            + metrics.replace("%s", "BIGINT")
                            + "timestamp TIMESTAMP)");
            statement.execute("COPY cpu FROM '" + file + "' (HEADER false, NULLSTR '')");
        }
    }

    @AfterAll
    static void close() throws IOException, SQLException {
        duck.close();
        database.close();
    }

    @Test
    void maximaOfSomeHostsByMinute() throws SQLException {
        for (String hosts : List.of(ONE_HOST, EIGHT_HOSTS)) {
            for (int count : new int[] {1, 5}) {
                String list = aggregates("max", count);
                String where = " FROM cpu WHERE " + hosts + SPAN;
                List<String> expected =
                        duck(step("minute"), list + where + " GROUP BY 1 ORDER BY 1");
                assertEquals(expected, ours("SELECT timestamp, " + list + where + " SAMPLE BY 1m"));
                assertEquals(
                        withoutFirst(expected), ours("SELECT " + list + where + " SAMPLE BY 1m"));
            }
        }
    }

    @Test
    void maximaOfAllMetricsByHour() throws SQLException {
        for (String hosts : List.of(ONE_HOST, EIGHT_HOSTS)) {
            String list = aggregates("max", METRICS.size());
            String where = " FROM cpu WHERE " + hosts + SPAN;
            List<String> expected = duck(step("hour"), list + where + " GROUP BY 1 ORDER BY 1");
            assertEquals(withoutFirst(expected), ours("SELECT " + list + where + " SAMPLE BY 1h"));
        }
    }

    @Test
    void averagesByHourAndHost() throws SQLException {
        for (int count : new int[] {1, 5, 10}) {
            String list = "hostname, " + aggregates("avg", count) + " FROM cpu WHERE " + SPAN;
            List<String> expected = duck(step("hour"), list + " GROUP BY 1, 2");
            assertEquals(
                    sorted(expected),
                    sorted(
                            ours(
                                    "SELECT timestamp, "
                                            + list
                                            + " SAMPLE BY 1h GROUP BY timestamp, hostname")));
            assertEquals(
                    sorted(withoutFirst(expected)),
                    sorted(ours("SELECT " + list + " SAMPLE BY 1h")));
        }
    }

    @Test
    void maximaOfFiveMinutes() throws SQLException {
        String list = "max(usage_user) FROM cpu WHERE timestamp < '2016-01-01T02:39:49Z'";
        assertEquals(
                duck(step("minute"), list + " GROUP BY 1 ORDER BY 1 LIMIT 5"),
                ours("SELECT timestamp AS minute, " + list + " SAMPLE BY 1m LIMIT 5"));
        assertEquals(
                withoutFirst(duck(step("minute"), list + " GROUP BY 1 ORDER BY 1 DESC LIMIT 5")),
                ours("SELECT " + list + " SAMPLE BY 1m ORDER BY timestamp DESC LIMIT 5"));
    }

    @Test
    void busyHosts() throws SQLException {
        for (String hosts : List.of("", ONE_HOST)) {
            String where = " FROM cpu WHERE usage_user > 90.0 AND " + hosts + SPAN;
            List<String> rows = ours("SELECT timestamp, *" + where);
            assertFalse(rows.isEmpty());
            List<String> times =
                    rows.stream().map(row -> row.substring(0, row.indexOf('|'))).toList();
            assertEquals(sorted(times), times, "rows come in the order of time");
            assertEquals(sorted(duck("epoch_us(timestamp)", micros() + where)), sorted(rows));
        }
    }

    @Test
    void lastPoint() throws SQLException {
        String newest =
                " FROM cpu QUALIFY row_number() OVER (PARTITION BY hostname ORDER BY timestamp"
                        + " DESC) = 1";
        assertEquals(
                sorted(duck("1", micros() + newest)),
                sorted(ours("SELECT 1, * FROM cpu latest by hostname")));
    }

    @Test
    void timesAsParameters() throws SQLException {
        Session session = database.session();
        Prepared prepared =
                session.prepare(
                        "SELECT count(*), max(usage_user) FROM cpu"
                                + " WHERE timestamp >= $1 AND timestamp < $2");
        Result result =
                prepared.run(
                        List.of(
                                new Parameter.Text("2016-01-01T01:39:49Z"),
                                new Parameter.Text("2016-01-01T04:39:49Z")));
        assertEquals(duck("count(*)", "max(usage_user) FROM cpu WHERE " + SPAN), cells(result));
    }

    /**
     * Every host at every step, in the order of arrival: some rows late, some stretches shuffled.
     */
    private static List<Sample> samples(Random random) {
        long start = TimeText.parse(START, ColumnType.TIMESTAMP).orElseThrow();
        List<Sample> samples = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            for (int host = 0; host < HOSTS; host++) {
                List<Long> metrics = new ArrayList<>();
                for (int metric = 0; metric < METRICS.size(); metric++) {
                    metrics.add(random.nextInt(20) == 0 ? -1L : random.nextInt(101));
                }
                samples.add(new Sample(host, start + step * STEP_MICROS, metrics));
            }
        }
        for (int index = 0; index < samples.size() / 50; index++) {
            int from = random.nextInt(samples.size());
            int to = Math.min(samples.size() - 1, from + random.nextInt(20_000));
            samples.add(to, samples.remove(from));
        }
        for (int from = 0; from + 2_000 < samples.size(); from += 9_000) {
            Collections.shuffle(samples.subList(from, from + 2_000), random);
        }
        return samples;
    }

    private static void append(List<Sample> samples) {
        try (Appender appender = database.appender("cpu")) {
            int rows = 0;
            for (Sample sample : samples) {
                appender.setText(0, "host_" + sample.host());
                appender.setText(1, "region_" + sample.host() % 5);
                for (int metric = 0; metric < METRICS.size(); metric++) {
                    if (sample.metrics().get(metric) >= 0) {
                        appender.setLong(2 + metric, sample.metrics().get(metric));
                    }
                }
                appender.setLong(2 + METRICS.size(), sample.timeMicros());
                appender.endRow();
                if (++rows % 7_000 == 0) {
                    appender.commit();
                }
                if (rows == SEALED_ROWS) {
                    database.execute("CHECKPOINT");
                }
            }
            appender.commit();
        }
    }

    private static String line(Sample sample) {
        StringBuilder line = new StringBuilder("host_" + sample.host());
        line.append(",region_").append(sample.host() % 5);
        for (long metric : sample.metrics()) {
            line.append(',').append(metric < 0 ? "" : Long.toString(metric));
        }
        return line.append(',')
                .append(TimeText.format(sample.timeMicros(), ColumnType.TIMESTAMP).replace("Z", ""))
                .toString();
    }

    private static String aggregates(String function, int count) {
        return METRICS.subList(0, count).stream()
                .map(name -> function + "(" + name + ") AS " + function + "_" + name)
                .collect(Collectors.joining(", "));
    }

    private static String step(String unit) {
        return "epoch_us(date_trunc('" + unit + "', timestamp))";
    }

    /** All columns, the time as a number. */
    private static String micros() {
        return "* REPLACE (epoch_us(timestamp) AS timestamp)";
    }

    private static List<String> ours(String sql) {
        return cells(database.query(sql));
    }

    private static List<String> cells(Result result) {
        List<String> rows = new ArrayList<>();
        try (result) {
            while (result.next()) {
                for (int row = 0; row < result.rowCount(); row++) {
                    List<String> cells = new ArrayList<>();
                    for (int column = 0; column < result.columns().size(); column++) {
                        cells.add(cell(result.column(column), row));
                    }
                    rows.add(String.join("|", cells));
                }
            }
        }
        return rows;
    }

    private static String cell(Vector vector, int row) {
        if (vector.isNull(row)) {
            return "NULL";
        }
        return switch (vector.type().vectorKind()) {
            case LONGS -> Long.toString(vector.longs()[row]);
            case DOUBLES -> "%.9g".formatted(vector.doubles()[row]);
            case CODES, BYTES, WIDE -> ValueText.format(vector, row);
        };
    }

    private static List<String> duck(String first, String rest) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + first + ", " + rest)) {
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    Object cell = result.getObject(column);
                    cells.add(
                            cell instanceof Double real
                                    ? "%.9g".formatted(real)
                                    : cell == null ? "NULL" : cell.toString());
                }
                rows.add(String.join("|", cells));
            }
        }
        return rows;
    }

    private static List<String> withoutFirst(List<String> rows) {
        return rows.stream().map(row -> row.substring(row.indexOf('|') + 1)).toList();
    }

    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }
}
