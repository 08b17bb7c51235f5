package dev.tidemark.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A report as JSON: {@code benchmark, title, started, machine, runs, summary}. Runs hold every
 * value of every round; the summary holds median, minimum and maximum of each cell, by metric.
 */
public final class JsonReport {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    /** The whole report. */
    public static String render(Report report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("benchmark", report.subject().name());
        document.put("title", report.subject().title());
        document.put("started", report.started().toString());
        document.put("machine", machine(report));
        document.put("runs", report.measurements().stream().map(JsonReport::run).toList());
        document.put(
                "summary", report.lines().stream().map(line -> summary(report, line)).toList());
        return MAPPER.writeValueAsString(document) + "\n";
    }

    private static Map<String, Object> machine(Report report) {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("processor", report.machine().processor());
        machine.put("cores", report.machine().cores());
        machine.put("memoryBytes", report.machine().memoryBytes());
        machine.put("disk", report.machine().disk());
        machine.put("system", report.machine().system());
        machine.put("java", report.machine().java());
        machine.put("loadBefore", report.machine().loadBefore());
        return machine;
    }

    private static Map<String, Object> run(Measurement measurement) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("scenario", measurement.scenario());
        run.put("contender", measurement.contender());
        run.put("round", measurement.round());
        measurement.values().forEach((metric, value) -> run.put(metric.key(), value));
        return run;
    }

    private static Map<String, Object> summary(Report report, Report.Line line) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("scenario", line.scenario());
        summary.put("contender", line.contender());
        summary.put("distrusted", report.isDistrusted(line));
        for (Metric metric : List.of(Metric.values())) {
            report.cell(line, new Column.Absolute(metric))
                    .ifPresent(spread -> summary.put(metric.key(), spread(spread)));
        }
        return summary;
    }

    private static Map<String, Object> spread(Spread spread) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("median", spread.median());
        values.put("minimum", spread.minimum());
        values.put("maximum", spread.maximum());
        values.put("rounds", spread.rounds());
        return values;
    }
}
