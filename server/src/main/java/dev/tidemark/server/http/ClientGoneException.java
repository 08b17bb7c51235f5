package dev.tidemark.server.http;

import java.io.IOException;

/** The client closed its connection, or stopped reading, before it had its whole answer. */
public final class ClientGoneException extends IOException {
    private static final long serialVersionUID = 1L;

    ClientGoneException(String message) {
        super(message);
    }
}
