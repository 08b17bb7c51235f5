package dev.tidemark.benchmarks.compare;

import dev.tidemark.benchmarks.contender.SqlServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A query over cpu-only rows that all databases here understand.
 *
 * @param name what it is called in reports
 * @param sql the query
 */
record Question(String name, String sql) {

    private static final int REPETITIONS = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    /** A scan of everything, a grouping by host and hour, and the hours of one host. */
    static final List<Question> FIXED =
            List.of(
                    new Question(
                            "full-aggregate",
                            "SELECT count(), sum(usage_user), max(usage_system),"
                                    + " avg(usage_idle) FROM cpu"),
                    new Question(
                            "host-and-hour",
                            "SELECT timestamp, hostname, avg(usage_user), avg(usage_system)"
                                    + " FROM cpu SAMPLE BY 1h"),
                    new Question(
                            "one-host",
                            "SELECT timestamp, max(usage_user) FROM cpu"
                                    + " WHERE hostname = 'host_42' SAMPLE BY 1m"));

    /** Median time of a few repetitions after a first one that does not count. */
    double medianMillis(SqlServer server) throws IOException, InterruptedException {
        server.time(sql);
        long[] nanos = new long[REPETITIONS];
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            nanos[repetition] = server.time(sql).toNanos();
        }
        Arrays.sort(nanos);
        return nanos[REPETITIONS / 2] / NANOS_PER_MILLI;
    }

    /** Sum of the medians of several queries. */
    static double totalMillis(List<Question> questions, SqlServer server)
            throws IOException, InterruptedException {
        double total = 0;
        for (Question question : questions) {
            total += question.medianMillis(server);
        }
        return total;
    }
}
