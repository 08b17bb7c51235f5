package dev.tidemark.ingest.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.NewColumn;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions 2 and 3 of the protocol: values in binary. */
class BinaryLinesTest {
    private static final int MAX_LINE_BYTES = 2_000;

    /** Doubles whose bytes are line ends, escapes, separators and quotes. */
    private static final double[] TEXT_LIKE = {
        Double.longBitsToDouble(0x0A0A0A0A0A0A0A0AL),
        Double.longBitsToDouble(0x5C5C5C5C5C5C5C5CL),
        Double.longBitsToDouble(0x0A0D5C202C3D2210L),
        Double.longBitsToDouble(0x5C0A3D3D20222C0DL)
    };

    @TempDir Path folder;

    @Test
    void everyTypeMakesItsColumn() throws Exception {
        try (LineStreamHarness harness = harness()) {
            BinaryLines lines = new BinaryLines().text("t,tag=a ");
            lines.real("d", 42.5).text(",").array("a", new int[] {2}, 1, -2.5).text(",");
            lines.array("m", new int[] {2, 1}, 3, 4).text(",").decimal("p", "-1234.5").text(",");
            lines.text("f==").raw(2).little(4, Float.floatToRawIntBits(1.5f)).text(",");
            lines.text("i==").raw(3).little(4, -7).text(",");
            lines.text("l==").raw(15).little(8, Long.MIN_VALUE).text(",");
            lines.text("b==").raw(6, 1).text(",w==").raw(13, 3).little(8, 1_000).text(",x=5i 1\n");
            send(harness, lines);
            assertEquals(List.of(), harness.errors);
            Map<String, Object> row = harness.rows("t").getFirst();
            assertEquals(42.5, row.get("d"));
            assertEquals("02000000" + hex(1) + hex(-2.5), row.get("a"));
            assertEquals("0200000001000000" + hex(3) + hex(4), row.get("m"));
            assertEquals(new BigDecimal("-1234.500"), row.get("p"));
            assertEquals(1.5, row.get("f"));
            assertEquals(-7L, row.get("i"));
            assertEquals(Long.MIN_VALUE, row.get("l"));
            assertEquals(true, row.get("b"));
            assertEquals(1_000_000L, row.get("w"));
            assertEquals(5L, row.get("x"));
            assertEquals(
                    "[tag SYMBOL, d DOUBLE, a DOUBLE[], m DOUBLE[][], p DECIMAL(18,3), f DOUBLE,"
                            + " i LONG, l LONG, b BOOLEAN, w TIMESTAMP, x LONG,"
                            + " timestamp TIMESTAMP]",
                    harness.store.table("t").orElseThrow().schema().columns().stream()
                            .map(column -> column.name() + " " + column.type())
                            .toList()
                            .toString());
        }
    }

    @Test
    void linesMayBeCutAtEveryByte() throws Exception {
        BinaryLines lines = new BinaryLines().text("t,h=a x=1i 1\n");
        for (double value : TEXT_LIKE) {
            lines.text("t,h=a ").real("d", value).text("\r\n");
            lines.text("t,h=a s=\"d==\\\"\",").real("d", value).text(" 2\n");
            lines.text("t ").array("a", new int[] {1, 2}, value, value).text(",x=3i\n\n");
        }
        lines.text("t ").decimal("p", "-0.010").text(",n==").raw(14, 33).text(",x=4i 5\n");
        lines.text("u,h==\u0010 x=5i 6\nt x=7i 7\n");
        byte[] bytes = lines.toBytes();
        List<Map<String, Object>> expected = null;
        for (int cut = 0; cut <= bytes.length; cut++) {
            try (LineStreamHarness harness = harness(folder.resolve("cut" + cut))) {
                harness.stream.receive(ByteBuffer.wrap(bytes, 0, cut));
                harness.stream.receive(ByteBuffer.wrap(bytes, cut, bytes.length - cut));
                harness.stream.handOver();
                assertEquals(1, harness.errors.size(), "cut at " + cut);
                assertEquals(19, harness.errors.getFirst().line(), "cut at " + cut);
                List<Map<String, Object>> rows =
                        harness.rows("t").stream().map(BinaryLinesTest::withoutTime).toList();
                assertEquals(15, rows.size(), "cut at " + cut);
                expected = expected == null ? rows : expected;
                assertEquals(expected, rows, "cut at " + cut);
            }
        }
    }

