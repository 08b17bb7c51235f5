package dev.tidemark.sql;

import dev.tidemark.sql.type.SqlType;

/**
 * A column of a result. Names need not be unique.
 *
 * @param type never UNKNOWN
 */
public record ResultColumn(String name, SqlType type) {}
