package dev.tidemark.ingest.parse;

import dev.tidemark.core.type.ColumnType;

/** What a value looks like in a line. The constants' names appear in error messages. */
enum ValueType {
    TAG,
    INTEGER,
    FLOAT,
    BOOLEAN,
    STRING,
    TIMESTAMP,
    LONG256,
    DECIMAL,
    /** Of any number of dimensions. */
    ARRAY;

    /**
     * Type of a column that is created for such a value; of arrays, for those of one dimension. For
     * a time with nanoseconds there is a finer one.
     */
    ColumnType columnType() {
        return switch (this) {
            case TAG -> ColumnType.SYMBOL;
            case INTEGER -> ColumnType.LONG;
            case FLOAT -> ColumnType.DOUBLE;
            case BOOLEAN -> ColumnType.BOOLEAN;
            case STRING -> ColumnType.VARCHAR;
            case TIMESTAMP -> ColumnType.TIMESTAMP;
            case LONG256 -> ColumnType.LONG256;
            case DECIMAL -> ColumnType.decimal(18, 3);
            case ARRAY -> ColumnType.array(1);
        };
    }
}
