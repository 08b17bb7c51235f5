package dev.tidemark.benchmarks.report;

import dev.tidemark.benchmarks.machine.MachineDescription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All measurements of one benchmark.
 *
 * @param subject what was compared, and how
 * @param machine where
 * @param started when
 * @param measurements the runs, in their order
 * @param columns what is to be shown of them
 */
public record Report(
        Subject subject,
        MachineDescription machine,
        Instant started,
        List<Measurement> measurements,
        List<Column> columns) {

    /** Share of the machine that others may have before a run is distrusted, in percent. */
    public static final double TRUSTED_FOREIGN_PERCENT = 10;

    /**
     * What a benchmark is about.
     *
     * @param name its short name, for files
     * @param title one line for people
     * @param notes further lines: what the figures mean, and what to keep in mind
     */
    public record Subject(String name, String title, List<String> notes) {}

    /** A row of the table. */
    public record Line(String scenario, String contender) {}

    /** The rows of the table: scenarios, and in each contenders, as they first came. */
    public List<Line> lines() {
        List<String> contenders =
                measurements.stream().map(Measurement::contender).distinct().toList();
        return measurements.stream()
                .map(Measurement::scenario)
                .distinct()
                .flatMap(scenario -> contenders.stream().map(name -> new Line(scenario, name)))
                .filter(line -> measurements.stream().anyMatch(any -> isOf(any, line)))
                .toList();
    }

    /** What a cell of the table holds; empty if that was not measured. */
    public Optional<Spread> cell(Line line, Column column) {
        return Spread.of(
                measurements.stream()
                        .filter(measurement -> isOf(measurement, line))
                        .map(measurement -> value(measurement, column))
                        .flatMapToDouble(OptionalDouble::stream)
                        .toArray());
    }

    /** Whether others took so much of the machine in a round that a line says little. */
    public boolean isDistrusted(Line line) {
        return cell(line, new Column.Absolute(Metric.FOREIGN_CPU))
                .map(share -> share.maximum() > TRUSTED_FOREIGN_PERCENT)
                .orElse(false);
    }

    private OptionalDouble value(Measurement measurement, Column column) {
        OptionalDouble own = measurement.value(column.metric());
        Optional<Line> baseline =
                switch (column) {
                    case Column.Absolute _ -> Optional.empty();
                    case Column.AgainstScenario(_, String scenario) ->
                            Optional.of(new Line(scenario, measurement.contender()));
                    case Column.AgainstContender(_, String contender) ->
                            Optional.of(new Line(measurement.scenario(), contender));
                };
        if (baseline.isEmpty() || own.isEmpty()) {
            return own;
        }
        return measurements.stream()
                .filter(other -> other.round() == measurement.round())
                .filter(other -> isOf(other, baseline.get()))
                .map(other -> other.value(column.metric()))
                .flatMapToDouble(OptionalDouble::stream)
                .filter(value -> value > 0)
                .map(value -> own.getAsDouble() / value)
                .findFirst();
    }

    private static boolean isOf(Measurement measurement, Line line) {
        return measurement.scenario().equals(line.scenario())
                && measurement.contender().equals(line.contender());
    }
}
