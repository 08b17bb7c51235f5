package dev.tidemark.sql.syntax;

import java.util.List;
import java.util.function.Consumer;

/** Text in the making, with the small pieces that all printers need. */
final class SqlWriter {
    private final StringBuilder text = new StringBuilder();

    SqlWriter append(String part) {
        text.append(part);
        return this;
    }

    SqlWriter append(long number) {
        text.append(number);
        return this;
    }

    /** Appends {@code part} if {@code condition} holds. */
    SqlWriter appendIf(boolean condition, String part) {
        return condition ? append(part) : this;
    }

    SqlWriter name(Identifier name) {
        return name.quoted() ? quotedName(name.text()) : append(name.text());
    }

    SqlWriter name(QualifiedName name) {
        return separated(name.parts(), ".", this::name);
    }

    SqlWriter quotedName(String name) {
        return append("\"").append(name.replace("\"", "\"\"")).append("\"");
    }

    SqlWriter string(String value) {
        return append("'").append(value.replace("'", "''")).append("'");
    }

    /** Names in parentheses with commas between them. */
    SqlWriter names(List<Identifier> names) {
        return append("(").list(names, this::name).append(")");
    }

    SqlWriter type(TypeName type) {
        typeWithoutFields(type);
        if (type.intervalFields() != null) {
            append(" ").append(type.intervalFields());
        }
        return append("[]".repeat(type.arrayDimensions()));
    }

    /** The name and what stands in its parentheses. */
    SqlWriter typeWithoutFields(TypeName type) {
        name(type.name());
        if (!type.modifiers().isEmpty()) {
            append("(").append(String.join(", ", type.modifiers())).append(")");
        }
        return this;
    }

    /** Elements with commas between them. */
    <T> SqlWriter list(List<T> elements, Consumer<? super T> writer) {
        return separated(elements, ", ", writer);
    }

    private <T> SqlWriter separated(
            List<T> elements, String separator, Consumer<? super T> writer) {
        for (int i = 0; i < elements.size(); i++) {
            appendIf(i > 0, separator);
            writer.accept(elements.get(i));
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
