package dev.tidemark.core.catalog;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waiting for what another thread of the store does. */
final class Completion {
    private Completion() {}

    /** The result, waited for without heed of interrupts, which are kept for later. */
    static <T> T await(CompletableFuture<T> future) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            switch (cause) {
                case IOException reason -> throw reason;
                case RuntimeException reason -> throw reason;
                case null, default -> throw new IOException(cause);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
