package dev.tidemark.benchmarks.compare;

import dev.tidemark.benchmarks.data.DataSet;
import dev.tidemark.tsbs.generate.CpuMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * The fifteen queries of the Time Series Benchmark Suite over cpu-only rows, with hosts and times
 * chosen at random as there. The same seed gives the same questions.
 */
final class QuestionShapes {

    private static final int SEVERAL = 5;
    private static final int MANY_HOSTS = 8;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WORKING_DAY = Duration.ofHours(8);
    private static final Duration HALF_DAY = Duration.ofHours(12);

    private final Random random;
    private final int hosts;
    private final Duration range;

    /**
     * @param seed chooses hosts and times
     * @param hosts number of hosts that there are
     * @param range time from the first row to the last
     */
    QuestionShapes(long seed, int hosts, Duration range) {
        random = new Random(seed);
        this.hosts = hosts;
        this.range = range;
    }

    /** One question of each kind. */
    List<Question> next() {
        List<Question> questions = new ArrayList<>();
        for (int metrics : new int[] {1, SEVERAL}) {
            questions.add(singleGroup(metrics, 1, HOUR));
            questions.add(singleGroup(metrics, 1, HALF_DAY));
            questions.add(singleGroup(metrics, MANY_HOSTS, HOUR));
        }
        questions.add(maximumOfAll(1));
        questions.add(maximumOfAll(MANY_HOSTS));
        questions.add(doubleGroup("1", 1));
        questions.add(doubleGroup("5", SEVERAL));
        questions.add(doubleGroup("all", CpuMetrics.NAMES.size()));
        questions.add(highUsage("1", " AND hostname IN " + hostList(1)));
        questions.add(highUsage("all", ""));
        questions.add(
                new Question(
                        "lastpoint",
                        "SELECT * FROM cpu LATEST ON timestamp PARTITION BY hostname"));
        questions.add(
                new Question(
                        "groupby-orderby-limit",
                        "SELECT timestamp, max(usage_user) FROM cpu WHERE timestamp < '"
                                + begin(HOUR).plus(HOUR)
                                + "' SAMPLE BY 1m ORDER BY timestamp DESC LIMIT 5"));
        return questions;
    }

    private Question singleGroup(int metrics, int hostCount, Duration window) {
        return new Question(
                "single-groupby-%d-%d-%d".formatted(metrics, hostCount, window.toHours()),
                "SELECT timestamp, %s FROM cpu WHERE hostname IN %s AND %s SAMPLE BY 1m"
                        .formatted(
                                aggregates("max", metrics), hostList(hostCount), within(window)));
    }

    private Question maximumOfAll(int hostCount) {
        return new Question(
                "cpu-max-all-" + hostCount,
                "SELECT timestamp, %s FROM cpu WHERE hostname IN %s AND %s SAMPLE BY 1h"
                        .formatted(
                                aggregates("max", CpuMetrics.NAMES.size()),
                                hostList(hostCount),
                                within(WORKING_DAY)));
    }

    private Question doubleGroup(String label, int metrics) {
        return new Question(
                "double-groupby-" + label,
                "SELECT timestamp, hostname, %s FROM cpu WHERE %s SAMPLE BY 1h"
                        .formatted(aggregates("avg", metrics), within(HALF_DAY)));
    }

    private Question highUsage(String label, String condition) {
        return new Question(
                "high-cpu-" + label,
                "SELECT * FROM cpu WHERE usage_user > 90.0%s AND %s"
                        .formatted(condition, within(HALF_DAY)));
    }

    private static String aggregates(String function, int metrics) {
        return CpuMetrics.NAMES.stream()
                .limit(metrics)
                .map(metric -> "%s(%s) AS %s_%s".formatted(function, metric, function, metric))
                .collect(Collectors.joining(", "));
    }

    private String hostList(int count) {
        return random.ints(0, hosts)
                .distinct()
                .limit(count)
                .mapToObj(host -> "'host_" + host + "'")
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private String within(Duration window) {
        Instant begin = begin(window);
        return "timestamp >= '%s' AND timestamp < '%s'".formatted(begin, begin.plus(window));
    }

    /**
     * A time at random such that the window lies within the rows, if it is not longer than they.
     */
    private Instant begin(Duration window) {
        long spareSeconds = Math.max(0, range.minus(window).toSeconds());
        return DataSet.START.plusSeconds(random.nextLong(spareSeconds + 1));
    }
}
