package dev.tidemark.sql.write;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.WritesRefusedException;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waiting for what a table's writer has handed over. */
public final class Commits {
    /** How long a writer waits for memory before it gives up. */
    public static final long MEMORY_TIMEOUT_MILLIS = 60_000;

    private Commits() {}

    /**
     * Returns when all commits are durable.
     *
     * @throws SqlException with the reason of the first that failed
     */
    public static void await(List<CompletableFuture<Void>> commits) {
        for (CompletableFuture<Void> commit : commits) {
            try {
                commit.get();
            } catch (ExecutionException failure) {
                throw failed(failure.getCause() == null ? failure : failure.getCause());
            } catch (InterruptedException interruption) {
                throw interrupted(interruption);
            }
        }
    }

    /**
     * Waits while the store holds more hot rows than its limit.
     *
     * @throws SqlException with OUT_OF_MEMORY after {@link #MEMORY_TIMEOUT_MILLIS}
     */
    public static void awaitMemory(Store store) {
        try {
            if (!store.memory().awaitBelowLimit(MEMORY_TIMEOUT_MILLIS)) {
                throw new SqlException(
                        SqlState.OUT_OF_MEMORY,
                        SqlException.NO_POSITION,
                        "hot rows take more memory than their limit of "
                                + store.options().hotLimitBytes()
                                + " bytes, and sealing does not catch up");
            }
        } catch (InterruptedException interruption) {
            throw interrupted(interruption);
        }
    }

    private static SqlException failed(Throwable cause) {
        boolean full = cause instanceof WritesRefusedException refused && refused.isDiskFull();
        return new SqlException(
                full ? SqlState.DISK_FULL : SqlState.IO_ERROR,
                SqlException.NO_POSITION,
                "rows could not be committed: " + cause.getMessage(),
                null,
                cause);
    }

    private static SqlException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new SqlException(
                SqlState.QUERY_CANCELLED,
                SqlException.NO_POSITION,
                "interrupted while waiting for a commit",
                null,
                cause);
    }
}
