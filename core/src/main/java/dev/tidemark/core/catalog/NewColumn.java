package dev.tidemark.core.catalog;

import dev.tidemark.core.type.ColumnType;

/** A column of a table that is about to be created. */
public record NewColumn(String name, ColumnType type) {}
