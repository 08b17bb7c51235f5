package dev.tidemark.ingest.parse;

import dev.tidemark.core.type.ColumnType;

/** What a value looks like in a line. The constants' names appear in error messages. */
enum ValueType {
    TAG(ColumnType.SYMBOL),
    INTEGER(ColumnType.LONG),
    FLOAT(ColumnType.DOUBLE),
    BOOLEAN(ColumnType.BOOLEAN),
    STRING(ColumnType.VARCHAR),
    TIMESTAMP(ColumnType.TIMESTAMP),
    LONG256(ColumnType.LONG256);

    private final ColumnType columnType;

    ValueType(ColumnType columnType) {
        this.columnType = columnType;
    }

    /**
     * Type of a column that is created for such a value; for a time with nanoseconds there is a
     * finer one.
     */
    ColumnType columnType() {
        return columnType;
    }
}
