package dev.tidemark.benchmarks.report;

import java.util.Locale;

/** A column of a report's table. */
public sealed interface Column {

    /** The metric that it is about. */
    Metric metric();

    /** First line of its head. */
    String title();

    /** Second line of its head. */
    String subtitle();

    /** A value as it is shown. */
    String format(double value);

    /** A metric as it was measured. */
    record Absolute(Metric metric) implements Column {
        @Override
        public String title() {
            return metric.title();
        }

        @Override
        public String subtitle() {
            return metric.moment();
        }

        @Override
        public String format(double value) {
            return metric.format(value);
        }
    }

    /** The ratio to the same contender in another scenario of the same round. */
    record AgainstScenario(Metric metric, String scenario) implements Column {
        @Override
        public String title() {
            return metric.title();
        }

        @Override
        public String subtitle() {
            return "/ " + scenario;
        }

        @Override
        public String format(double value) {
            return ratio(value);
        }
    }

    /** The ratio to another contender in the same scenario and round. */
    record AgainstContender(Metric metric, String contender) implements Column {
        @Override
        public String title() {
            return metric.title();
        }

        @Override
        public String subtitle() {
            return "/ " + contender;
        }

        @Override
        public String format(double value) {
            return ratio(value);
        }
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2fx", value);
    }
}
