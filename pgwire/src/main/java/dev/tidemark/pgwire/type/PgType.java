package dev.tidemark.pgwire.type;

import dev.tidemark.sql.type.SqlType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types by the numbers that PostgreSQL gives them in its catalog. */
public enum PgType {
    BOOLEAN(16, 1, SqlType.BOOLEAN),
    NAME(19, 64, SqlType.UNKNOWN),
    INT8(20, 8, SqlType.LONG),
    INT2(21, 2, SqlType.SHORT),
    INT4(23, 4, SqlType.INT),
    TEXT(25, -1, SqlType.UNKNOWN),
    FLOAT4(700, 4, SqlType.FLOAT),
    FLOAT8(701, 8, SqlType.DOUBLE),
    UNKNOWN(705, -1, SqlType.UNKNOWN),
    CHARACTER(1042, -1, SqlType.UNKNOWN),
    VARCHAR(1043, -1, SqlType.UNKNOWN),
    FLOAT8_ARRAY(1022, -1, SqlType.UNKNOWN),
    DATE(1082, 4, SqlType.TIMESTAMP),
    TIMESTAMP(1114, 8, SqlType.TIMESTAMP),
    TIMESTAMP_WITH_TIME_ZONE(1184, 8, SqlType.TIMESTAMP),
    NUMERIC(1700, -1, SqlType.decimal(76, 38)),
    UUID(2950, 16, SqlType.UUID);

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
    private final SqlType sqlType;

    PgType(int number, int sizeBytes, SqlType sqlType) {
        this.number = number;
        this.sizeBytes = sizeBytes;
        this.sqlType = sqlType;
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
        return sqlType;
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
