package dev.tidemark.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A report as a table for a terminal: each cell a median, and below it minimum and maximum. */
public final class TextReport {

    private static final String GAP = "  ";
    private static final String NOT_MEASURED = "n/a";
    private static final String DISTRUSTED = " (!)";

    private final Report report;

    /** Lines of the table, each with its cells; the first two columns are names. */
    private final List<List<String>> table = new ArrayList<>();

    private TextReport(Report report) {
        this.report = report;
    }

    /** The whole report, lines ended. */
    public static String render(Report report) {
        return new TextReport(report).render();
    }

    private String render() {
        addHead();
        report.lines().forEach(this::addLine);
        StringBuilder text = new StringBuilder();
        text.append(report.subject().title()).append('\n');
        text.append(report.machine().summary()).append("\n\n");
        int[] widths = widths();
        for (List<String> row : table) {
            text.append(aligned(row, widths)).append('\n');
        }
        text.append('\n');
        notes().forEach(note -> text.append(note).append('\n'));
        return text.toString();
    }

    private void addHead() {
        List<String> titles = new ArrayList<>(List.of("scenario", "contender"));
        List<String> subtitles = new ArrayList<>(List.of("", ""));
        for (Column column : report.columns()) {
            titles.add(column.title());
            subtitles.add(column.subtitle());
        }
        table.add(titles);
        table.add(subtitles);
    }

    private void addLine(Report.Line line) {
        String mark = report.isDistrusted(line) ? DISTRUSTED : "";
        List<String> medians = new ArrayList<>(List.of(line.scenario(), line.contender() + mark));
        List<String> ranges = new ArrayList<>(List.of("", ""));
        for (Column column : report.columns()) {
            Optional<Spread> cell = report.cell(line, column);
            medians.add(cell.map(spread -> column.format(spread.median())).orElse(NOT_MEASURED));
            ranges.add(
                    cell.map(spread ->
                                    column.format(spread.minimum())
                                            + ".."
                                            + column.format(spread.maximum()))
                            .orElse(""));
        }
        table.add(medians);
        table.add(ranges);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        int rounds = report.measurements().stream().mapToInt(Measurement::round).max().orElse(0);
        notes.add(
                "Median over %d rounds, below it minimum..maximum. Ratios are taken within a round."
                        .formatted(rounds));
        notes.addAll(report.subject().notes());
        if (report.lines().stream().anyMatch(report::isDistrusted)) {
            notes.add(
                    "(!) Others took more than %.0f %% of the machine in a round: distrust the line."
                            .formatted(Report.TRUSTED_FOREIGN_PERCENT));
        }
        return notes;
    }

    private int[] widths() {
        int[] widths = new int[table.getFirst().size()];
        for (List<String> row : table) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return widths;
    }

    /** Names to the left, figures to the right. */
    private static String aligned(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            String padding = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? "" : GAP);
            line.append(column < 2 ? cell + padding : padding + cell);
        }
        return line.toString().stripTrailing();
    }
}
