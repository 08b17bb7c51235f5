package dev.tidemark.ingest.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are nearly as expected, at every length of names and of numbers. */
class FieldPlanTest {
    private static final int LONGEST_NAME = 41;
    private static final List<String> NUMBERS =
            List.of("0", "7", "9", "00", "10", "42", "99", "100", "1234567", "12345678", "-3");

    @TempDir Path folder;

    @Test
    void numbersOfEveryLengthStandInEveryPlace() throws Exception {
        try (LineStreamHarness harness = new LineStreamHarness(folder)) {
            StringBuilder text = new StringBuilder();
            List<Map<String, Long>> expected = new ArrayList<>();
            for (String first : NUMBERS) {
                for (String second : NUMBERS) {
                    for (String third : NUMBERS) {
                        text.append("t a=%si,b=%si,c=%si 1000\n".formatted(first, second, third));
                        expected.add(
                                Map.of(
                                        "a", Long.valueOf(first),
                                        "b", Long.valueOf(second),
                                        "c", Long.valueOf(third)));
                    }
                }
            }
            check(harness, "t", text.toString(), expected);
        }
    }

    @Test
    void aNameThatDiffersInOneByteIsAnotherColumn() throws Exception {
        try (LineStreamHarness harness = new LineStreamHarness(folder)) {
            for (int length = 1; length <= LONGEST_NAME; length++) {
                String table = "t" + length;
                String name = "n".repeat(length);
                StringBuilder text = new StringBuilder();
                List<Map<String, Long>> expected = new ArrayList<>();
                for (int differing = 0; differing < length; differing++) {
                    String other = withOtherByte(name, differing);
                    text.append("%s %s=12i,last=3i 1000\n".formatted(table, name));
                    expected.add(Map.of(name, 12L, "last", 3L));
                    text.append("%s %s=34i,last=5i 1000\n".formatted(table, other));
                    expected.add(Map.of(other, 34L, "last", 5L));
                }
                check(harness, table, text.toString(), expected);
            }
        }
    }

    @Test
    void aNameBehindAShortIntegerThatDiffersInOneByteIsAnotherColumn() throws Exception {
        try (LineStreamHarness harness = new LineStreamHarness(folder)) {
            for (int length = 1; length <= LONGEST_NAME; length++) {
                String table = "t" + length;
                String name = "n".repeat(length);
                StringBuilder text = new StringBuilder();
                List<Map<String, Long>> expected = new ArrayList<>();
                for (int differing = 0; differing < length; differing++) {
                    String other = withOtherByte(name, differing);
                    for (long front : new long[] {7, 56, 100}) {
                        text.append("%s a=%di,%s=12i 1000\n".formatted(table, front, name));
                        expected.add(Map.of("a", front, name, 12L));
                        text.append("%s a=%di,%s=3i 1000\n".formatted(table, front, other));
                        expected.add(Map.of("a", front, other, 3L));
                    }
                }
                check(harness, table, text.toString(), expected);
            }
        }
    }

    @Test
    void fieldsMayBeMissingOrMore() throws Exception {
        try (LineStreamHarness harness = new LineStreamHarness(folder)) {
            harness.send("t a=1i,b=22i,c=3i 1000\n".repeat(3));
            harness.send("t a=1i,b=22i 1000\nt a=1i,b=22i,c=3i,d=44i 1000\nt a=1i,c=33i 1000\n");
            harness.send("t a=1i,b=22i,c=3i 1000\n");
            assertEquals(List.of(), harness.errors);
            List<Map<String, Long>> rows = fieldsOf(harness.rows("t"));
            Map<String, Long> all = Map.of("a", 1L, "b", 22L, "c", 3L);
            assertEquals(
                    List.of(
                            all,
                            all,
                            all,
                            Map.of("a", 1L, "b", 22L),
                            Map.of("a", 1L, "b", 22L, "c", 3L, "d", 44L),
                            Map.of("a", 1L, "c", 33L),
                            all),
                    rows);
        }
    }

    /** The rows without their time and without what is NULL. */
    private static String withOtherByte(String name, int at) {
        return name.substring(0, at) + "m" + name.substring(at + 1);
    }

    private static void check(
            LineStreamHarness harness,
            String table,
            String text,
            List<Map<String, Long>> expected) {
        harness.send(text);
        assertEquals(List.of(), harness.errors);
        assertEquals(expected, fieldsOf(harness.rows(table)), table);
    }

    private static List<Map<String, Long>> fieldsOf(List<Map<String, Object>> rows) {
        List<Map<String, Long>> fields = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            Map<String, Long> present = new TreeMap<>();
            row.forEach((name, value) -> {
                if (!name.equals("timestamp") && value instanceof Long number) {
                    present.put(name, number);
                }
            });
            fields.add(present);
        }
        return fields;
    }
}
