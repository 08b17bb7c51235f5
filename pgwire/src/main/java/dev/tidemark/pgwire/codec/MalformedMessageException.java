package dev.tidemark.pgwire.codec;

/** Bytes are no message of the protocol, so that it is unknown where the next one starts. */
final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedMessageException(String message) {
        super(message);
    }
}
