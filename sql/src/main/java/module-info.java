/** SQL over Tidemark's tables, and the embedded database. */
module dev.tidemark.sql {
    requires transitive dev.tidemark.core;
    requires dev.tidemark.merge;
    requires jdk.incubator.vector;
    requires static org.jspecify;

    exports dev.tidemark.sql;
    exports dev.tidemark.sql.syntax;
    exports dev.tidemark.sql.type;
}
