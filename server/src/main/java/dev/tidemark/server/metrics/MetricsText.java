package dev.tidemark.server.metrics;

import dev.tidemark.server.format.TextBytes;
import java.util.List;

/**
 * Figures in the text format of Prometheus, version 0.0.4: for each metric two comments and then a
 * line for each combination of labels. Belongs to one thread.
 */
final class MetricsText {
    /** Up to which whole numbers a double is exact. */
    private static final double MOST_EXACT = 1L << 53;

    private final TextBytes text = new TextBytes();

    /** What kind of figure a metric is. */
    enum Kind {
        /** Grows until the server ends. */
        COUNTER("counter"),
        /** Goes up and down. */
        GAUGE("gauge");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
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

    TextBytes text() {
        return text;
    }

    /** Begins a metric, whose values follow. */
    void begin(Metric metric) {
        text.put("# HELP " + metric.name + " " + metric.help + "\n");
        text.put("# TYPE " + metric.name + " " + metric.kind.word + "\n");
    }

    /** Adds a value of a metric that was begun. */
    void add(Metric metric, List<Label> labels, double value) {
        text.put(metric.name);
        char before = '{';
        for (Label label : labels) {
            text.put(before);
            text.put(label.name);
            text.put("=\"");
            text.put(escaped(label.value));
            text.put('"');
            before = ',';
        }
        text.put(labels.isEmpty() ? " " : "} ");
        boolean isWhole = value == Math.rint(value) && Math.abs(value) <= MOST_EXACT;
        text.put(isWhole ? Long.toString((long) value) : Double.toString(value));
        text.put('\n');
    }

    /** Adds a metric of a single value. */
    void add(Metric metric, double value) {
        begin(metric);
        add(metric, List.of(), value);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
