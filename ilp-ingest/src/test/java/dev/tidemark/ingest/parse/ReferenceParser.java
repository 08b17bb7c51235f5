package dev.tidemark.ingest.parse;

import dev.tidemark.core.type.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Line protocol read in the plainest way: whole text, strings, maps, exceptions. It knows only the
 * column types that lines create.
 */
public final class ReferenceParser {
    private static final Pattern NUMBER =
            Pattern.compile("([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+))([eE][+-]?[0-9]+)?");

    private final long nowMicros;
    private final int maxLineBytes;
    private final Map<String, Map<String, Column>> schemas = new TreeMap<>();
    private final Map<String, String> tableNames = new TreeMap<>();
    public final Map<String, List<Map<String, Object>>> rows = new TreeMap<>();
    public final List<Long> badLines = new ArrayList<>();

    private record Column(String name, ColumnType type) {}

    private record Cell(String name, ValueType type, Object value, String text) {
        ColumnType columnType() {
            boolean isNanos =
                    type == ValueType.TIMESTAMP && ((BigInteger[]) value)[1].equals(BigInteger.ONE);
            return type == ValueType.ARRAY
                    ? ColumnType.array(Integer.parseInt(text))
                    : isNanos ? ColumnType.TIMESTAMP_NS : type.columnType();
        }
    }

    private record Line(String table, List<Cell> cells, @Nullable Long micros) {}

