package dev.tidemark.ingest.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.NewColumn;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines into tables: creation, growth, casts, limits. */
class LineStreamTest {
    private static final long NOW = LineStreamHarness.NOW_MICROS;

    @TempDir Path folder;

    @Test
    void columnsOfANewTableStandInTheOrderOfTheLine() throws Exception {
        try (LineStreamHarness harness = new LineStreamHarness(folder)) {
            harness.send("m,z=1,a=2 f=1i,timestamp=5t,b=\"x\",c=t,d=1,e=0x1i,g=7m,h=8n,i=9t 1\n");
            Table table = harness.store.table("M").orElseThrow();
            assertEquals(
                    List.of(
                            "z SYMBOL",
                            "a SYMBOL",
                            "f LONG",
                            "b VARCHAR",
                            "c BOOLEAN",
                            "d DOUBLE",
                            "e LONG256",
                            "g TIMESTAMP",
                            "h TIMESTAMP_NS",
                            "i TIMESTAMP",
                            "timestamp TIMESTAMP"),
                    table.schema().columns().stream().map(LineStreamTest::text).toList());
            assertEquals(10, table.schema().timestampIndex());
            assertEquals(PartitionUnit.DAY, table.schema().partitionUnit());
        }
    }

    @Test
    void newColumnsAppearInTheMiddleAndKeepTheRowsBefore() throws Exception {
        try (LineStreamHarness harness = new LineStreamHarness(folder)) {
            harness.send(
                    """
                    m,a=1 x=1i 1000
                    m,a=1 x=2i,y=0.5 2000
                    m,a=1,b=2 x=3i 3000
                    m,a=1 x=4i 4000
                    """);
            assertEquals(
                    List.of(
                            Map.of("a", "1", "x", 1L, "timestamp", 1L),
                            Map.of("a", "1", "x", 2L, "y", 0.5, "timestamp", 2L),
                            Map.of("a", "1", "b", "2", "x", 3L, "timestamp", 3L),
                            Map.of("a", "1", "x", 4L, "timestamp", 4L)),
                    harness.rows("m"));
        }
    }

    @Test
    void aColumnThatSomeoneElseAddedDecidesOverTheType() throws Exception {
        try (LineStreamHarness harness = new LineStreamHarness(folder)) {
            harness.send("m x=1i 1000\n");
            harness.stream.receive(bytes("m x=2i 2000\n"));
            harness.store.table("m").orElseThrow().addColumn("y", ColumnType.DOUBLE);
            harness.send("m x=3i,y=4i 3000\nm y=\"s\" 4000\nm y=1.5 5000\n");
            assertEquals(
                    List.of(
                            Map.of("x", 1L, "timestamp", 1L),
                            Map.of("x", 2L, "timestamp", 2L),
                            Map.of("x", 3L, "y", 4.0, "timestamp", 3L),
                            Map.of("y", 1.5, "timestamp", 5L)),
                    harness.rows("m"));
            assertEquals(
                    "table: m, column: y; cast error from protocol type: STRING to column type:"
                            + " DOUBLE",
                    harness.errors.getFirst().message());
        }
    }

