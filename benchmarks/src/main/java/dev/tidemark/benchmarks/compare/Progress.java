package dev.tidemark.benchmarks.compare;

import dev.tidemark.benchmarks.report.Measurement;
import dev.tidemark.benchmarks.report.Metric;
import java.util.List;
import java.util.stream.Collectors;

/** One line for a run that has ended. */
final class Progress {

    private static final List<Metric> SHOWN =
            List.of(
                    Metric.ROWS_PER_SECOND,
                    Metric.CPU_AT_ARRIVAL,
                    Metric.QUERY,
                    Metric.LATENCY_MEDIAN,
                    Metric.FOREIGN_CPU);

    private Progress() {}

    static String of(Measurement measurement) {
        String figures =
                SHOWN.stream()
                        .filter(metric -> measurement.value(metric).isPresent())
                        .map(metric ->
                                metric.format(measurement.value(metric).orElseThrow())
                                        + " "
                                        + metric.title())
                        .collect(Collectors.joining(", "));
        return "round %d, %s, %s: %s"
                .formatted(
                        measurement.round(),
                        measurement.scenario(),
                        measurement.contender(),
                        figures);
    }
}
