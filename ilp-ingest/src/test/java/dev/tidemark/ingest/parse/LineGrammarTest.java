package dev.tidemark.ingest.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every form of the grammar: what it means, or why it is refused and where. */
class LineGrammarTest {
    private static final long NOW = LineStreamHarness.NOW_MICROS;

    @TempDir Path folder;
    private LineStreamHarness harness;
    private int tableCount;

    @BeforeEach
    void open() throws Exception {
        harness = new LineStreamHarness(folder);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void valuesHaveTheTypeOfTheirForm() {
        accepts("TABLE a=1i 5000", Map.of("a", 1L, "timestamp", 5L));
        accepts("TABLE a=-9223372036854775808i 0", Map.of("a", Long.MIN_VALUE, "timestamp", 0L));
        accepts("TABLE a=9223372036854775807i", Map.of("a", Long.MAX_VALUE, "timestamp", NOW));
        accepts("TABLE a=007i", Map.of("a", 7L, "timestamp", NOW));
        accepts("TABLE a=0x10Fi", Map.of("a", "0x" + "0".repeat(61) + "10f", "timestamp", NOW));
        accepts("TABLE a=12t", Map.of("a", 12L, "timestamp", NOW));
        accepts("TABLE a=12345n", Map.of("a", 12_345L, "timestamp", NOW));
        accepts("TABLE a=-3m", Map.of("a", -3_000L, "timestamp", NOW));
        accepts("TABLE a=t,b=T,c=true,d=True,e=TRUE,f=tRuE", sixBooleans(true));
        accepts("TABLE a=f,b=F,c=false,d=False,e=FALSE,f=fAlSe", sixBooleans(false));
        accepts("TABLE a=1", Map.of("a", 1.0, "timestamp", NOW));
        accepts("TABLE a=-1.5e-3", Map.of("a", -0.0015, "timestamp", NOW));
        accepts("TABLE a=.5,b=5.,c=+1", Map.of("a", 0.5, "b", 5.0, "c", 1.0, "timestamp", NOW));
        accepts(
                "TABLE a=NaN,b=-Infinity",
                Map.of("a", Double.NaN, "b", Double.NEGATIVE_INFINITY, "timestamp", NOW));
        accepts("TABLE a=\"\"", Map.of("a", "", "timestamp", NOW));
        accepts("TABLE a=\"x y,z=1\"", Map.of("a", "x y,z=1", "timestamp", NOW));
        accepts("TABLE a=\"q\\\"b\\\\n\\x\"", Map.of("a", "q\"b\\n\\x", "timestamp", NOW));
        accepts("TABLE a=\"two\\\nlines\"", Map.of("a", "two\nlines", "timestamp", NOW));
        accepts(
                "TABLE a=\"grün €\uD83D\uDE00\"",
                Map.of("a", "grün €\uD83D\uDE00", "timestamp", NOW));
    }

    @Test
    void tagsAreTextAsItStands() {
        accepts("TABLE,a=b 7000", Map.of("a", "b", "timestamp", 7L));
        accepts("TABLE,a=b", Map.of("a", "b", "timestamp", NOW));
        accepts(
                "TABLE,a=\"b\",c=1i,d=t x=1i",
                Map.of("a", "\"b\"", "c", "1i", "d", "t", "x", 1L, "timestamp", NOW));
        accepts(
                "TABLE,a\\ b=c\\,d\\=e\\\\f x=1i",
                Map.of("a b", "c,d=e\\f", "x", 1L, "timestamp", NOW));
        accepts("TABLE,a=x\\\ny x=1i", Map.of("a", "x\ny", "x", 1L, "timestamp", NOW));
        accepts("TABLE,a=x\\y x=1i", Map.of("a", "x\\y", "x", 1L, "timestamp", NOW));
        accepts("TABLE,ä=ö x=1i", Map.of("ä", "ö", "x", 1L, "timestamp", NOW));
    }

    @Test
    void nothingIsNull() {
        accepts("TABLE,a=,b=c x=", Map.of("b", "c", "timestamp", NOW));
        accepts("TABLE,a= x=,y=1i", Map.of("y", 1L, "timestamp", NOW));
        accepts("TABLE x=,x=2i", Map.of("x", 2L, "timestamp", NOW));
    }

    @Test
    void theFirstOfTwoCounts() {
        accepts("TABLE,a=1,a=2 x=1i,x=2i,X=\"3\"", Map.of("a", "1", "x", 1L, "timestamp", NOW));
        accepts("TABLE,a=1 a=2i,x=1i", Map.of("a", "1", "x", 1L, "timestamp", NOW));
    }

    @Test
    void theTimestampComesFromTheFieldThenTheEndThenTheClock() {
        accepts("TABLE x=1i,timestamp=5t 9000", Map.of("x", 1L, "timestamp", 5L));
        accepts("TABLE x=1i,timestamp=5000n", Map.of("x", 1L, "timestamp", 5L));
        accepts("TABLE x=1i,Timestamp=5m -1", Map.of("x", 1L, "timestamp", 5_000L));
        accepts("TABLE x=1i,timestamp=5i", Map.of("x", 1L, "timestamp", 5L));
        accepts("TABLE x=1i 5t", Map.of("x", 1L, "timestamp", 5L));
        accepts("TABLE x=1i 5m", Map.of("x", 1L, "timestamp", 5_000L));
        accepts("TABLE x=1i 5999n", Map.of("x", 1L, "timestamp", 5L));
        accepts("TABLE x=1i ", Map.of("x", 1L, "timestamp", NOW));
        accepts(
                "TABLE x=1i 253402300799999999t",
                Map.of("x", 1L, "timestamp", 253_402_300_799_999_999L));
    }

    @Test
    void linesWithoutAnythingAreRefused() {
        refuses("TABLE", LineErrorCode.NO_FIELDS, 6);
        refuses("TABLE ", LineErrorCode.NO_FIELDS, 7);
        refuses("TABLE 123", LineErrorCode.NO_FIELDS, 7);
        refuses("TABLE abc", LineErrorCode.INCOMPLETE_FIELD, 7);
    }

    @Test
    void namesHaveRules() {
        refuses(",a=b x=1i", LineErrorCode.INVALID_TABLE_NAME, 1);
        refuses(" x=1i", LineErrorCode.INVALID_TABLE_NAME, 1);
        for (String bad :
                List.of(
                        "a?b", "a/b", "a:b", "a\\\\b", "a(b", "a)b", "a+b", "a*b", "a%b", "a~b",
                        "a'b", ".a", "a.")) {
            refuses(bad + " x=1i", LineErrorCode.INVALID_TABLE_NAME, 1);
        }
        refuses("a\u0001b x=1i", LineErrorCode.INVALID_TABLE_NAME, 1);
        refuses("a\uFEFFb x=1i", LineErrorCode.INVALID_TABLE_NAME, 1);
        refuses("a\0b x=1i", LineErrorCode.INVALID_TABLE_NAME, 2);
        refuses("a=b x=1i", LineErrorCode.INVALID_TABLE_NAME, 2);
        refuses("x".repeat(128) + " x=1i", LineErrorCode.INVALID_TABLE_NAME, 1);
        accepts(
                "TABLE a" + "x".repeat(126) + "=1i",
                Map.of("a" + "x".repeat(126), 1L, "timestamp", NOW));
        refuses("TABLE " + "x".repeat(128) + "=1i", LineErrorCode.INVALID_COLUMN_NAME, 7);
        for (String bad : List.of("a.b", "a-b", "a?b", "a/b", "a\\\\b", "a\\\"b", "a~b")) {
            refuses("TABLE " + bad + "=1i", LineErrorCode.INVALID_COLUMN_NAME, 7);
            refuses("TABLE," + bad + "=1 x=1i", LineErrorCode.INVALID_COLUMN_NAME, 7);
        }
        refuses("TABLE =1i", LineErrorCode.INVALID_COLUMN_NAME, 7);
        refuses("TABLE,=1 x=1i", LineErrorCode.INVALID_COLUMN_NAME, 7);
        refuses("TABLE a\0=1i", LineErrorCode.INVALID_COLUMN_NAME, 8);
    }

    @Test
    void halfTagsAndFieldsAreRefused() {
        refuses("TABLE,a x=1i", LineErrorCode.INCOMPLETE_TAG, 8);
        refuses("TABLE, x=1i", LineErrorCode.INCOMPLETE_TAG, 7);
        refuses("TABLE,", LineErrorCode.INCOMPLETE_TAG, 7);
        refuses("TABLE,a=b=c x=1i", LineErrorCode.INVALID_TAG_VALUE, 10);
        refuses("TABLE,a=b\0 x=1i", LineErrorCode.INVALID_TAG_VALUE, 10);
        refuses("TABLE x=1i,", LineErrorCode.INCOMPLETE_FIELD, 12);
        refuses("TABLE x=1i,y", LineErrorCode.INCOMPLETE_FIELD, 13);
        refuses("TABLE x=1i, 5", LineErrorCode.INCOMPLETE_FIELD, 12);
        refuses("TABLE  x=1i", LineErrorCode.INCOMPLETE_FIELD, 7);
    }

    @Test
    void whatIsNoValueIsRefused() {
        for (String bad :
                List.of(
                        "x",
                        "1x",
                        "--1i",
                        "1.5i",
                        "i",
                        "-i",
                        "0xi2",
                        "1e",
                        "1e+",
                        ".",
                        "+",
                        "1.2.3",
                        "nan1",
                        "5f",
                        "0x1p3",
                        "1_0",
                        "tr",
                        "9223372036854775808i",
                        "0x" + "1".repeat(65) + "i",
                        "0xgi")) {
            refusesCode("TABLE a=" + bad, LineErrorCode.INVALID_FIELD_VALUE);
        }
        refuses("TABLE a=\"open", LineErrorCode.INVALID_FIELD_VALUE, 9);
        refuses("TABLE a=\"x\"y", LineErrorCode.INVALID_FIELD_SEPARATOR, 12);
        refuses("TABLE a==\u0010", LineErrorCode.UNSUPPORTED_BINARY_FORMAT, 9);
    }

    @Test
    void decimalsSayThatTheyHaveNoTypeYet() {
        LineError error = refuses("TABLE a=1.5d", LineErrorCode.INVALID_FIELD_VALUE, 9);
        assertEquals(
                "decimal values have no column type yet; send the value without the 'd'",
                error.message());
    }

    @Test
    void timesOutOfRangeAreRefused() {
        LineError negative = refuses("TABLE x=1i -5", LineErrorCode.INVALID_TIMESTAMP, 12);
        assertEquals("the designated timestamp must be positive", negative.message());
        refuses("TABLE x=1i,timestamp=-5t", LineErrorCode.INVALID_TIMESTAMP, 22);
        refuses("TABLE x=1i 12x", LineErrorCode.INVALID_TIMESTAMP, 12);
        refuses("TABLE x=1i 5 5", LineErrorCode.INVALID_TIMESTAMP, 12);
        refuses("TABLE x=1i 9223372036854775808", LineErrorCode.INVALID_TIMESTAMP, 12);
        refuses("TABLE x=1i 9223372036854775807m", LineErrorCode.INVALID_TIMESTAMP, 12);
        refuses("TABLE x=1i 253402300800000000t", LineErrorCode.INVALID_TIMESTAMP, 12);
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        for (String bad :
                List.of(
                        "\u00c3",
                        "\u00c3(",
                        "\u00ff",
                        "\u00c0\u0080",
                        "\u00ed\u00a0\u0080",
                        "\u00f4\u0090\u0080\u0080")) {
            harness.stream.receive(
                    ByteBuffer.wrap(
                            ("t a=\"" + bad + "\"\n").getBytes(StandardCharsets.ISO_8859_1)));
            assertEquals(LineErrorCode.INVALID_FIELD_VALUE, harness.errors.removeFirst().code());
        }
    }

    @Test
    void theErrorNamesTheLineInTheStream() {
        harness.send("t x=1i\n\n\r\nt x=2i\rt y=\"\\\n\"\nbad line\nt x=1i\n");
        LineError error = harness.errors.getFirst();
        // The escaped line end belongs to its line; CR LF is one end.
        assertEquals(6, error.line());
        assertEquals("bad line", error.text());
    }

    private static Map<String, Object> sixBooleans(boolean value) {
        Map<String, Object> row = new TreeMap<>(Map.of("timestamp", NOW));
        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            row.put(name, value);
        }
        return row;
    }

    /** Sends the line three times, for its series and names are known from the second on. */
    private void accepts(String line, Map<String, Object> row) {
        String table = "table" + tableCount++;
        String text = line.replace("TABLE", table) + "\n";
        harness.send(text);
        harness.send(text + text);
        assertEquals(List.of(), harness.errors, line);
        assertEquals(List.of(row, row, row), harness.rows(table), line);
    }

    private LineError refuses(String line, LineErrorCode code, long column) {
        LineError error = refusesCode(line, code);
        assertEquals(column, error.column(), line + ": " + error.message());
        return error;
    }

    /** Sends the line to a new table, whose name is as long as the placeholder. */
    private LineError refusesCode(String line, LineErrorCode code) {
        String table = "t" + "%04d".formatted(tableCount++);
        harness.send(line.replace("TABLE", table) + "\n");
        assertEquals(1, harness.errors.size(), line);
        LineError error = harness.errors.removeFirst();
        assertEquals(code, error.code(), line + ": " + error.message());
        assertEquals(List.of(), harness.rows(table), line);
        boolean inTime = code == LineErrorCode.INVALID_TIMESTAMP;
        assertTrue(inTime || harness.store.table(table).isEmpty(), "bad grammar leaves no table");
        return error;
    }
}