    @Test
    void valuesAreCastToTheTypesOfADeclaredTable() throws Exception {
        try (LineStreamHarness harness = new LineStreamHarness(folder)) {
            declare(harness);
            harness.send(
                    """
                    d by=-128i,sh=32767i,i=2147483647i,f=3i,dt=5i,tn=7i,s=8i,v="x"
                    d by=t,sh=f,i=t,l=t,f=f,do=t,s=TRUE
                    d f=0.5,do=2i,s=1.50
                    d dt=1700000000123456t,tn=1700000000123456t,s=5t
                    d s="text",u="123e4567-e89b-12d3-a456-426614174000",w="0xfF"
                    d w=0x10i,s=0x10i,tn=5m
                    d,v=tag,s=tag l=1i
                    """);
            assertEquals(List.of(), harness.errors);
            List<Map<String, Object>> rows = harness.rows("d");
            assertEquals(
                    Map.of(
                            "by",
                            -128L,
                            "sh",
                            32_767L,
                            "i",
                            2_147_483_647L,
                            "f",
                            3.0,
                            "dt",
                            5L,
                            "tn",
                            7L,
                            "s",
                            "8",
                            "v",
                            "x",
                            "ts",
                            NOW * 1_000 + 789),
                    rows.get(0));
            assertEquals(
                    Map.of(
                            "by",
                            1L,
                            "sh",
                            0L,
                            "i",
                            1L,
                            "l",
                            1L,
                            "f",
                            0.0,
                            "do",
                            1.0,
                            "s",
                            "TRUE",
                            "ts",
                            NOW * 1_000 + 789),
                    rows.get(1));
            assertEquals(
                    Map.of("f", 0.5, "do", 2.0, "s", "1.50", "ts", NOW * 1_000 + 789), rows.get(2));
            assertEquals(
                    Map.of(
                            "dt",
                            1_700_000_000_123L,
                            "tn",
                            1_700_000_000_123_456_000L,
                            "s",
                            "5",
                            "ts",
                            NOW * 1_000 + 789),
                    rows.get(3));
            assertEquals("0x123e4567e89b12d3a456426614174000", rows.get(4).get("u"));
            assertEquals("0x" + "0".repeat(62) + "ff", rows.get(4).get("w"));
            assertEquals("0x" + "0".repeat(62) + "10", rows.get(5).get("w"));
            assertEquals("0x10", rows.get(5).get("s"));
            assertEquals(5_000_000L, rows.get(5).get("tn"));
            assertEquals("tag", rows.get(6).get("v"));
            assertEquals("tag", rows.get(6).get("s"));
        }
    }

    @Test
    void whatAColumnDoesNotAcceptIsRefusedInWords() throws Exception {
        try (LineStreamHarness harness = new LineStreamHarness(folder)) {
            declare(harness);
            refusesCast(
                    harness,
                    "d,l=1 v=\"\"",
                    "column: l; cast error from protocol type: TAG to column type: LONG");
            refusesCast(
                    harness,
                    "d i=1.5",
                    "column: i; cast error from protocol type: FLOAT to column type: INT");
            refusesCast(
                    harness,
                    "d v=1i",
                    "column: v; cast error from protocol type: INTEGER to column type: VARCHAR");
            refusesCast(
                    harness,
                    "d l=\"1\"",
                    "column: l; cast error from protocol type: STRING to column type: LONG");
            refusesCast(
                    harness,
                    "d v=t",
                    "column: v; cast error from protocol type: BOOLEAN to column type: VARCHAR");
            refusesCast(
                    harness,
                    "d l=5t",
                    "column: l; cast error from protocol type: TIMESTAMP to column type: LONG");
            refusesCast(
                    harness,
                    "d l=0x1i",
                    "column: l; cast error from protocol type: LONG256 to column type: LONG");
            refusesCast(
                    harness,
                    "d u=\"1-1-1-1-1\"",
                    "column: u; cast error from protocol type: STRING to column type: UUID");
            refusesCast(
                    harness,
                    "d w=\"12\"",
                    "column: w; cast error from protocol type: STRING to column type: LONG256");
            refusesCast(
                    harness,
                    "d by=128i",
                    "column: by; line protocol value: 128 is out bounds of column type: BYTE");
            refusesCast(
                    harness,
                    "d sh=-32769i",
                    "column: sh; line protocol value: -32769 is out bounds of column type: SHORT");
            refusesCast(
                    harness,
                    "d i=2147483648i",
                    "column: i; line protocol value: 2147483648 is out bounds of column type: INT");
            refusesCast(
                    harness,
                    "d ts=1.5",
                    "column: ts; cast error from protocol type: FLOAT to column type:"
                            + " TIMESTAMP_NS");
            assertEquals(List.of(), harness.rows("d"));
        }
    }

    @Test
    void manyTablesShareAStream() throws Exception {
        try (LineStreamHarness harness = new LineStreamHarness(folder)) {
            StringBuilder text = new StringBuilder();
            for (int round = 0; round < 5; round++) {
                for (int table = 0; table < 40; table++) {
                    text.append(
                            "t%d,host=h%d v=%di %d\n"
                                    .formatted(table, table % 3, round, round * 1_000));
                }
            }
            harness.send(text.toString());
            assertEquals(List.of(), harness.errors);
            for (int table = 0; table < 40; table++) {
                for (int round = 0; round < 5; round++) {
                    assertEquals(
                            Map.of(
                                    "host",
                                    "h" + table % 3,
                                    "v",
                                    (long) round,
                                    "timestamp",
                                    (long) round),
                            harness.rows("t" + table).get(round));
                }
            }
        }
    }

