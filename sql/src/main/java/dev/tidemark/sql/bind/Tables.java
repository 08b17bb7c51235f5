package dev.tidemark.sql.bind;

import dev.tidemark.sql.syntax.QualifiedName;
import java.util.Collection;
import java.util.Optional;

/** Finds what a name in FROM means. */
public interface Tables {
    /** The table or catalog view of that name, if there is one. */
    Optional<Relation> find(QualifiedName name);

    /** What the table function of that name delivers, if there is one. */
    Optional<Relation> function(String name);

    /** Names of all tables, to suggest one. */
    Collection<String> names();
}
