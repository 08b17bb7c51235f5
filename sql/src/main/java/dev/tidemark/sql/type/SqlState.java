package dev.tidemark.sql.type;

/** Kinds of failure, with the five characters by which SQL clients know them. */
public enum SqlState {
    PROTOCOL_VIOLATION("08P01"),
    NOT_SUPPORTED("0A000"),
    NUMERIC_OUT_OF_RANGE("22003"),
    DATETIME_OVERFLOW("22008"),
    DIVISION_BY_ZERO("22012"),
    INVALID_PARAMETER("22023"),
    INVALID_TEXT("22P02"),
    NOT_NULL_VIOLATION("23502"),
    FAILED_TRANSACTION("25P02"),
    SYNTAX_ERROR("42601"),
    DUPLICATE_COLUMN("42701"),
    AMBIGUOUS_COLUMN("42702"),
    UNDEFINED_COLUMN("42703"),
    UNDEFINED_OBJECT("42704"),
    GROUPING_ERROR("42803"),
    DATATYPE_MISMATCH("42804"),
    UNDEFINED_FUNCTION("42883"),
    UNDEFINED_TABLE("42P01"),
    UNDEFINED_PARAMETER("42P02"),
    DUPLICATE_TABLE("42P07"),
    INVALID_TABLE_DEFINITION("42P16"),
    DISK_FULL("53100"),
    OUT_OF_MEMORY("53200"),
    QUERY_CANCELLED("57014"),
    IO_ERROR("58030"),
    INTERNAL_ERROR("XX000"),
    DATA_CORRUPTED("XX001");

    private final String code;

    SqlState(String code) {
        this.code = code;
    }

    /** The five characters of the SQL standard and PostgreSQL. */
    public String code() {
        return code;
    }
}
