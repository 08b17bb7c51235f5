package dev.tidemark.benchmarks.report;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A report as a picture: for each measured column a panel of horizontal bars, one for each line of
 * the table, in a colour for each contender, with a whisker from minimum to maximum.
 */
public final class SvgReport {

    private static final int WIDTH = 1000;
    private static final int MARGIN = 20;
    private static final int TITLE_HEIGHT = 50;
    private static final int PANEL_TITLE_HEIGHT = 30;
    private static final int BAR_HEIGHT = 16;
    private static final int LINE_HEIGHT = 20;
    private static final int LABELS_WIDTH = 300;
    private static final int FIGURES_WIDTH = 120;
    private static final int BARS_WIDTH = WIDTH - LABELS_WIDTH - FIGURES_WIDTH - 2 * MARGIN;
    private static final List<String> COLOURS =
            List.of("#2a6f97", "#d1862b", "#8a8f98", "#4c956c", "#9b5de5");

    private final Report report;
    private final List<Report.Line> lines;
    private final List<String> contenders;
    private final XMLStreamWriter svg;
    private int top;

    private SvgReport(Report report, XMLStreamWriter svg) {
        this.report = report;
        this.svg = svg;
        lines = report.lines();
        contenders = lines.stream().map(Report.Line::contender).distinct().toList();
    }

    /** The whole picture as an SVG document. */
    public static String render(Report report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new SvgReport(report, writer).write();
            writer.close();
        } catch (XMLStreamException failure) {
            throw new IllegalStateException("writing to memory failed", failure);
        }
        return text.toString();
    }

    private void write() throws XMLStreamException {
        List<Column> panels =
                report.columns().stream().filter(Column.Absolute.class::isInstance).toList();
        int panelHeight = PANEL_TITLE_HEIGHT + lines.size() * LINE_HEIGHT;
        int height = TITLE_HEIGHT + panels.size() * panelHeight + 2 * MARGIN;
        svg.writeStartDocument();
        svg.writeStartElement("svg");
        svg.writeDefaultNamespace("http://www.w3.org/2000/svg");
        svg.writeAttribute("viewBox", "0 0 " + WIDTH + " " + height);
        svg.writeAttribute("font-family", "sans-serif");
        svg.writeAttribute("font-size", "12");
        rectangle(0, 0, WIDTH, height, "#ffffff");
        text(MARGIN, 24, "start", report.subject().title());
        text(MARGIN, 42, "start", report.machine().summary());
        top = TITLE_HEIGHT;
        for (Column panel : panels) {
            writePanel(panel);
        }
        svg.writeEndElement();
        svg.writeEndDocument();
    }

    private void writePanel(Column column) throws XMLStreamException {
        Metric metric = column.metric();
        text(
                MARGIN,
                top + 20,
                "start",
                "%s: %s, %s".formatted(metric.title(), metric.unit(), metric.moment()));
        top += PANEL_TITLE_HEIGHT;
        double largest =
                lines.stream()
                        .flatMap(line -> report.cell(line, column).stream())
                        .mapToDouble(Spread::maximum)
                        .max()
                        .orElse(0);
        double scale = largest > 0 ? BARS_WIDTH / largest : 0;
        for (Report.Line line : lines) {
            writeBar(line, column, scale);
            top += LINE_HEIGHT;
        }
    }

    private void writeBar(Report.Line line, Column column, double scale) throws XMLStreamException {
        int baseline = top + BAR_HEIGHT - 4;
        int left = MARGIN + LABELS_WIDTH;
        String mark = report.isDistrusted(line) ? " (!)" : "";
        text(left - 8, baseline, "end", line.scenario() + ", " + line.contender() + mark);
        Optional<Spread> cell = report.cell(line, column);
        if (cell.isEmpty()) {
            text(left + 4, baseline, "start", "n/a");
            return;
        }
        Spread spread = cell.get();
        String colour = COLOURS.get(contenders.indexOf(line.contender()) % COLOURS.size());
        rectangle(left, top, spread.median() * scale, BAR_HEIGHT, colour);
        double middle = top + BAR_HEIGHT / 2.0;
        whisker(left + spread.minimum() * scale, left + spread.maximum() * scale, middle);
        text(
                left + spread.maximum() * scale + 6,
                baseline,
                "start",
                column.format(spread.median()));
    }

    private void rectangle(double x, double y, double width, double height, String colour)
            throws XMLStreamException {
        svg.writeEmptyElement("rect");
        number("x", x);
        number("y", y);
        number("width", width);
        number("height", height);
        svg.writeAttribute("fill", colour);
    }

    private void whisker(double from, double to, double y) throws XMLStreamException {
        svg.writeEmptyElement("line");
        number("x1", from);
        number("x2", to);
        number("y1", y);
        number("y2", y);
        svg.writeAttribute("stroke", "#000000");
        svg.writeAttribute("stroke-width", "1.5");
    }

    private void text(double x, double y, String anchor, String content) throws XMLStreamException {
        svg.writeStartElement("text");
        number("x", x);
        number("y", y);
        svg.writeAttribute("text-anchor", anchor);
        svg.writeCharacters(content);
        svg.writeEndElement();
    }

    private void number(String attribute, double value) throws XMLStreamException {
        svg.writeAttribute(attribute, String.format(Locale.ROOT, "%.1f", value));
    }
}
