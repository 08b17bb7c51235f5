package dev.tidemark.tsbs.generate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.tsbs.Lines;
import dev.tidemark.tsbs.ParsedLine;
import dev.tidemark.tsbs.Seeds;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LineGeneratorTest {

    private static final Instant START = Instant.parse("2016-01-01T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final long SEED = Seeds.seed("LineGeneratorTest");

    private static LineGenerator generator(
            UseCase useCase, int scale, long seed, int steps, ArrivalOrder order) {
        Instant end = START.plus(INTERVAL.multipliedBy(steps));
        return new LineGenerator(
                new GeneratorSettings(
                        useCase, scale, seed, new Schedule(START, end, INTERVAL), order));
    }

    private static List<ParsedLine> inOrder(UseCase useCase, int scale, int steps) {
        return ParsedLine.parseAll(
                Lines.text(generator(useCase, scale, SEED, steps, new ArrivalOrder.InOrder())));
    }

    @ParameterizedTest
    @EnumSource
    void sameSettingsGiveSameBytesAndOtherSeedsOthers(UseCase useCase) {
        ArrivalOrder order = new ArrivalOrder.Shuffled();
        String first = Lines.text(generator(useCase, 7, SEED, 9, order));
        assertEquals(first, Lines.text(generator(useCase, 7, SEED, 9, order)));
        assertNotEquals(first, Lines.text(generator(useCase, 7, SEED + 1, 9, order)));
    }

    @Test
    void firstLineIsAsItAlwaysWas() {
        // The bytes for a seed are a promise: files made on different days can be compared.
        String line =
                Lines.list(generator(UseCase.CPU_ONLY, 1, 123, 1, new ArrivalOrder.InOrder()))
                        .getFirst();
        assertEquals(
                "cpu,hostname=host_0,region=us-east-1,datacenter=us-east-1e,rack=4,os=Ubuntu15.10,"
                        + "arch=x86,team=NYC,service=13,service_version=0,service_environment=test "
                        + "usage_user=30i,usage_system=74i,usage_idle=58i,usage_nice=82i,"
                        + "usage_iowait=100i,usage_irq=0i,usage_softirq=28i,usage_steal=86i,"
                        + "usage_guest=100i,usage_guest_nice=40i 1451606400000000000",
                line);
    }

    @Test
    void cpuOnlyHasTheShapeOfTheSuite() {
        List<ParsedLine> lines = inOrder(UseCase.CPU_ONLY, 5, 40);
        assertEquals(200, lines.size());
        Map<String, Map<String, String>> tagsByHost = new HashMap<>();
        for (int row = 0; row < lines.size(); row++) {
            ParsedLine line = lines.get(row);
            assertEquals("cpu", line.table());
            assertEquals("host_" + row % 5, line.tags().get("hostname"));
            assertEquals(
                    List.of(
                            "hostname",
                            "region",
                            "datacenter",
                            "rack",
                            "os",
                            "arch",
                            "team",
                            "service",
                            "service_version",
                            "service_environment"),
                    List.copyOf(line.tags().keySet()));
            assertEquals(10, line.fields().size());
            assertEquals("usage_user", line.fields().keySet().iterator().next());
            for (String field : line.fields().keySet()) {
                long usage = line.integer(field);
                assertTrue(usage >= 0 && usage <= 100, field + " is " + usage);
            }
            assertEquals(
                    1_451_606_400_000_000_000L + row / 5 * 10_000_000_000L, line.timestampNanos());
            Map<String, String> before = tagsByHost.putIfAbsent("host_" + row % 5, line.tags());
            assertTrue(before == null || before.equals(line.tags()), "tags of a host change");
        }
    }

    @Test
    void cpuValuesWanderOverTheWholeRange() {
        int scale = 20;
        List<ParsedLine> lines = inOrder(UseCase.CPU_ONLY, scale, 1000);
        int[] seen = new int[101];
        for (int row = 0; row < lines.size(); row++) {
            int usage = (int) lines.get(row).integer("usage_user");
            seen[usage]++;
            if (row >= scale) {
                long before = lines.get(row - scale).integer("usage_user");
                assertTrue(Math.abs(usage - before) <= 6, before + " then " + usage);
            }
        }
        for (int usage = 0; usage <= 100; usage++) {
            assertTrue(seen[usage] > 0, usage + " never comes");
            assertTrue(seen[usage] < lines.size() / 5, usage + " comes too often");
        }
    }

    @Test
    void devopsHasNineTablesInTurn() {
        int scale = 4;
        List<ParsedLine> lines = inOrder(UseCase.DEVOPS, scale, 20);
        List<String> tables =
                List.of(
                        "cpu",
                        "diskio",
                        "disk",
                        "kernel",
                        "mem",
                        "net",
                        "nginx",
                        "postgresl",
                        "redis");
        int[] fieldCounts = {10, 7, 7, 6, 9, 8, 7, 16, 31};
        int[] tagCounts = {10, 11, 12, 10, 10, 11, 12, 10, 12};
        assertEquals(20 * 9 * scale, lines.size());
        Map<String, Long> latest = new HashMap<>();
        for (int row = 0; row < lines.size(); row++) {
            ParsedLine line = lines.get(row);
            int table = row / scale % 9;
            assertEquals(tables.get(table), line.table());
            assertEquals(fieldCounts[table], line.fields().size(), line.table());
            assertEquals(tagCounts[table], line.tags().size(), line.table());
            assertEquals("host_" + row % scale, line.tags().get("hostname"));
            if (List.of("diskio", "net", "nginx", "postgresl", "redis").contains(line.table())) {
                line.fields()
                        .forEach((field, value) -> {
                            String key = line.table() + host(line) + field;
                            long number = line.integer(field);
                            long earlier = latest.getOrDefault(key, 0L);
                            assertTrue(number >= earlier, key + " falls");
                            latest.put(key, number);
                        });
            }
        }
    }

    private static String host(ParsedLine line) {
        return "/" + line.tags().get("hostname") + "/";
    }

    @Test
    void memoryPercentagesAreExact() {
        for (ParsedLine line : inOrder(UseCase.DEVOPS, 3, 50)) {
            if (!"mem".equals(line.table())) {
                continue;
            }
            double total = line.integer("total");
            double used = line.integer("used");
            double percent = Double.parseDouble(line.fields().getOrDefault("used_percent", ""));
            assertEquals(100 * used / total, percent, 1e-13 + 1e-14 * percent);
        }
    }

    @Test
    void iotLeavesThingsOutNowAndThen() {
        int scale = 10;
        int steps = 1000;
        List<ParsedLine> lines = inOrder(UseCase.IOT, scale, steps);
        assertEquals(2 * scale * steps, lines.size());
        int complete = 0;
        int withoutTag = 0;
        int withoutField = 0;
        for (ParsedLine line : lines) {
            int fields = "readings".equals(line.table()) ? 10 : 6;
            int lacking = 5 - line.tags().size() + fields - line.fields().size();
            assertTrue(lacking == 0 || lacking == 1, line.toString());
            if (lacking == 0) {
                complete++;
            } else if (line.tags().size() < 5) {
                withoutTag++;
            } else {
                withoutField++;
            }
            for (Map.Entry<String, String> field : line.fields().entrySet()) {
                assertEquals(
                        "status".equals(field.getKey()), field.getValue().endsWith("i"), "mark");
            }
        }
        assertBetween(0.88, 0.92, (double) complete / lines.size());
        assertBetween(0.0015, 0.0065, (double) withoutTag / lines.size());
        assertBetween(0.08, 0.11, (double) withoutField / lines.size());
    }

    private static void assertBetween(double low, double high, double value) {
        assertTrue(value >= low && value <= high, value + " is not in " + low + " to " + high);
    }

    @Test
    void naturalOrderOfIotHasSomeRowsLate() {
        ArrivalOrder order = ArrivalOrder.natural(UseCase.IOT, INTERVAL);
        List<ParsedLine> lines =
                ParsedLine.parseAll(Lines.text(generator(UseCase.IOT, 20, SEED, 500, order)));
        long latest = Long.MIN_VALUE;
        int late = 0;
        for (ParsedLine line : lines) {
            if (line.timestampNanos() < latest) {
                late++;
                assertTrue(latest - line.timestampNanos() <= 2 * INTERVAL.toNanos(), "too late");
            }
            latest = Math.max(latest, line.timestampNanos());
        }
        assertBetween(0.06, 0.08, (double) late / lines.size());
    }

    @ParameterizedTest
    @EnumSource
    void expectationEqualsWhatTheLinesSay(UseCase useCase) {
        LineGenerator generator =
                generator(useCase, 6, SEED, 70, new ArrivalOrder.Jitter(Duration.ofSeconds(25)));
        List<ParsedLine> lines = ParsedLine.parseAll(Lines.text(generator));
        Expectation expectation = generator.expectation();
        assertEquals(generator.rowCount(), lines.size());
        assertEquals(lines.size(), expectation.rows());
        Map<String, List<ParsedLine>> tables = new LinkedHashMap<>();
        for (ParsedLine line : lines) {
            tables.computeIfAbsent(line.table(), _ -> new ArrayList<>()).add(line);
        }
        assertEquals(
                tables.keySet(),
                expectation.tables().stream()
                        .map(Expectation.Table::name)
                        .collect(Collectors.toSet()));
        for (Expectation.Table table : expectation.tables()) {
            assertTableEquals(tables.getOrDefault(table.name(), List.of()), table);
        }
    }

    private static void assertTableEquals(List<ParsedLine> lines, Expectation.Table table) {
        assertEquals(lines.size(), table.rows());
        assertEquals(
                lines.stream().mapToLong(ParsedLine::timestampNanos).min().orElseThrow(),
                table.firstNanos());
        assertEquals(
                lines.stream().mapToLong(ParsedLine::timestampNanos).max().orElseThrow(),
                table.lastNanos());
        for (Expectation.Sum sum : table.sums()) {
            BigDecimal expected = BigDecimal.ZERO;
            long values = 0;
            for (ParsedLine line : lines) {
                String value = line.fields().get(sum.field());
                if (value != null) {
                    values++;
                    expected = expected.add(new BigDecimal(value.replace("i", "")));
                }
            }
            assertEquals(values, sum.values(), sum.field());
            assertEquals(0, expected.compareTo(sum.sum()), sum + " is not " + expected);
        }
    }

    @Test
    void fillsBuffersOfAnySizeWithWholeLines() throws IOException {
        String whole = Lines.text(generator(UseCase.IOT, 3, SEED, 30, new ArrivalOrder.InOrder()));
        for (int capacity : new int[] {300, 1000, 5000}) {
            LineGenerator generator =
                    generator(UseCase.IOT, 3, SEED, 30, new ArrivalOrder.InOrder());
            StringBuilder text = new StringBuilder();
            ByteBuffer buffer = ByteBuffer.allocate(capacity);
            int lines = 0;
            for (int filled = generator.fill(buffer, 4);
                    filled > 0;
                    filled = generator.fill(buffer, 4)) {
                assertTrue(filled <= 4, "more lines than asked for");
                lines += filled;
                text.append(new String(buffer.array(), 0, buffer.position(), UTF_8));
                buffer.clear();
            }
            assertEquals(whole, text.toString());
            assertEquals(180, lines);
        }
        LineGenerator generator = generator(UseCase.IOT, 3, SEED, 30, new ArrivalOrder.InOrder());
        IOException tooSmall =
                assertThrows(IOException.class, () -> generator.fill(ByteBuffer.allocate(50), 1));
        assertTrue(tooSmall.toString().contains("50 bytes is too small"), tooSmall.toString());
    }

    @Test
    void scheduleCountsSteps() {
        Instant start = Instant.parse("2016-01-01T00:00:00Z");
        assertEquals(1, new Schedule(start, start.plusSeconds(10), INTERVAL).steps());
        assertEquals(2, new Schedule(start, start.plusNanos(10_000_000_001L), INTERVAL).steps());
        assertEquals(1, new Schedule(start, start.plusNanos(1), INTERVAL).steps());
        assertEquals(
                1, new Schedule(start, start.plusSeconds(5), Duration.ofDays(400_000)).steps());
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        Schedule schedule = new Schedule(START, START.plusSeconds(1), INTERVAL);
        ArrivalOrder order = new ArrivalOrder.InOrder();
        assertRefused("end", () -> new Schedule(START, START, INTERVAL));
        assertRefused("interval", () -> new Schedule(START, START.plusSeconds(1), Duration.ZERO));
        assertRefused("1677 to 2262", () -> new Schedule(Instant.MIN, START, INTERVAL));
        assertRefused("scale 0", () -> settings(0, schedule, order));
        assertRefused("scale 5000001", () -> settings(5_000_001, schedule, order));
        assertRefused("fraction", () -> late(1.5, Duration.ZERO, Duration.ZERO));
        assertRefused("fraction", () -> late(Double.NaN, Duration.ZERO, Duration.ZERO));
        assertRefused("exceeds", () -> late(0.5, Duration.ofHours(2), Duration.ofHours(1)));
        assertRefused("365 days", () -> late(0.5, Duration.ZERO, Duration.ofDays(366)));
        assertRefused("zero", () -> new ArrivalOrder.Jitter(Duration.ZERO));
        assertRefused("teeth", () -> new ArrivalOrder.Sawtooth(0));
        assertRefused("cpu-only, devops, iot", () -> UseCase.of("cpu"));
        Schedule endless =
                new Schedule(START, START.plus(Duration.ofDays(60_000)), Duration.ofNanos(1));
        assertRefused("too many rows", () -> new LineGenerator(settings(9, endless, order)));
    }

    private static GeneratorSettings settings(int scale, Schedule schedule, ArrivalOrder order) {
        return new GeneratorSettings(UseCase.CPU_ONLY, scale, SEED, schedule, order);
    }

    private static ArrivalOrder late(double fraction, Duration minimum, Duration maximum) {
        return new ArrivalOrder.Late(fraction, minimum, maximum);
    }

    private static void assertRefused(String part, Runnable action) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
        assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    }
}
