package dev.tidemark.sql.function;

import dev.tidemark.sql.type.SqlType;

/** What an overload takes in one place. */
public enum ParameterKind {
    BOOLEAN,
    /** Any integer, handed over as 64 bits. */
    INTEGER,
    /** A decimal, as it is. */
    DECIMAL,
    /** Any number, handed over as a double. */
    REAL,
    /** SYMBOL or VARCHAR, handed over as VARCHAR. */
    TEXT,
    /** DATE, TIMESTAMP or TIMESTAMP_NS, as it is. */
    TIME,
    /** An array, as it is. */
    ARRAY,
    /** Anything, as it is. */
    ANY;

    /** Whether an argument of that type fits, perhaps after a cast that loses nothing. */
    boolean accepts(SqlType type) {
        return switch (this) {
            case BOOLEAN -> type == SqlType.BOOLEAN || type == SqlType.UNKNOWN;
            case INTEGER -> type.isInteger() || type == SqlType.UNKNOWN;
            case DECIMAL -> type.isDecimal();
            case REAL -> type.isNumeric() || type == SqlType.UNKNOWN;
            case TEXT -> type.isText();
            case TIME -> type.isTime() || type == SqlType.UNKNOWN;
            case ARRAY -> type.isArray();
            case ANY -> true;
        };
    }

    /** The type in which an accepted argument is handed over. */
    public SqlType target(SqlType type) {
        return switch (this) {
            case BOOLEAN -> SqlType.BOOLEAN;
            case INTEGER -> SqlType.LONG;
            case DECIMAL, ARRAY -> type;
            case REAL -> SqlType.DOUBLE;
            case TEXT -> SqlType.VARCHAR;
            case TIME -> type == SqlType.UNKNOWN ? SqlType.TIMESTAMP : type;
            case ANY -> type == SqlType.UNKNOWN ? SqlType.VARCHAR : type;
        };
    }
}
