package dev.tidemark.sql.syntax;

/** The operators that join conditions. */
public enum LogicalOperator {
    AND,
    OR
}
