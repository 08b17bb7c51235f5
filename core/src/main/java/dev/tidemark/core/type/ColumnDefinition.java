package dev.tidemark.core.type;

/**
 * A column of a table.
 *
 * @param id stable number of the column in its table, never reused; names its files
 * @param name as first written by the user; looked up without regard to case
 * @param type of its values
 */
public record ColumnDefinition(int id, String name, ColumnType type) {}
