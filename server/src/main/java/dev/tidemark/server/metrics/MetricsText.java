package dev.tidemark.server.metrics;

import dev.tidemark.server.format.TextBytes;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures on their way into the text format of Prometheus. Belongs to one thread. */
final class MetricsText {
    /** What the format adds to the names of counters. */
    private static final String COUNTER_SUFFIX = "_total";

    private final Map<Metric, List<Value>> values = new LinkedHashMap<>();

    /** What kind of figure a metric is. */
    enum Kind {
        /** Grows until the server ends. */
        COUNTER,
        /** Goes up and down. */
        GAUGE
    }

    /**
     * A metric.
     *
     * @param name in lower case with underscores, its unit last; that of a counter ends in {@code
     *     _total}
     * @param help one line about it
     */
    record Metric(String name, Kind kind, String help) {}

    /** A label of a value. */
    record Label(String name, String value) {}

    private record Value(Labels labels, double number) {}

    /** Adds a value of a metric. */
    void add(Metric metric, List<Label> labels, double value) {
        List<String> names = labels.stream().map(Label::name).toList();
        List<String> texts = labels.stream().map(Label::value).toList();
        values.computeIfAbsent(metric, _ -> new ArrayList<>())
                .add(new Value(Labels.of(names, texts), value));
    }

    /** Adds a metric of a single value. */
    void add(Metric metric, double value) {
        add(metric, List.of(), value);
    }

    /** All metrics, in the order of their names. */
    TextBytes text() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        values.forEach((metric, its) -> all.metricSnapshot(snapshot(metric, its)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(bytes, all.build());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        TextBytes text = new TextBytes();
        text.put(bytes.toByteArray());
        return text;
    }

    private static MetricSnapshot snapshot(Metric metric, List<Value> values) {
        return switch (metric.kind) {
            case GAUGE -> gauge(metric, values);
            case COUNTER -> counter(metric, values);
        };
    }

    private static GaugeSnapshot gauge(Metric metric, List<Value> values) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(metric.name).help(metric.help);
        for (Value value : values) {
            gauge.dataPoint(
                    GaugeDataPointSnapshot.builder()
                            .labels(value.labels)
                            .value(value.number)
                            .build());
        }
        return gauge.build();
    }

    private static CounterSnapshot counter(Metric metric, List<Value> values) {
        String name = metric.name.substring(0, metric.name.length() - COUNTER_SUFFIX.length());
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(metric.help);
        for (Value value : values) {
            counter.dataPoint(
                    CounterDataPointSnapshot.builder()
                            .labels(value.labels)
                            .value(value.number)
                            .build());
        }
        return counter.build();
    }
}