    @Test
    void valuesThatAreNoneAreRefused() throws Exception {
        try (LineStreamHarness harness = harness()) {
            refuses(harness, LineErrorCode.UNSUPPORTED_BINARY_FORMAT, 17, 0);
            refuses(
                    harness,
                    LineErrorCode.UNSUPPORTED_BINARY_FORMAT,
                    13,
                    7,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0);
            refuses(harness, LineErrorCode.ARRAY_INVALID_TYPE, 14, 9);
            refuses(harness, LineErrorCode.ARRAY_INVALID_TYPE, 14, 6, 1, 0, 0, 0, 0);
            refuses(harness, LineErrorCode.ARRAY_INVALID_TYPE, 14, 10, 0);
            refuses(harness, LineErrorCode.ARRAY_TOO_MANY_DIMENSIONS, 14, 10, 33);
            refuses(harness, LineErrorCode.ARRAY_TOO_LARGE, 14, 10, 1, 255, 255, 255, 255);
            refuses(harness, LineErrorCode.ARRAY_TOO_LARGE, 14, 10, 1, 0, 0, 0, 16);
            refuses(harness, LineErrorCode.DECIMAL_INVALID_SCALE, 23, 77, 1, 1);
            refuses(harness, LineErrorCode.DECIMAL_OVERFLOW, 23, 0, 33);
            int[] large = new int[35];
            large[0] = 23;
            large[2] = 32;
            large[3] = 0x7F;
            refuses(harness, LineErrorCode.DECIMAL_OVERFLOW, large);
            send(harness, new BinaryLines().text("t ").real("d", 1).text("x 1\n"));
            assertEquals(
                    LineErrorCode.INVALID_FIELD_SEPARATOR, harness.errors.removeFirst().code());
            assertTrue(harness.store.table("t").isEmpty());
        }
    }

    @Test
    void arraysWantAColumnOfTheirDimensions() throws Exception {
        try (LineStreamHarness harness = harness()) {
            declare(harness);
            send(harness, new BinaryLines().text("d ").array("m", new int[] {1}, 1).text(" 1\n"));
            assertEquals(
                    "table: d, column: m; cast error from protocol type: DOUBLE[] to column type:"
                            + " DOUBLE[][]",
                    harness.errors.removeFirst().message());
            send(harness, new BinaryLines().text("d ").array("r", new int[] {1}, 1).text(" 1\n"));
            assertEquals(
                    "table: d, column: r; cast error from protocol type: DOUBLE[] to column type:"
                            + " DOUBLE",
                    harness.errors.removeFirst().message());
            send(harness, new BinaryLines().text("d ").real("m", 1).text(" 1\n"));
            assertEquals(
                    "table: d, column: m; cast error from protocol type: FLOAT to column type:"
                            + " DOUBLE[][]",
                    harness.errors.removeFirst().message());
        }
    }

    @Test
    void valuesAreCastAsTextIs() throws Exception {
        try (LineStreamHarness harness = harness()) {
            declare(harness);
            BinaryLines lines = new BinaryLines().text("d ");
            lines.decimal("r", "0.5").text(",").real("p", 2.344).text(",").real("s", 1.5);
            lines.text(",y==").raw(3).little(4, 127).text(" 1\n");
            send(harness, lines);
            assertEquals(List.of(), harness.errors);
            Map<String, Object> row = harness.rows("d").getFirst();
            assertEquals(0.5, row.get("r"));
            assertEquals(new BigDecimal("2.34"), row.get("p"));
            assertEquals("1.5", row.get("s"));
            assertEquals(127L, row.get("y"));
            send(harness, new BinaryLines().text("d y==").raw(3).little(4, 300).text(" 1\n"));
            assertEquals(
                    "table: d, column: y; line protocol value: 300 is out bounds of column type:"
                            + " BYTE",
                    harness.errors.removeFirst().message());
        }
    }

