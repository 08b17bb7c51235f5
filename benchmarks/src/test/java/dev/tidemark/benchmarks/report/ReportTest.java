package dev.tidemark.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.benchmarks.machine.MachineDescription;
import java.io.StringReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

    private static final Column SPEED = new Column.Absolute(Metric.ROWS_PER_SECOND);
    private static final Column PIECES = new Column.Absolute(Metric.PIECES);
    private static final Column AGAINST_ORDER =
            new Column.AgainstScenario(Metric.ROWS_PER_SECOND, "in-order");
    private static final Column AGAINST_PEER =
            new Column.AgainstContender(Metric.ROWS_PER_SECOND, "<peer & \"co\">");
    private static final Report.Line OURS_LATE = new Report.Line("late", "ours");
    private static final Report.Line PEER_LATE = new Report.Line("late", "<peer & \"co\">");

    private static final Report REPORT = report();

    private static Report report() {
        return new Report(
                new Report.Subject("test", "A <test> & more", List.of("A note.")),
                new MachineDescription("CPU \u00b5 & co", 2, 1L << 34, "disk", "Linux", "JVM", 0.5),
                Instant.parse("2026-01-01T00:00:00Z"),
                List.of(
                        run("in-order", "ours", 1, 1_000, 0),
                        run("in-order", "<peer & \"co\">", 1, 100, 0),
                        run("late", "ours", 1, 900, 0),
                        run("late", "<peer & \"co\">", 1, 50, 0),
                        run("in-order", "<peer & \"co\">", 2, 200, 0),
                        run("in-order", "ours", 2, 2_000, 0),
                        run("late", "<peer & \"co\">", 2, 50, 0),
                        run("late", "ours", 2, 1_000, 30)),
                List.of(SPEED, AGAINST_ORDER, AGAINST_PEER, PIECES));
    }

    private static Measurement run(
            String scenario, String contender, int round, double speed, double foreign) {
        Map<Metric, Double> values = new HashMap<>();
        values.put(Metric.ROWS_PER_SECOND, speed);
        values.put(Metric.FOREIGN_CPU, foreign);
        return new Measurement(scenario, contender, round, values);
    }

    @Test
    void linesComeByScenarioAndThenByContender() {
        assertEquals(
                List.of(
                        new Report.Line("in-order", "ours"),
                        new Report.Line("in-order", "<peer & \"co\">"),
                        OURS_LATE,
                        PEER_LATE),
                REPORT.lines());
    }

    @Test
    void ratiosAreTakenWithinARound() {
        assertEquals(Optional.of(new Spread(950, 900, 1_000, 2)), REPORT.cell(OURS_LATE, SPEED));
        assertEquals(
                Optional.of(new Spread(0.7, 0.5, 0.9, 2)), REPORT.cell(OURS_LATE, AGAINST_ORDER));
        assertEquals(Optional.of(new Spread(19, 18, 20, 2)), REPORT.cell(OURS_LATE, AGAINST_PEER));
        assertEquals(Optional.empty(), REPORT.cell(OURS_LATE, PIECES));
    }

    @Test
    void oneBusyRoundIsEnoughForDistrust() {
        assertTrue(REPORT.isDistrusted(OURS_LATE));
        assertFalse(REPORT.isDistrusted(PEER_LATE));
    }

    @Test
    void theTableHasEveryCellOnce() {
        String text = TextReport.render(REPORT);
        List<String> lines = text.lines().toList();
        assertEquals("A <test> & more", lines.get(0));
        String late =
                lines.stream()
                        .filter(line -> line.startsWith("late") && line.contains(" ours"))
                        .findFirst()
                        .orElse("");
        assertEquals(
                List.of("late", "ours", "(!)", "950", "0.70x", "19.00x", "n/a"),
                List.of(late.strip().split(" +")));
        String range = lines.get(lines.indexOf(late) + 1);
        assertEquals(
                List.of("900..1,000", "0.50x..0.90x", "18.00x..20.00x"),
                List.of(range.strip().split(" +")));
        assertTrue(text.contains("distrust the line"), text);
        assertTrue(text.contains("Median over 2 rounds"), text);
    }

    @Test
    void thePictureIsWellFormedAndHasABarForEachMeasuredCell() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document picture =
                factory.newDocumentBuilder()
                        .parse(new InputSource(new StringReader(SvgReport.render(REPORT))));
        assertEquals("svg", picture.getDocumentElement().getLocalName());
        assertEquals("http://www.w3.org/2000/svg", picture.getDocumentElement().getNamespaceURI());
        // The background, and four lines of the one panel that has figures.
        assertEquals(5, picture.getElementsByTagName("rect").getLength());
        assertEquals(4, picture.getElementsByTagName("line").getLength());
        assertTrue(picture.getDocumentElement().getTextContent().contains("CPU \u00b5 & co"));
    }

    @Test
    void theFileHasAllRunsAndTheSummary() {
        JsonNode json = new JsonMapper().readTree(JsonReport.render(REPORT));
        assertEquals("test", json.path("benchmark").asString());
        assertEquals(2, json.path("machine").path("cores").asInt());
        assertEquals(8, json.path("runs").size());
        assertEquals(1_000, json.path("runs").path(0).path("rows-per-second").asDouble());
        JsonNode late = json.path("summary").path(2);
        assertEquals("late", late.path("scenario").asString());
        assertTrue(late.path("distrusted").asBoolean());
        assertEquals(950, late.path("rows-per-second").path("median").asDouble());
        assertEquals(900, late.path("rows-per-second").path("minimum").asDouble());
        assertTrue(late.path("pieces").isMissingNode());
    }
}
