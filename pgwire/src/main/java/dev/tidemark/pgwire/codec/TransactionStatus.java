package dev.tidemark.pgwire.codec;

/** Where a session is with regard to transactions. */
public enum TransactionStatus {
    /** In none. */
    IDLE('I'),
    /** In one. */
    OPEN('T'),
    /** In one that failed; it has to be ended. */
    FAILED('E');

    private final char code;

    TransactionStatus(char code) {
        this.code = code;
    }

    /** The byte of ReadyForQuery. */
    char code() {
        return code;
    }
}
