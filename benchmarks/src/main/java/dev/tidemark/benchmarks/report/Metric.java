package dev.tidemark.benchmarks.report;

import java.util.Locale;

/** What is measured. */
public enum Metric {
    ROWS_PER_SECOND("rows/s", "rows a second", "until visible", 0),
    ROWS_SENT_PER_SECOND("rows/s", "rows a second", "all answered", 0),
    CPU_AT_ARRIVAL("CPU µs/row", "microseconds a row", "until visible", 3),
    CPU_SETTLED("CPU µs/row", "microseconds a row", "when settled", 3),
    WRITTEN_AT_ARRIVAL("written/byte", "bytes a byte", "until visible", 3),
    WRITTEN_SETTLED("written/byte", "bytes a byte", "when settled", 3),
    STORED_BYTES("disk B/row", "bytes a row", "when settled", 1),
    PEAK_MEMORY("peak MiB", "MiB", "resident", 0),
    PIECES("pieces", "pieces", "when settled", 0),
    LEVELS("levels", "levels", "when settled", 0),
    QUERY_BEFORE("query ms", "milliseconds", "at once", 1),
    QUERY_AFTER("query ms", "milliseconds", "when settled", 1),
    QUERY("query ms", "milliseconds", "median", 2),
    QUERY_SLOWEST("query ms", "milliseconds", "slowest", 2),
    LATENCY_MEDIAN("latency ms", "milliseconds", "p50", 2),
    LATENCY_HIGH("latency ms", "milliseconds", "p99", 2),
    FOREIGN_CPU("other CPU %", "percent of the machine", "meanwhile", 1),
    LOAD_BEFORE("load", "threads", "before", 2);

    private final String title;
    private final String unit;
    private final String moment;
    private final int decimals;

    Metric(String title, String unit, String moment, int decimals) {
        this.title = title;
        this.unit = unit;
        this.moment = moment;
        this.decimals = decimals;
    }

    /** Head of a column, first line. */
    public String title() {
        return title;
    }

    /** The unit, in full. */
    public String unit() {
        return unit;
    }

    /** When or how it was taken; second line of a column's head. */
    public String moment() {
        return moment;
    }

    /** A value as it is shown. */
    public String format(double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** The name in files: {@code rows-per-second}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
