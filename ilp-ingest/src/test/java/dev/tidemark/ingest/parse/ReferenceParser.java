package dev.tidemark.ingest.parse;

import dev.tidemark.core.type.ColumnType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Line protocol read in the plainest way: whole text, strings, maps, exceptions. It knows only the
 * column types that lines create.
 */
public final class ReferenceParser {
    private final long nowMicros;
    private final Map<String, Map<String, Column>> schemas = new TreeMap<>();
    private final Map<String, String> tableNames = new TreeMap<>();
    public final Map<String, List<Map<String, Object>>> rows = new TreeMap<>();
    public final List<Long> badLines = new ArrayList<>();

    private record Column(String name, ColumnType type) {}

    private record Cell(String name, ValueType type, Object value, String text) {}

    private record Line(String table, List<Cell> cells, @Nullable Long micros) {}

    private static final class Bad extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Bad(String reason) {
            super(reason);
        }
    }

    public ReferenceParser(long nowMicros) {
        this.nowMicros = nowMicros;
    }

    /** Reads all lines; bad ones are noted and skipped. */
    public void parse(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        long number = 0;
        int start = 0;
        for (int index = 0; index < all.length(); index++) {
            char character = all.charAt(index);
            if (character == '\\') {
                index++;
            } else if (character == '\n' || character == '\r') {
                boolean lineFeedOfCrLf =
                        character == '\n'
                                && index == start
                                && index > 0
                                && all.charAt(index - 1) == '\r';
                number += lineFeedOfCrLf ? 0 : 1;
                if (index > start) {
                    try {
                        append(read(all.substring(start, index)));
                    } catch (Bad _) {
                        badLines.add(number);
                    }
                }
                start = index + 1;
            }
        }
    }

    private void append(Line line) {
        String key = line.table.toLowerCase(Locale.ROOT);
        boolean registered = false;
        while (true) {
            Map<String, Column> schema = schemas.get(key);
            Map<String, Object> row = schema == null ? null : cells(line, schema);
            if (row != null) {
                Objects.requireNonNull(rows.get(tableNames.get(key))).add(row);
                return;
            }
            if (registered) {
                throw new IllegalStateException("still not registered");
            }
            register(line, key);
            registered = true;
        }
    }

    private @Nullable Map<String, Object> cells(Line line, Map<String, Column> schema) {
        Map<String, Object> row = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (Cell cell : line.cells) {
            Column column = schema.get(cell.name.toLowerCase(Locale.ROOT));
            if (column == null) {
                return null;
            }
            if (seen.add(column.name)) {
                Object value = cast(cell, column.type);
                if (column.name.equals("timestamp")) {
                    check((long) value >= 0, "negative timestamp");
                    check(
                            (long) value <= TimestampUnit.maxDesignatedTicks(column.type),
                            "too large");
                }
                row.put(column.name, value);
            }
        }
        if (seen.add("timestamp")) {
            long micros = line.micros == null ? nowMicros : line.micros;
            check(micros >= 0, "negative timestamp");
            check(
                    micros <= TimestampUnit.maxDesignatedTicks(ColumnType.TIMESTAMP),
                    "time too large");
            row.put("timestamp", micros);
        }
        return row;
    }

    private void register(Line line, String key) {
        Map<String, Column> schema = schemas.get(key);
        Map<String, Column> wider =
                schema == null ? new LinkedHashMap<>() : new LinkedHashMap<>(schema);
        if (schema == null) {
            check(NameRules.tableNameFault(line.table).isEmpty(), "table name");
            wider.put("timestamp", new Column("timestamp", ColumnType.TIMESTAMP));
        }
        for (Cell cell : line.cells) {
            String lower = cell.name.toLowerCase(Locale.ROOT);
            if (wider.get(lower) == null || (schema == null && lower.equals("timestamp"))) {
                check(NameRules.columnNameFault(cell.name).isEmpty(), "column name");
                wider.putIfAbsent(lower, new Column(cell.name, columnType(cell)));
            }
        }
        if (schema == null) {
            for (Cell cell : line.cells) {
                if (cell.name.toLowerCase(Locale.ROOT).equals("timestamp")) {
                    check(CellWriter.accepts(ColumnType.TIMESTAMP, cell.type), "cast");
                    break;
                }
            }
            tableNames.put(key, line.table);
            rows.put(line.table, new ArrayList<>());
        }
        schemas.put(key, wider);
    }

    private static Object cast(Cell cell, ColumnType type) {
        check(CellWriter.accepts(type, cell.type), "cast " + cell.type + " to " + type);
        return switch (type) {
            case SYMBOL, VARCHAR -> cell.text;
            case DOUBLE ->
                    cell.value instanceof Long number
                            ? (double) number
                            : cell.value instanceof Boolean truth ? truth ? 1.0 : 0.0 : cell.value;
            case LONG -> cell.value instanceof Boolean truth ? truth ? 1L : 0L : cell.value;
            case LONG256 -> {
                String text = cell.text.startsWith("0x") ? cell.text.substring(2) : "-";
                check(text.matches("[0-9a-fA-F]{1,64}"), "LONG256 text");
                yield "0x%064x".formatted(new BigInteger(text, 16));
            }
            case TIMESTAMP, TIMESTAMP_NS -> {
                if (cell.type == ValueType.INTEGER) {
                    yield cell.value;
                }
                BigInteger[] timeAndUnit = (BigInteger[]) cell.value;
                yield ticks(timeAndUnit[0], timeAndUnit[1], type);
            }
            default -> cell.value;
        };
    }

    private static Line read(String line) {
        int tagsEnd = find(line, 0, " ");
        String head = line.substring(0, tagsEnd);
        String table = unescape(head.substring(0, find(head, 0, ",")), " ,=\"\\\n\r");
        check(
                find(head.substring(0, find(head, 0, ",")), 0, "=") == find(head, 0, ","),
                "= in table");
        check(!table.isEmpty() && table.length() <= 127 && table.indexOf(0) < 0, "table name");
        utf8(table);
        List<Cell> cells = new ArrayList<>();
        boolean hasTags = find(head, 0, ",") < head.length();
        int position = find(head, 0, ",");
        while (position < head.length()) {
            int end = find(head, position + 1, ",");
            readTag(head.substring(position + 1, end), cells);
            position = end;
        }
        String tail = tagsEnd < line.length() ? line.substring(tagsEnd + 1) : "";
        if (find(tail, 0, "=") == tail.length()) {
            check(hasTags, "no fields");
            return new Line(utf8(table), cells, time(tail));
        }
        position = 0;
        while (true) {
            int equals = find(tail, position, "=, ");
            check(equals < tail.length() && tail.charAt(equals) == '=', "field without =");
            String name = name(tail.substring(position, equals));
            int end;
            if (tail.startsWith("\"", equals + 1)) {
                end = equals + 2;
                while (end < tail.length() && tail.charAt(end) != '"') {
                    end += isEscape(tail, end, "\"\\\n\r") ? 2 : 1;
                }
                check(end < tail.length(), "no closing quote");
                String text = utf8(unescape(tail.substring(equals + 2, end), "\"\\\n\r"));
                cells.add(new Cell(name, ValueType.STRING, text, text));
                end++;
                check(
                        end == tail.length() || tail.charAt(end) == ',' || tail.charAt(end) == ' ',
                        "text after quote");
            } else {
                end = equals + 1;
                while (end < tail.length() && tail.charAt(end) != ',' && tail.charAt(end) != ' ') {
                    end++;
                }
                if (end > equals + 1) {
                    cells.add(value(name, tail.substring(equals + 1, end)));
                }
            }
            if (end == tail.length() || tail.charAt(end) == ' ') {
                return new Line(
                        utf8(table), cells, time(tail.substring(Math.min(end + 1, tail.length()))));
            }
            position = end + 1;
        }
    }

    private static void readTag(String tag, List<Cell> cells) {
        int equals = find(tag, 0, "=");
        check(equals < tag.length(), "tag without =");
        check(find(tag, equals + 1, "=") == tag.length(), "= in tag value");
        String name = name(tag.substring(0, equals));
        String text = unescape(tag.substring(equals + 1), " ,=\"\\\n\r");
        check(text.indexOf(0) < 0, "NUL");
        utf8(text);
        if (!text.isEmpty()) {
            cells.add(new Cell(name, ValueType.TAG, utf8(text), utf8(text)));
        }
    }

    private static Cell value(String name, String text) {
        String bare = text.substring(0, text.length() - 1);
        char last = text.charAt(text.length() - 1);
        if (text.matches("(?i)t|true|f|false")) {
            boolean truth = text.toLowerCase(Locale.ROOT).startsWith("t");
            return new Cell(name, ValueType.BOOLEAN, truth, text);
        }
        if (last == 'i' && bare.startsWith("0x")) {
            check(bare.matches("0x[0-9a-fA-F]{1,64}"), "hex");
            String hex = "0x%064x".formatted(new BigInteger(bare.substring(2), 16));
            return new Cell(name, ValueType.LONG256, hex, bare);
        }
        if (last == 'i') {
            return new Cell(name, ValueType.INTEGER, integer(bare), bare);
        }
        if ("tnm".indexOf(last) >= 0 && bare.matches("-?[0-9]+")) {
            integer(bare);
            return new Cell(
                    name,
                    ValueType.TIMESTAMP,
                    new BigInteger[] {new BigInteger(bare), nanosPer(last)},
                    bare);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        boolean special = lower.matches("[+-]?(nan|infinity)");
        check(
                special || text.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?"),
                "number");
        double value =
                Double.parseDouble(lower.replace("nan", "NaN").replace("infinity", "Infinity"));
        return new Cell(name, ValueType.FLOAT, value, text);
    }

    private static @Nullable Long time(String text) {
        if (text.isEmpty()) {
            return null;
        }
        char last = text.charAt(text.length() - 1);
        boolean suffix = "tnm".indexOf(last) >= 0;
        String bare = suffix ? text.substring(0, text.length() - 1) : text;
        if (integer(bare) < 0) {
            return -1L;
        }
        BigInteger nanos = new BigInteger(bare).multiply(nanosPer(suffix ? last : 'n'));
        return nanos.divide(BigInteger.valueOf(1_000))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValue();
    }

    private static BigInteger nanosPer(char suffix) {
        return BigInteger.valueOf(suffix == 'n' ? 1 : suffix == 't' ? 1_000 : 1_000_000);
    }

    private static long ticks(BigInteger time, BigInteger nanosPerUnit, ColumnType type) {
        BigInteger tickNanos =
                type == ColumnType.TIMESTAMP ? BigInteger.valueOf(1_000) : BigInteger.ONE;
        BigInteger nanos = time.multiply(nanosPerUnit);
        BigInteger ticks = nanos.subtract(nanos.mod(tickNanos)).divide(tickNanos);
        check(ticks.bitLength() < 64, "time out of range");
        check(ticks.longValueExact() != TimestampUnit.OUT_OF_RANGE, "time out of range");
        return ticks.longValueExact();
    }

    private static ColumnType columnType(Cell cell) {
        boolean isNanos =
                cell.type == ValueType.TIMESTAMP
                        && ((BigInteger[]) cell.value)[1].equals(BigInteger.ONE);
        return isNanos ? ColumnType.TIMESTAMP_NS : cell.type.columnType();
    }

    private static long integer(String text) {
        check(text.matches("-?[0-9]+"), "integer");
        BigInteger value = new BigInteger(text);
        check(value.bitLength() < 64, "integer out of range");
        return value.longValueExact();
    }

    private static String name(String raw) {
        String name = unescape(raw, " ,=\"\\\n\r");
        check(!name.isEmpty() && name.length() <= 127 && name.indexOf(0) < 0, "column name");
        return utf8(name);
    }

    /** First of some characters that is not escaped, or the length. */
    private static int find(String text, int from, String characters) {
        for (int index = from; index < text.length(); index++) {
            if (isEscape(text, index, " ,=\"\\\n\r")) {
                index++;
            } else if (characters.indexOf(text.charAt(index)) >= 0) {
                return index;
            }
        }
        return text.length();
    }

    private static String unescape(String text, String escapable) {
        StringBuilder result = new StringBuilder();
        for (int index = 0; index < text.length(); index++) {
            if (isEscape(text, index, escapable)) {
                index++;
            }
            result.append(text.charAt(index));
        }
        return result.toString();
    }

    private static boolean isEscape(String text, int index, String escapable) {
        return text.charAt(index) == '\\'
                && index + 1 < text.length()
                && escapable.indexOf(text.charAt(index + 1)) >= 0;
    }

    /** Text of bytes that stand as characters below 256. */
    private static String utf8(String bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new Bad("not UTF-8");
        }
    }

    private static void check(boolean condition, String reason) {
        if (!condition) {
            throw new Bad(reason);
        }
    }
}