    private static final class Bad extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Bad(String reason) {
            super(reason);
        }
    }

    public ReferenceParser(long nowMicros, int maxLineBytes) {
        this.nowMicros = nowMicros;
        this.maxLineBytes = maxLineBytes;
    }

    /** Reads all lines; bad ones are noted and skipped. */
    public void parse(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        long number = 0;
        int start = 0;
        int end = lineEnd(all, start);
        while (end >= 0) {
            boolean lineFeedOfCrLf =
                    all.charAt(end) == '\n'
                            && end == start
                            && end > 0
                            && all.charAt(end - 1) == '\r';
            number += lineFeedOfCrLf ? 0 : 1;
            if (end > start) {
                try {
                    check(end - start <= maxLineBytes, "length");
                    append(read(all.substring(start, end)));
                } catch (Bad _) {
                    badLines.add(number);
                }
            }
            start = end + 1;
            end = lineEnd(all, start);
        }
        if (all.length() - start > maxLineBytes) {
            badLines.add(number + 1);
        }
    }

    /** The next line end that is not escaped nor inside a binary value, or -1. */
    private static int lineEnd(String all, int start) {
        boolean isField = false;
        boolean isName = false;
        boolean isQuoted = false;
        int index = start;
        while (index < all.length()) {
            char character = all.charAt(index);
            if (character == '\\') {
                index += 2;
                continue;
            }
            if (character == '\n' || character == '\r') {
                return index;
            }
            index++;
            if (isQuoted) {
                isQuoted = character != '"';
            } else if (isName && character == '=') {
                isName = false;
                if (all.startsWith("=", index)) {
                    int length = binaryLength(all, index + 1);
                    if (length < 0 || index + 1 + length > all.length()) {
                        return -1;
                    }
                    index += 1 + length;
                } else if (all.startsWith("\"", index)) {
                    isQuoted = true;
                    index++;
                }
            } else if (character == ' ' && !isField) {
                isField = true;
                isName = true;
            } else if (character == ' ') {
                int newline = index;
                while (newline < all.length() && "\n\r".indexOf(all.charAt(newline)) < 0) {
                    newline += all.charAt(newline) == '\\' ? 2 : 1;
                }
                return newline < all.length() ? newline : -1;
            } else if (character == ',' && isField) {
                isName = true;
            }
        }
        return -1;
    }

    /** Bytes of the binary value whose type byte stands at {@code at}; -1 if that is cut off. */
    private static int binaryLength(String all, int at) {
        if (at >= all.length()) {
            return -1;
        }
        return switch (all.charAt(at)) {
            case 6 -> 2;
            case 2, 3 -> 5;
            case 15, 16 -> 9;
            case 13 -> 10;
            case 23 -> {
                boolean isCut = at + 2 >= all.length();
                yield isCut ? -1 : 3 + (all.charAt(at + 2) > 32 ? 0 : all.charAt(at + 2));
            }
            case 14 -> arrayLength(all, at);
            default -> 0;
        };
    }

    private static int arrayLength(String all, int at) {
        if (at + 1 >= all.length()) {
            return -1;
        }
        if (all.charAt(at + 1) != 10 && all.charAt(at + 1) != 6) {
            return 2;
        }
        if (at + 2 >= all.length()) {
            return -1;
        }
        int dimensions = all.charAt(at + 2);
        if (dimensions == 0 || dimensions > 32) {
            return 3;
        }
        if (at + 3 + 4 * dimensions > all.length()) {
            return -1;
        }
        BigInteger elements = elements(all, at);
        boolean isPossible = elements.signum() >= 0 && elements.bitLength() <= 28;
        return 3 + 4 * dimensions + (isPossible ? 8 * elements.intValue() : 0);
    }

    /** The product of the lengths of an array; negative if one is. */
    private static BigInteger elements(String all, int at) {
        BigInteger product = BigInteger.ONE;
        for (int dimension = 0; dimension < all.charAt(at + 2); dimension++) {
            int length = (int) number(all, at + 3 + 4 * dimension, 4);
            if (length < 0) {
                return BigInteger.valueOf(-1);
            }
            product = product.multiply(BigInteger.valueOf(length));
        }
        return product;
    }

    /** Little-endian bytes as a signed number. */
    private static long number(String all, int at, int bytes) {
        long value = 0;
        for (int index = bytes - 1; index >= 0; index--) {
            value = value << 8 | all.charAt(at + index);
        }
        return bytes == 4 ? (int) value : value;
    }

    /** Reads a binary value; null for NULL. */
    private static @Nullable Cell binary(String name, String bytes) {
        return switch (bytes.charAt(0)) {
            case 16 -> {
                double value = Double.longBitsToDouble(number(bytes, 1, 8));
                yield new Cell(name, ValueType.FLOAT, value, Double.toString(value));
            }
            case 2 -> {
                double value = Float.intBitsToFloat((int) number(bytes, 1, 4));
                yield new Cell(name, ValueType.FLOAT, value, Double.toString(value));
            }
            case 3, 15 -> {
                long value = number(bytes, 1, bytes.length() - 1);
                yield new Cell(name, ValueType.INTEGER, value, Long.toString(value));
            }
            case 6 -> {
                boolean truth = bytes.charAt(1) == 1;
                yield new Cell(name, ValueType.BOOLEAN, truth, Boolean.toString(truth));
            }
            case 13 -> binaryTime(name, bytes);
            case 23 -> binaryDecimal(name, bytes);
            case 14 -> binaryArray(name, bytes);
            default -> throw new Bad("binary type");
        };
    }

    private static Cell binaryTime(String name, String bytes) {
        check(bytes.charAt(1) >= 1 && bytes.charAt(1) <= 6, "unit");
        long[] nanos = {1, 1_000, 1_000_000, 1_000_000_000, 60_000_000_000L, 3_600_000_000_000L};
        long time = number(bytes, 2, 8);
        BigInteger[] timeAndUnit = {
            BigInteger.valueOf(time), BigInteger.valueOf(nanos[bytes.charAt(1) - 1])
        };
        return new Cell(name, ValueType.TIMESTAMP, timeAndUnit, Long.toString(time));
    }

    private static @Nullable Cell binaryDecimal(String name, String bytes) {
        check(bytes.charAt(1) <= 76 && bytes.charAt(2) <= 32, "decimal header");
        if (bytes.charAt(2) == 0) {
            return null;
        }
        byte[] unscaled = bytes.substring(3).getBytes(StandardCharsets.ISO_8859_1);
        BigDecimal decimal = new BigDecimal(new BigInteger(unscaled), bytes.charAt(1));
        check(decimal.precision() <= 76, "decimal digits");
        return new Cell(name, ValueType.DECIMAL, decimal, decimal.toString());
    }

    private static @Nullable Cell binaryArray(String name, String bytes) {
        if (bytes.charAt(1) == 33) {
            return null;
        }
        check(bytes.charAt(1) == 10, "element type");
        check(bytes.charAt(2) >= 1 && bytes.charAt(2) <= 32, "dimensions");
        BigInteger elements = elements(bytes, 0);
        check(elements.signum() >= 0 && elements.bitLength() <= 28, "elements");
        byte[] cell = bytes.substring(3).getBytes(StandardCharsets.ISO_8859_1);
        String hex = HexFormat.of().formatHex(cell);
        return new Cell(name, ValueType.ARRAY, hex, Integer.toString(bytes.charAt(2)));
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
                wider.putIfAbsent(lower, new Column(cell.name, cell.columnType()));
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
        return switch (type.kind()) {
            case ARRAY -> {
                check(type == cell.columnType(), "dimensions of the column");
                yield cell.value;
            }
            case DECIMAL -> decimal(cell, type);
            case SYMBOL, VARCHAR -> cell.text;
            case DOUBLE ->
                    cell.value instanceof BigDecimal decimal
                            ? decimal.doubleValue()
                            : cell.value instanceof Long number
                                    ? (double) number
                                    : cell.value instanceof Boolean truth
                                            ? truth ? 1.0 : 0.0
                                            : cell.value;
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

    /** Exactly, but for a FLOAT, which is rounded. */
    private static Object decimal(Cell cell, ColumnType type) {
        BigDecimal exact =
                cell.value instanceof Long number ? BigDecimal.valueOf(number) : number(cell.text);
        boolean isFloat = cell.type == ValueType.FLOAT;
        check(isFloat || isDecimal(exact), "digits");
        BigDecimal scaled = exact.setScale(type.scale(), RoundingMode.HALF_UP);
        check(isFloat || scaled.compareTo(exact) == 0, "scale");
        check(scaled.precision() <= type.precision(), "precision");
        return scaled;
    }

    /** Whether there are at most 76 digits before, behind and on both sides of the point. */
    private static boolean isDecimal(BigDecimal value) {
        BigDecimal bare = value.stripTrailingZeros();
        return value.signum() == 0
                || (bare.scale() <= 76
                        && bare.precision() <= 76
                        && bare.precision() - bare.scale() <= 76);
    }

    private static BigDecimal number(String text) {
        Matcher number = NUMBER.matcher(text);
        check(number.matches(), "decimal");
        BigDecimal mantissa = new BigDecimal(number.group(1));
        String exponent = number.group(2);
        if (mantissa.signum() == 0 || exponent == null) {
            return mantissa;
        }
        BigInteger power = new BigInteger(exponent.replaceAll("[eE+]", ""));
        BigInteger limit = BigInteger.valueOf(9_999);
        return mantissa.scaleByPowerOfTen(power.max(limit.negate()).min(limit).intValue());
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
            if (tail.startsWith("=", equals + 1)) {
                int length = binaryLength(tail, equals + 2);
                check(length >= 0 && equals + 2 + length <= tail.length(), "binary length");
                check(length > 0, "binary type");
                end = equals + 2 + length;
                Cell cell = binary(name, tail.substring(equals + 2, end));
                if (cell != null) {
                    cells.add(cell);
                }
                check(
                        end == tail.length() || tail.charAt(end) == ',' || tail.charAt(end) == ' ',
                        "text after binary");
            } else if (tail.startsWith("\"", equals + 1)) {
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
        if (last == 'd') {
            BigDecimal value = number(bare);
            check(isDecimal(value), "decimal");
            return new Cell(name, ValueType.DECIMAL, value, bare);
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
