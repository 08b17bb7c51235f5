package dev.tidemark.tsbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A line taken apart by the simplest means: the data of the suite has no escapes and no strings.
 */
public record ParsedLine(
        String table, Map<String, String> tags, Map<String, String> fields, long timestampNanos) {

    private static final Pattern NUMBER = Pattern.compile("(0|[1-9][0-9]*)(i|\\.[0-9]*[1-9])?");

    /** The value of a field that must be there and an integer. */
    public long integer(String field) {
        String value = Objects.requireNonNull(fields.get(field), field);
        assertTrue(value.endsWith("i"), value);
        return Long.parseLong(value.substring(0, value.length() - 1));
    }

    public static List<ParsedLine> parseAll(String text) {
        assertTrue(text.isEmpty() || text.endsWith("\n"), "text ends within a line");
        List<ParsedLine> lines = new ArrayList<>();
        text.lines().forEach(line -> lines.add(parse(line)));
        return lines;
    }

    public static ParsedLine parse(String line) {
        List<String> parts = List.of(line.split(" ", -1));
        assertEquals(3, parts.size(), line);
        List<String> head = List.of(parts.get(0).split(",", -1));
        Map<String, String> tags = pairs(head.subList(1, head.size()), line);
        Map<String, String> fields = pairs(List.of(parts.get(1).split(",", -1)), line);
        for (String value : fields.values()) {
            assertTrue(NUMBER.matcher(value).matches(), () -> value + " in " + line);
        }
        return new ParsedLine(head.getFirst(), tags, fields, Long.parseLong(parts.get(2)));
    }

    private static Map<String, String> pairs(List<String> parts, String line) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String part : parts) {
            int equals = part.indexOf('=');
            assertTrue(equals > 0 && equals < part.length() - 1, () -> part + " in " + line);
            String earlier = pairs.put(part.substring(0, equals), part.substring(equals + 1));
            assertEquals(null, earlier, () -> part + " is there twice in " + line);
        }
        return pairs;
    }
}
