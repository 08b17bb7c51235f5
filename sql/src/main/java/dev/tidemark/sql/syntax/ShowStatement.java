package dev.tidemark.sql.syntax;

/** Statements that ask about tables and settings. */
public sealed interface ShowStatement extends Statement {

    /** {@code SHOW TABLES}. */
    record ShowTables(int position) implements ShowStatement {}

    /** {@code SHOW COLUMNS FROM table}. */
    record ShowColumns(QualifiedName table, int position) implements ShowStatement {}

    /** {@code SHOW PARTITIONS FROM table}. */
    record ShowPartitions(QualifiedName table, int position) implements ShowStatement {}

    /** {@code SHOW CREATE TABLE table}. */
    record ShowCreateTable(QualifiedName table, int position) implements ShowStatement {}

    /** {@code SHOW ALL}: every parameter. */
    record ShowAllParameters(int position) implements ShowStatement {}

    /**
     * {@code SHOW name}; {@code SHOW TRANSACTION ISOLATION LEVEL} asks for {@code
     * transaction_isolation}, {@code SHOW TIME ZONE} for {@code timezone}, {@code SHOW SESSION
     * AUTHORIZATION} for {@code session_authorization}.
     */
    record ShowParameter(QualifiedName name, int position) implements ShowStatement {}
}
