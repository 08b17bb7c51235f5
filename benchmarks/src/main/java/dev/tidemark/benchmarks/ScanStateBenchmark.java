package dev.tidemark.benchmarks;

import dev.tidemark.core.catalog.CompactionOptions;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.table.HeldRuns;
import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.Table;
import dev.tidemark.sql.Appender;
import dev.tidemark.sql.Database;
import dev.tidemark.sql.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Scans of a day of some two million rows, in milliseconds: in a state as bad as clusters of late
 * rows and then thinly spread ones can make it, eight levels, the lowest of more than a hundred
 * pieces, and as one piece, after a compaction.
 *
 * <p>What reads all rows must take at most 1.3 times as long in the first as in the second. {@link
 * Question#NEWEST} and {@link Question#LAST} read little, but from every level.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED"
        })
public class ScanStateBenchmark {
    private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);
    private static final int BASE_ROWS = 1 << 19;

    /** As many rows as pay for the two pieces that they add. */
    private static final int CLUSTER_ROWS = 1 << 13;

    private static final int CLUSTERS_PER_SEAL = 64;
    private static final int SEALS_OF_CLUSTERS = 3;

    /** Each too small beside the one before it to be merged with it. */
    private static final List<Integer> THIN_LEVELS =
            List.of(200_000, 60_000, 18_000, 5_400, 1_600, 480, 140);

    /** How the rows lie. */
    public enum Layout {
        WORST,
        COMPACTED
    }

    /** What is asked. */
    public enum Question {
        BY_HOUR("SELECT date_trunc('hour', ts) h, avg(a), max(b) FROM t GROUP BY h"),
        FILTER("SELECT count() FROM t WHERE a > 90 AND b < 20"),
        NEWEST("SELECT ts, a FROM t WHERE b = 7 ORDER BY ts DESC LIMIT 1000"),
        LAST("SELECT * FROM t ORDER BY ts DESC LIMIT 1000"),
        FIRST("SELECT * FROM t ORDER BY ts LIMIT 1000"),
        IN_ORDER("SELECT * FROM t ORDER BY ts");

        private final String sql;

        Question(String sql) {
            this.sql = sql;
        }
    }

    @Param public Layout layout = Layout.WORST;
    @Param public Question question = Question.BY_HOUR;

    private final Random random = new Random(1);
    private Path folder = Path.of("");
    private @Nullable Database open;

    @Setup(Level.Trial)
    public void fill() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("tidemark-scan");
        open(new CompactionOptions(Long.MAX_VALUE >> 24, 1));
        Database database = database();
        database.execute(
                "CREATE TABLE t (ts TIMESTAMP, a LONG, b LONG) timestamp(ts) PARTITION BY DAY");
        long step = DAY_MICROS / BASE_ROWS;
        try (Appender appender = database.appender("t")) {
            for (int row = 0; row < BASE_ROWS; row++) {
                add(appender, row * step);
            }
            seal(appender);
            for (int seal = 0; seal < SEALS_OF_CLUSTERS; seal++) {
                for (int cluster = 0; cluster < CLUSTERS_PER_SEAL; cluster++) {
                    int place = cluster * SEALS_OF_CLUSTERS + seal;
                    long gap = BASE_ROWS / CLUSTERS_PER_SEAL / SEALS_OF_CLUSTERS * step * place;
                    for (int row = 0; row < CLUSTER_ROWS; row++) {
                        add(appender, gap + 1 + row);
                    }
                }
                seal(appender);
            }
            for (int rows : THIN_LEVELS) {
                for (int row = 0; row < rows; row++) {
                    add(appender, random.nextLong(DAY_MICROS));
                }
                seal(appender);
            }
        }
        if (layout == Layout.COMPACTED) {
            database.close();
            open(new CompactionOptions(1, Long.MAX_VALUE >> 1));
            while (state().pieceCount() > 1) {
                Thread.sleep(10);
            }
        }
        PartitionState state = state();
        System.out.printf(
                "%,d rows, %d levels, %d pieces%n",
                state.rowCount(), state.levels().size(), state.pieceCount());
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        database().close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public int scan() {
        int rows = 0;
        try (Result result = database().query(question.sql)) {
            while (result.next()) {
                rows += result.rowCount();
            }
        }
        return rows;
    }

    private void add(Appender appender, long timestamp) {
        appender.setLong(0, timestamp)
                .setLong(1, random.nextInt(101))
                .setLong(2, random.nextInt(101))
                .endRow();
    }

    private void seal(Appender appender) {
        appender.commit();
        database().execute("CHECKPOINT");
    }

    private void open(CompactionOptions compaction) throws IOException {
        open = Database.open(StoreOptions.of(folder).withCompaction(compaction));
    }

    private Database database() {
        return Objects.requireNonNull(open, "opened by the setup");
    }

    private PartitionState state() {
        Table table = database().store().table("t").orElseThrow();
        try (HeldRuns held = table.hold()) {
            return held.partitions().getFirst().state();
        }
    }
}
