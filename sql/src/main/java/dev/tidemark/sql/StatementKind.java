package dev.tidemark.sql;

/** What a statement does, as far as those who speak a protocol have to know. */
public enum StatementKind {
    /** Nothing: white space or comments only. */
    EMPTY,
    /** Returns rows and changes nothing: SELECT, SHOW, EXPLAIN, VALUES. */
    QUERY,
    /** INSERT. */
    INSERT,
    /** CREATE, DROP, ALTER, CHECKPOINT. */
    DEFINITION,
    /** SET, RESET, DISCARD and the like. */
    SETTING,
    BEGIN,
    COMMIT,
    ROLLBACK
}
