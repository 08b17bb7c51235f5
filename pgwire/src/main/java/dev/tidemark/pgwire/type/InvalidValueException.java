package dev.tidemark.pgwire.type;

/** A parameter's bytes are no value of its type. */
public final class InvalidValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidValueException(String message) {
        super(message);
    }
}
