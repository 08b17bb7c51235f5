package dev.tidemark.server.http;

import io.netty.handler.codec.DecoderException;
import java.io.IOException;

/** Whose fault it is that a connection failed. */
final class ConnectionFailure {
    private ConnectionFailure() {}

    /** Whether a client that goes away, or speaks no TLS where it should, explains the failure. */
    static boolean isClients(Throwable failure) {
        return failure instanceof IOException
                || (failure instanceof DecoderException
                        && failure.getCause() instanceof IOException);
    }
}
