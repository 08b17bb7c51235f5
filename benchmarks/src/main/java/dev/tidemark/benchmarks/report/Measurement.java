package dev.tidemark.benchmarks.report;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one run gave.
 *
 * @param scenario what was done
 * @param contender who did it
 * @param round in which round, counted from 1
 * @param values what was measured; a metric that the contender does not have is missing
 */
public record Measurement(
        String scenario, String contender, int round, Map<Metric, Double> values) {

    /** Copies the values, in the order of the metrics. */
    public Measurement {
        EnumMap<Metric, Double> copy = new EnumMap<>(Metric.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    /** The value of a metric, if it was measured. */
    public OptionalDouble value(Metric metric) {
        Double value = values.get(metric);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