    @Test
    void aLineThatNeverEndsIsRefusedAndSkipped() throws Exception {
        try (LineStreamHarness harness = harness()) {
            BinaryLines lines = new BinaryLines().text("t x=1i 1\nt ");
            lines.array("a", new int[] {10_000}, new double[10_000]).text(" 2\nt x=2i 3\n");
            byte[] bytes = lines.toBytes();
            for (int at = 0; at < bytes.length; at += 100) {
                int length = Math.min(100, bytes.length - at);
                harness.stream.receive(ByteBuffer.wrap(bytes, at, length));
            }
            harness.stream.handOver();
            assertEquals(1, harness.errors.size());
            assertEquals(LineErrorCode.LINE_TOO_LONG, harness.errors.getFirst().code());
            assertEquals(
                    List.of(1L, 2L), harness.rows("t").stream().map(row -> row.get("x")).toList());
        }
    }

    @Test
    void theLastLineNeedsNoEndUnlessItIsCut() throws Exception {
        try (LineStreamHarness harness = harness()) {
            byte[] line = new BinaryLines().text("t ").real("d", TEXT_LIKE[1]).toBytes();
            harness.stream.receive(ByteBuffer.wrap(line));
            harness.stream.finish();
            harness.stream.handOver();
            assertEquals(TEXT_LIKE[1], harness.rows("t").getFirst().get("d"));
            assertEquals(List.of(), harness.errors);
            harness.stream.receive(ByteBuffer.wrap(line, 0, line.length - 3));
            harness.stream.finish();
            assertEquals(1, harness.errors.size());
        }
    }

    private LineStreamHarness harness() throws Exception {
        return harness(folder);
    }

    private static LineStreamHarness harness(Path folder) throws Exception {
        return new LineStreamHarness(folder, LineStreamHarness.options(true, true), MAX_LINE_BYTES);
    }

    private static void declare(LineStreamHarness harness) throws Exception {
        harness.store.createTable(
                "d",
                List.of(
                        new NewColumn("m", ColumnType.array(2)),
                        new NewColumn("r", ColumnType.DOUBLE),
                        new NewColumn("p", ColumnType.decimal(5, 2)),
                        new NewColumn("s", ColumnType.SYMBOL),
                        new NewColumn("y", ColumnType.BYTE),
                        new NewColumn("ts", ColumnType.TIMESTAMP)),
                5,
                PartitionUnit.DAY);
    }

    private static void send(LineStreamHarness harness, BinaryLines lines) {
        harness.stream.receive(ByteBuffer.wrap(lines.toBytes()));
        harness.stream.handOver();
    }

    /** Sends a value that is none, and then a line that must be read again. */
    private static void refuses(LineStreamHarness harness, LineErrorCode code, int... value) {
        send(harness, new BinaryLines().text("t v==").raw(value).text(" 1\n"));
        assertEquals(1, harness.errors.size(), code.name());
        LineError error = harness.errors.removeFirst();
        assertEquals(code, error.code(), error.message());
        int known = harness.rows("good").size();
        send(harness, new BinaryLines().text("good x=1i 1\n"));
        assertEquals(known + 1, harness.rows("good").size());
    }

    private static Map<String, Object> withoutTime(Map<String, Object> row) {
        row.remove("timestamp");
        return row;
    }

    private static String hex(double value) {
        return "%016x".formatted(Long.reverseBytes(Double.doubleToRawLongBits(value)));
    }
}
