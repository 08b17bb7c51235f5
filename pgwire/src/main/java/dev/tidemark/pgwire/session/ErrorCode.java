package dev.tidemark.pgwire.session;

/** Failures of sessions, with their SQLSTATEs; those of statements come from the engine. */
enum ErrorCode {
    PROTOCOL_VIOLATION("08P01"),
    NOT_SUPPORTED("0A000"),
    CHARACTER_NOT_IN_REPERTOIRE("22021"),
    INVALID_PARAMETER("22023"),
    INVALID_BINARY("22P03"),
    ACTIVE_TRANSACTION("25001"),
    NO_ACTIVE_TRANSACTION("25P01"),
    FAILED_TRANSACTION("25P02"),
    UNDEFINED_STATEMENT("26000"),
    INVALID_AUTHORIZATION("28000"),
    INVALID_PASSWORD("28P01"),
    UNDEFINED_PORTAL("34000"),
    SYNTAX_ERROR("42601"),
    DUPLICATE_PORTAL("42P03"),
    DUPLICATE_STATEMENT("42P05"),
    OUT_OF_MEMORY("53200"),
    TOO_MANY_CONNECTIONS("53300"),
    LIMIT_EXCEEDED("53400"),
    TOO_COMPLEX("54001"),
    WRONG_STATE("55000"),
    SHUTDOWN("57P01"),
    IDLE_TIMEOUT("57P05"),
    INTERNAL_ERROR("XX000");

    private final String sqlState;

    ErrorCode(String sqlState) {
        this.sqlState = sqlState;
    }

    String sqlState() {
        return sqlState;
    }
}
