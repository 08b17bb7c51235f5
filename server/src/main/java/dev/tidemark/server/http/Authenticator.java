package dev.tidemark.server.http;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Decides who may send requests. Thread-safe. */
@FunctionalInterface
public interface Authenticator {
    /** Lets everybody in. */
    Authenticator EVERYBODY = _ -> CompletableFuture.completedFuture(Verdict.ACCEPTED);

    /** What is to be done with a request. */
    enum Verdict {
        /** It may proceed. */
        ACCEPTED,
        /** It has no credentials, or wrong ones. */
        REFUSED,
        /** Too many wait for this decision; the client may try again later. */
        BUSY
    }

    /**
     * Looks at the header {@code Authorization}; never blocks.
     *
     * @param header its value, or null if the request has none
     * @return completes on any thread, never exceptionally
     */
    CompletableFuture<Verdict> check(@Nullable String header);
}