    @Test
    void linesOfAllLengthsUpToTheLimit() throws Exception {
        int limit = LineStream.DEFAULT_MAX_LINE_BYTES;
        try (LineStreamHarness harness = new LineStreamHarness(folder)) {
            for (int length : new int[] {20, 1_000, 131_000, 131_072, 262_144, limit}) {
                String value = "v".repeat(length - "m v=\"\" 1000".length());
                harness.send("m v=\"" + value + "\" 1000\n");
                assertEquals(Map.of("v", value, "timestamp", 1L), harness.rows("m").removeLast());
            }
            harness.send("x\n");
            assertEquals(LineErrorCode.NO_FIELDS, harness.errors.removeFirst().code());
            String tooLong = "m v=\"" + "\\\"".repeat(limit) + "\" 1000\n";
            harness.send(tooLong + "m v=\"after\" 2000\n");
            assertEquals(LineErrorCode.LINE_TOO_LONG, harness.errors.removeFirst().code());
            assertEquals(List.of(), harness.errors);
            assertEquals(List.of(Map.of("v", "after", "timestamp", 2L)), harness.rows("m"));
        }
    }

    @Test
    void theLimitHoldsHoweverTheLineArrives() throws Exception {
        ParserOptions options = LineStreamHarness.options(true, true);
        String text = "m v=1i 1000\nm v=12i 1000\nm v=\"\\\n\\\\\" 1000\nm v=3i 1000\n";
        for (int step = 1; step < text.length(); step++) {
            try (LineStreamHarness harness =
                    new LineStreamHarness(folder.resolve("s" + step), options, 11)) {
                byte[] all = text.getBytes(StandardCharsets.UTF_8);
                for (int from = 0; from < all.length; from += step) {
                    harness.stream.receive(
                            ByteBuffer.wrap(all, from, Math.min(step, all.length - from)));
                }
                harness.stream.handOver();
                assertEquals(2, harness.rows("m").size(), "step " + step);
                assertEquals(
                        List.of(2L, 3L), harness.errors.stream().map(LineError::line).toList());
            }
        }
    }

    @Test
    void aStreamThatStopsKeepsTheRowsBeforeTheBadLine() throws Exception {
        List<Integer> rowCounts = new ArrayList<>();
        try (LineStreamHarness harness = new LineStreamHarness(folder);
                LineStream stopping =
                        new LineStream(
                                harness.store,
                                LineStreamHarness.options(true, true),
                                (_, batch) -> {
                                    rowCounts.add(batch.rowCount());
                                    batch.release();
                                },
                                _ -> false,
                                1_000)) {
            assertFalse(stopping.receive(bytes("m v=1i\nm v=2i\nm v=\nm v=x\nm v=3i\n")));
            assertTrue(stopping.hasOpenRows());
            assertFalse(stopping.receive(bytes("m v=4i\n")));
            assertEquals(3, stopping.rowCount());
            assertEquals(4, stopping.lineCount());
            stopping.handOver();
            assertEquals(List.of(3), rowCounts);
        }
    }

    @Test
    void theLastLineNeedsNoEndIfTheSourceSaysSo() throws Exception {
        try (LineStreamHarness harness = new LineStreamHarness(folder)) {
            harness.send("m v=1i 1000\nm v=2i 20");
            assertEquals(9, harness.stream.pendingBytes());
            harness.send("00");
            assertTrue(harness.stream.finish());
            harness.stream.handOver();
            assertEquals(2, harness.rows("m").size());
            assertEquals(2L, harness.rows("m").get(1).get("timestamp"));
            harness.send("m,a=b\\");
            harness.stream.finish();
            assertEquals(LineErrorCode.INCOMPLETE_FIELD, harness.errors.getFirst().code());
        }
    }

    @Test
    void linesCreateOnlyWhatTheyMay() throws Exception {
        try (LineStreamHarness harness =
                new LineStreamHarness(folder, LineStreamHarness.options(false, false), 1_000)) {
            harness.send("m v=1i\n");
            assertEquals(LineErrorCode.TABLE_DOES_NOT_EXIST, harness.errors.removeFirst().code());
            declare(harness);
            harness.send("d nothing=1i\nd,nothing=1 l=1i\nd l=1i\n");
            assertEquals(
                    List.of(
                            LineErrorCode.COLUMN_DOES_NOT_EXIST,
                            LineErrorCode.COLUMN_DOES_NOT_EXIST),
                    harness.errors.stream().map(LineError::code).toList());
            assertEquals(1, harness.rows("d").size());
        }
    }

