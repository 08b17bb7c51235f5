package dev.tidemark.sql.type;

import dev.tidemark.core.type.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The type of an expression, a parameter or a result column: that of a column, or {@link #UNKNOWN}.
 *
 * <p>There is one object of each type, so {@code ==} compares types. {@link #kind()} is what a
 * switch goes by.
 */
public final class SqlType {
    private static final ConcurrentMap<ColumnType, SqlType> BY_COLUMN_TYPE =
            new ConcurrentHashMap<>();

    /** A literal or parameter whose type the context has yet to give; text where none does. */
    public static final SqlType UNKNOWN = new SqlType(Kind.UNKNOWN, ColumnType.VARCHAR);

    public static final SqlType BOOLEAN = of(ColumnType.BOOLEAN);
    public static final SqlType BYTE = of(ColumnType.BYTE);
    public static final SqlType SHORT = of(ColumnType.SHORT);
    public static final SqlType INT = of(ColumnType.INT);
    public static final SqlType LONG = of(ColumnType.LONG);
    public static final SqlType FLOAT = of(ColumnType.FLOAT);
    public static final SqlType DOUBLE = of(ColumnType.DOUBLE);
    public static final SqlType DATE = of(ColumnType.DATE);
    public static final SqlType TIMESTAMP = of(ColumnType.TIMESTAMP);
    public static final SqlType TIMESTAMP_NS = of(ColumnType.TIMESTAMP_NS);
    public static final SqlType SYMBOL = of(ColumnType.SYMBOL);
    public static final SqlType VARCHAR = of(ColumnType.VARCHAR);
    public static final SqlType UUID = of(ColumnType.UUID);
    public static final SqlType LONG256 = of(ColumnType.LONG256);

    private final Kind kind;
    private final ColumnType columnType;

    private SqlType(Kind kind, ColumnType columnType) {
        this.kind = kind;
        this.columnType = columnType;
    }

    /** The type of a table's column in expressions. */
    public static SqlType of(ColumnType type) {
        SqlType known = BY_COLUMN_TYPE.get(type);
        return known != null
                ? known
                : BY_COLUMN_TYPE.computeIfAbsent(type, _ -> new SqlType(kindOf(type), type));
    }

    /** The decimal type of that many digits, {@code scale} of them behind the point. */
    public static SqlType decimal(int precision, int scale) {
        return of(ColumnType.decimal(precision, scale));
    }

    /** The type of arrays of DOUBLE with that many dimensions. */
    public static SqlType array(int dimensions) {
        return of(ColumnType.array(dimensions));
    }

    /** UNKNOWN, and all types without parameters. */
    public static List<SqlType> constants() {
        List<SqlType> all = new ArrayList<>(List.of(UNKNOWN));
        ColumnType.constants().forEach(type -> all.add(of(type)));
        return all;
    }

    public Kind kind() {
        return kind;
    }

    /** The type of the vectors that carry values of this type. */
    public ColumnType columnType() {
        return columnType;
    }

    /** BYTE, SHORT, INT or LONG. */
    public boolean isInteger() {
        return this == BYTE || this == SHORT || this == INT || this == LONG;
    }

    /** FLOAT or DOUBLE. */
    public boolean isReal() {
        return this == FLOAT || this == DOUBLE;
    }

    public boolean isDecimal() {
        return kind == Kind.DECIMAL;
    }

    public boolean isArray() {
        return kind == Kind.ARRAY;
    }

    /** An integer, a real number or a decimal. */
    public boolean isNumeric() {
        return isInteger() || isReal() || isDecimal();
    }

    /** DATE, TIMESTAMP or TIMESTAMP_NS. */
    public boolean isTime() {
        return this == DATE || this == TIMESTAMP || this == TIMESTAMP_NS;
    }

    /** SYMBOL, VARCHAR or UNKNOWN. */
    public boolean isText() {
        return this == SYMBOL || this == VARCHAR || this == UNKNOWN;
    }

    /** As SQL writes it: {@code LONG}, {@code DECIMAL(18,3)}, {@code DOUBLE[][]}. */
    @Override
    public String toString() {
        return kind == Kind.UNKNOWN ? kind.name() : columnType.toString();
    }

    private static Kind kindOf(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> Kind.BOOLEAN;
            case BYTE -> Kind.BYTE;
            case SHORT -> Kind.SHORT;
            case INT -> Kind.INT;
            case LONG -> Kind.LONG;
            case FLOAT -> Kind.FLOAT;
            case DOUBLE -> Kind.DOUBLE;
            case DATE -> Kind.DATE;
            case TIMESTAMP -> Kind.TIMESTAMP;
            case TIMESTAMP_NS -> Kind.TIMESTAMP_NS;
            case SYMBOL -> Kind.SYMBOL;
            case VARCHAR -> Kind.VARCHAR;
            case UUID -> Kind.UUID;
            case LONG256 -> Kind.LONG256;
            case DECIMAL -> Kind.DECIMAL;
            case ARRAY -> Kind.ARRAY;
        };
    }

    /** What a type is, whatever its parameters; numbers by ascending width. */
    public enum Kind {
        UNKNOWN,
        BOOLEAN,
        BYTE,
        SHORT,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        DATE,
        TIMESTAMP,
        TIMESTAMP_NS,
        SYMBOL,
        VARCHAR,
        UUID,
        LONG256,
        DECIMAL,
        ARRAY
    }
}
