package dev.tidemark.sql.syntax;

import java.util.List;

/**
 * A name of one or more parts with dots between them: {@code cpu}, {@code pg_catalog.pg_class}.
 *
 * @param parts from the outermost qualifier to the name itself; never empty
 */
public record QualifiedName(List<Identifier> parts, int position) implements Node {

    public QualifiedName {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a name has at least one part");
        }
        parts = List.copyOf(parts);
    }

    /** The name of one part. */
    public static QualifiedName of(Identifier name) {
        return new QualifiedName(List.of(name), name.position());
    }

    /** The name itself, without its qualifiers. */
    public Identifier last() {
        return parts.getLast();
    }

    /** The parts before the last one; empty for a simple name. */
    public List<Identifier> qualifiers() {
        return parts.subList(0, parts.size() - 1);
    }
}
