package dev.tidemark.server.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows an answer as a table with aligned columns. */
final class TextTable {
    /** Wider values are cut. */
    private static final int MOST_WIDTH = 80;

    private static final String NULL_TEXT = "NULL";
    private static final String ELLIPSIS = "…";

    private TextTable() {}

    /**
     * Prints the rows, their number and the time it took.
     *
     * @param mostRows rows to show
     */
    static void print(PrintWriter out, SqlAnswer answer, int mostRows) {
        if (answer.columns().isEmpty()) {
            out.printf("%s (%s)%n", answer.notice(), Figures.time(answer.elapsed()));
            out.flush();
            return;
        }
        List<List<@Nullable String>> rows =
                answer.rows().subList(0, Math.min(mostRows, answer.rows().size()));
        int[] widths = widths(answer.columns(), rows);
        printHeader(out, answer.columns(), widths);
        for (List<@Nullable String> row : rows) {
            printRow(out, answer.columns(), row, widths);
        }
        String left =
                answer.rowCount() > rows.size()
                        ? ", of which the first " + Figures.count(rows.size()) + " are shown"
                        : "";
        out.printf(
                "(%s %s%s, %s)%n",
                Figures.count(answer.rowCount()),
                answer.rowCount() == 1 ? "row" : "rows",
                left,
                Figures.time(answer.elapsed()));
        out.flush();
    }

    private static void printHeader(PrintWriter out, List<SqlAnswer.Column> columns, int[] widths) {
        StringBuilder names = new StringBuilder();
        StringBuilder rule = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            names.append(column == 0 ? " " : "| ");
            append(names, columns.get(column).name(), widths[column], false);
            names.append(' ');
            rule.append(column == 0 ? "" : "+").append("-".repeat(widths[column] + 2));
        }
        out.println(names.toString().stripTrailing());
        out.println(rule);
    }

    private static void printRow(
            PrintWriter out,
            List<SqlAnswer.Column> columns,
            List<@Nullable String> row,
            int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            line.append(column == 0 ? " " : "| ");
            append(line, text(row.get(column)), widths[column], columns.get(column).isNumeric());
            line.append(' ');
        }
        out.println(line.toString().stripTrailing());
    }

    private static int[] widths(List<SqlAnswer.Column> columns, List<List<@Nullable String>> rows) {
        int[] widths = new int[columns.size()];
        for (int column = 0; column < widths.length; column++) {
            int widest = columns.get(column).name().length();
            for (List<@Nullable String> row : rows) {
                widest = Math.max(widest, text(row.get(column)).length());
            }
            widths[column] = Math.min(widest, MOST_WIDTH);
        }
        return widths;
    }

    private static void append(StringBuilder line, String text, int width, boolean flushRight) {
        String shown = text.length() <= width ? text : text.substring(0, width - 1) + ELLIPSIS;
        String padding = " ".repeat(width - shown.length());
        line.append(flushRight ? padding : "").append(shown).append(flushRight ? "" : padding);
    }

    private static String text(@Nullable String value) {
        return value == null ? NULL_TEXT : value.replace('\n', ' ');
    }
}