    @Test
    void aDroppedTableIsCreatedAnew() throws Exception {
        try (LineStreamHarness harness = new LineStreamHarness(folder)) {
            harness.send("m,a=1 v=1i 1000\n");
            harness.stream.receive(bytes("m,a=1 v=2i 2000\n"));
            harness.store.dropTable("m");
            harness.store.checkpoint();
            harness.send("m,a=1 v=\"now text\" 3000\nm,a=1 v=\"more\" 4000\n");
            assertEquals(List.of(), harness.errors);
            assertEquals(
                    List.of(
                            Map.of("a", "1", "v", 1L, "timestamp", 1L),
                            Map.of("a", "1", "v", "now text", "timestamp", 3L),
                            Map.of("a", "1", "v", "more", "timestamp", 4L)),
                    harness.rows("m"));
        }
    }

    @Test
    void moreSeriesThanAreKeptAreStillRight() throws Exception {
        try (LineStreamHarness harness = new LineStreamHarness(folder)) {
            String filler = "f".repeat(8_000);
            int series = SeriesCache.MAX_RECORD_BYTES / 8_000 + 100;
            for (int round = 0; round < 2; round++) {
                for (int index = 0; index < series; index++) {
                    harness.stream.receive(
                            bytes("m,a=" + filler + index + " v=" + index + "i 1000\n"));
                }
            }
            harness.stream.handOver();
            assertEquals(2 * series, harness.rows("m").size());
            for (int index = 0; index < 2 * series; index++) {
                Map<String, Object> row = harness.rows("m").get(index);
                assertEquals((long) (index % series), row.get("v"));
                assertEquals(filler + index % series, row.get("a"));
            }
        }
    }

    @Test
    void otherPrecisionsReachTheSameTicks() throws Exception {
        Map<String, String> times =
                Map.of(
                        "n",
                        "7200000000000",
                        "us",
                        "7200000000",
                        "u",
                        "7200000000",
                        "ms",
                        "7200000",
                        "s",
                        "7200",
                        "m",
                        "120",
                        "h",
                        "2");
        for (Map.Entry<String, String> time : times.entrySet()) {
            TimestampUnit unit = TimestampUnit.ofPrecision(time.getKey()).orElseThrow();
            try (LineStreamHarness harness =
                    new LineStreamHarness(
                            folder.resolve(time.getKey()),
                            ParserOptions.defaults().withTimestampUnit(unit),
                            1_000)) {
                harness.send("m v=1i %s\nm v=1i %s\n".formatted(time.getValue(), time.getValue()));
                assertEquals(7_200_000_000L, harness.rows("m").get(0).get("timestamp"));
                assertEquals(7_200_000_000L, harness.rows("m").get(1).get("timestamp"));
            }
        }
        assertTrue(TimestampUnit.ofPrecision("d").isEmpty());
    }

    private static void declare(LineStreamHarness harness) throws Exception {
        harness.store.createTable(
                "d",
                List.of(
                        new NewColumn("by", ColumnType.BYTE),
                        new NewColumn("sh", ColumnType.SHORT),
                        new NewColumn("i", ColumnType.INT),
                        new NewColumn("l", ColumnType.LONG),
                        new NewColumn("f", ColumnType.FLOAT),
                        new NewColumn("do", ColumnType.DOUBLE),
                        new NewColumn("dt", ColumnType.DATE),
                        new NewColumn("tn", ColumnType.TIMESTAMP_NS),
                        new NewColumn("s", ColumnType.SYMBOL),
                        new NewColumn("v", ColumnType.VARCHAR),
                        new NewColumn("u", ColumnType.UUID),
                        new NewColumn("w", ColumnType.LONG256),
                        new NewColumn("ts", ColumnType.TIMESTAMP_NS)),
                12,
                PartitionUnit.DAY);
    }

    private static void refusesCast(LineStreamHarness harness, String line, String message) {
        harness.send(line + "\n");
        LineError error = harness.errors.removeFirst();
        assertEquals("table: d, " + message, error.message());
        assertEquals(LineErrorCode.CAST_ERROR, error.code());
    }

    private static String text(ColumnDefinition column) {
        return column.name() + " " + column.type();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
