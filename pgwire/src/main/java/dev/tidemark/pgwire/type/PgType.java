package dev.tidemark.pgwire.type;

import dev.tidemark.sql.type.SqlType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types by the numbers that PostgreSQL gives them in its catalog. */
public enum PgType {
    BOOLEAN(16, 1),
    NAME(19, 64),
    INT8(20, 8),
    INT2(21, 2),
    INT4(23, 4),
    TEXT(25, -1),
    FLOAT4(700, 4),
    FLOAT8(701, 8),
    UNKNOWN(705, -1),
    CHARACTER(1042, -1),
    VARCHAR(1043, -1),
    FLOAT8_ARRAY(1022, -1),
    DATE(1082, 4),
    TIMESTAMP(1114, 8),
    TIMESTAMP_WITH_TIME_ZONE(1184, 8),
    NUMERIC(1700, -1),
    UUID(2950, 16);

    /** The number by which a client leaves a parameter's type open. */
    public static final int UNSPECIFIED = 0;

    private static final Map<Integer, PgType> BY_NUMBER = new HashMap<>();

    static {
        for (PgType type : values()) {
            BY_NUMBER.put(type.number, type);
        }
    }

    private final int number;
    private final int sizeBytes;

    PgType(int number, int sizeBytes) {
        this.number = number;
        this.sizeBytes = sizeBytes;
    }

    /** The number in PostgreSQL's catalog. */
    public int number() {
        return number;
    }

    /** Bytes of a value in PostgreSQL's memory, which clients are told, or -1 if they vary. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /**
     * What a parameter that is declared so is to the engine. Texts stay open: clients call almost
     * anything a text, and rely on the context to read it.
     */
    public SqlType sqlType() {
        return switch (this) {
            case BOOLEAN -> SqlType.BOOLEAN;
            case INT2 -> SqlType.SHORT;
            case INT4 -> SqlType.INT;
            case INT8 -> SqlType.LONG;
            case FLOAT4 -> SqlType.FLOAT;
            case FLOAT8 -> SqlType.DOUBLE;
            case DATE, TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE -> SqlType.TIMESTAMP;
            // As many digits as clients send, on both sides of the point.
            case NUMERIC -> SqlType.decimal(76, 38);
            case UUID -> SqlType.UUID;
            // Arrays stay open as well: their dimensions are not told.
            case NAME, TEXT, UNKNOWN, CHARACTER, VARCHAR, FLOAT8_ARRAY -> SqlType.UNKNOWN;
        };
    }

    /** The type of that number, if it is one of these. */
    public static Optional<PgType> ofNumber(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    /** The type of a result column. */
    public static PgType ofColumn(SqlType type) {
        return switch (type.kind()) {
            case BOOLEAN -> BOOLEAN;
            case BYTE, SHORT -> INT2;
            case INT -> INT4;
            case LONG -> INT8;
            case FLOAT -> FLOAT4;
            case DOUBLE -> FLOAT8;
            case DATE, TIMESTAMP, TIMESTAMP_NS -> TIMESTAMP;
            case UNKNOWN, SYMBOL, VARCHAR, LONG256 -> VARCHAR;
            case UUID -> UUID;
            case DECIMAL -> NUMERIC;
            case ARRAY -> FLOAT8_ARRAY;
        };
    }

    /** The type of a parameter for which the client has named none. */
    public static PgType ofParameter(SqlType type) {
        PgType column = ofColumn(type);
        return column == VARCHAR ? TEXT : column;
    }

    /** What the engine is told of parameters with those numbers. */
    public static List<SqlType> hints(List<Integer> numbers) {
        return numbers.stream()
                .map(number -> ofNumber(number).map(PgType::sqlType).orElse(SqlType.UNKNOWN))
                .toList();
    }
}
