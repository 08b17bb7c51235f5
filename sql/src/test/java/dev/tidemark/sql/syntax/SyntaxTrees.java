package dev.tidemark.sql.syntax;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;

/** Trees as text without positions: equal texts, equal trees. */
final class SyntaxTrees {
    private SyntaxTrees() {}

    static String shape(Object value) {
        if (value instanceof List<?> list) {
            StringJoiner elements = new StringJoiner(", ", "[", "]");
            list.forEach(element -> elements.add(shape(Objects.requireNonNull(element))));
            return elements.toString();
        }
        if (!(value instanceof Record)) {
            return value instanceof String ? "'" + value + "'" : String.valueOf(value);
        }
        StringJoiner components =
                new StringJoiner(", ", value.getClass().getSimpleName() + "(", ")");
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            if (!component.getName().equals("position")) {
                components.add(shapeOf(component, value));
            }
        }
        return components.toString();
    }

    private static String shapeOf(RecordComponent component, Object owner) {
        try {
            Object value = component.getAccessor().invoke(owner);
            return value == null ? "-" : shape(value);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(component.toString(), e);
        }
    }

    /** The only statement of a text. */
    static Statement statement(String sql) {
        List<ParsedStatement> statements = Parser.parse(sql);
        if (statements.size() != 1) {
            throw new AssertionError(statements.size() + " statements in " + sql);
        }
        return statements.getFirst().statement();
    }
}
