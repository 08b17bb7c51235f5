package dev.tidemark.server;

import dev.tidemark.tsbs.generate.CpuMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A query of the Time Series Benchmark Suite over its cpu-only rows.
 *
 * @param name of its type, with the dialect
 * @param text with question marks for times
 * @param times that stand for them
 */
record TsbsQuestion(String name, String text, List<String> times) {

    /** The text with the times in it. */
    String withTimes() {
        String whole = text;
        for (String time : times) {
            whole = whole.replaceFirst("\\?", "'" + time + "'");
        }
        return whole;
    }

    /**
     * All fifteen types in both dialects in which the suite's programs ask them: one names the
     * timestamp of a step, the other leaves it out.
     *
     * @param hosts that there are
     * @param hours that the rows span, at least one, from the start of 2016 on
     */
    static List<TsbsQuestion> all(Random random, int hosts, int hours) {
        List<TsbsQuestion> questions = new ArrayList<>();
        for (boolean named : new boolean[] {true, false}) {
            new Dialect(named, random, hosts, hours).addTo(questions);
        }
        return questions;
    }

    /** The questions of one dialect. */
    private record Dialect(boolean named, Random random, int hosts, int hours) {
        void addTo(List<TsbsQuestion> questions) {
            for (int metrics : new int[] {1, 5}) {
                questions.add(maxima(metrics, 1, 1, "1m", "single-groupby"));
                questions.add(maxima(metrics, 1, hours, "1m", "single-groupby"));
                questions.add(maxima(metrics, 8, 1, "1m", "single-groupby"));
            }
            questions.add(maxima(CpuMetrics.NAMES.size(), 1, hours, "1h", "cpu-max-all"));
            questions.add(maxima(CpuMetrics.NAMES.size(), 8, hours, "1h", "cpu-max-all"));
            for (int metrics : new int[] {1, 5, CpuMetrics.NAMES.size()}) {
                questions.add(averages(metrics));
            }
            questions.add(busy("", "high-cpu-all"));
            questions.add(busy(" AND " + someHosts(1), "high-cpu-1"));
            questions.add(question("lastpoint", "SELECT * FROM cpu latest by hostname", List.of()));
            String minutes = "max(usage_user) FROM cpu WHERE timestamp < ? SAMPLE BY 1m ";
            questions.add(
                    question(
                            "groupby-orderby-limit",
                            named
                                    ? "SELECT timestamp AS minute, " + minutes + "LIMIT 5"
                                    : "SELECT " + minutes + "ORDER BY timestamp DESC LIMIT 5",
                            List.of(time(3_600 * hours - random.nextInt(600)))));
        }

        private TsbsQuestion maxima(
                int metrics, int hostCount, int hoursAsked, String step, String kind) {
            return question(
                    kind + "-" + metrics + "-" + hostCount + "-" + hoursAsked,
                    "SELECT %s%s FROM cpu WHERE %s AND timestamp >= ? AND timestamp < ? SAMPLE BY %s"
                            .formatted(
                                    named ? "timestamp, " : "",
                                    aggregates("max", metrics),
                                    someHosts(hostCount),
                                    step),
                    span(hoursAsked));
        }

        private TsbsQuestion averages(int metrics) {
            return question(
                    "double-groupby-" + metrics,
                    "SELECT %shostname, %s FROM cpu WHERE timestamp >= ? AND timestamp < ?"
                                    .formatted(
                                            named ? "timestamp, " : "", aggregates("avg", metrics))
                            + " SAMPLE BY 1h"
                            + (named ? " GROUP BY timestamp, hostname" : ""),
                    span(hours));
        }

        private TsbsQuestion busy(String condition, String kind) {
            return question(
                    kind,
                    "SELECT * FROM cpu WHERE usage_user > 90.0%s AND timestamp >= ? AND timestamp < ?"
                            .formatted(condition),
                    span(hours));
        }

        private TsbsQuestion question(String kind, String text, List<String> times) {
            return new TsbsQuestion((named ? "upstream " : "fork ") + kind, text, times);
        }

        private List<String> span(int hoursAsked) {
            int begin = hoursAsked == hours ? 0 : random.nextInt(3_600 * (hours - hoursAsked));
            return List.of(time(begin), time(begin + 3_600 * hoursAsked));
        }

        private static String time(int seconds) {
            return "2016-01-01T%02d:%02d:%02dZ"
                    .formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
        }

        private String someHosts(int count) {
            return random.ints(0, hosts)
                    .distinct()
                    .limit(count)
                    .mapToObj(host -> "'host_" + host + "'")
                    .collect(Collectors.joining(", ", "hostname IN (", ")"));
        }

        private static String aggregates(String function, int count) {
            return IntStream.range(0, count)
                    .mapToObj(CpuMetrics.NAMES::get)
                    .map(metric -> "%s(%s) AS %s_%s".formatted(function, metric, function, metric))
                    .collect(Collectors.joining(", "));
        }
    }
}
