package dev.tidemark.sql.type;

import dev.tidemark.core.type.ColumnType;

/** The type of an expression, a parameter or a result column. */
public enum SqlType {
    /** A literal or parameter whose type the context has yet to give; text where none does. */
    UNKNOWN(ColumnType.VARCHAR),
    BOOLEAN(ColumnType.BOOLEAN),
    BYTE(ColumnType.BYTE),
    SHORT(ColumnType.SHORT),
    INT(ColumnType.INT),
    LONG(ColumnType.LONG),
    FLOAT(ColumnType.FLOAT),
    DOUBLE(ColumnType.DOUBLE),
    DATE(ColumnType.DATE),
    TIMESTAMP(ColumnType.TIMESTAMP),
    TIMESTAMP_NS(ColumnType.TIMESTAMP_NS),
    SYMBOL(ColumnType.SYMBOL),
    VARCHAR(ColumnType.VARCHAR),
    UUID(ColumnType.UUID),
    LONG256(ColumnType.LONG256);

    private final ColumnType columnType;

    SqlType(ColumnType columnType) {
        this.columnType = columnType;
    }

    /** The type of the vectors that carry values of this type. */
    public ColumnType columnType() {
        return columnType;
    }

    /** The type of a table's column in expressions. */
    public static SqlType of(ColumnType type) {
        return switch (type) {
            case BOOLEAN -> BOOLEAN;
            case BYTE -> BYTE;
            case SHORT -> SHORT;
            case INT -> INT;
            case LONG -> LONG;
            case FLOAT -> FLOAT;
            case DOUBLE -> DOUBLE;
            case DATE -> DATE;
            case TIMESTAMP -> TIMESTAMP;
            case TIMESTAMP_NS -> TIMESTAMP_NS;
            case SYMBOL -> SYMBOL;
            case VARCHAR -> VARCHAR;
            case UUID -> UUID;
            case LONG256 -> LONG256;
        };
    }

    /** BYTE, SHORT, INT or LONG. */
    public boolean isInteger() {
        return this == BYTE || this == SHORT || this == INT || this == LONG;
    }

    /** FLOAT or DOUBLE. */
    public boolean isReal() {
        return this == FLOAT || this == DOUBLE;
    }

    public boolean isNumeric() {
        return isInteger() || isReal();
    }

    /** DATE, TIMESTAMP or TIMESTAMP_NS. */
    public boolean isTime() {
        return this == DATE || this == TIMESTAMP || this == TIMESTAMP_NS;
    }

    /** SYMBOL, VARCHAR or UNKNOWN. */
    public boolean isText() {
        return this == SYMBOL || this == VARCHAR || this == UNKNOWN;
    }
}
