package dev.tidemark.server.http.endpoint;

import dev.tidemark.server.http.Exchange;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that run what HTTP requests ask for. Thread-safe. */
public final class QueryPool implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(QueryPool.class.getName());
    private static final long CLOSE_TIMEOUT_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    /**
     * @param threadName of the threads, before their numbers
     * @param threadCount statements that run at a time
     * @param queueLimit requests that wait; more are answered with 503
     */
    public QueryPool(String threadName, int threadCount, int queueLimit) {
        threads =
                new ThreadPoolExecutor(
                        threadCount,
                        threadCount,
                        1,
                        TimeUnit.MINUTES,
                        new ArrayBlockingQueue<>(queueLimit),
                        Thread.ofPlatform().name(threadName, 1).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs a task soon.
     *
     * @param exchange what the task answers; answered here if it cannot run
     */
    public void run(Exchange exchange, Runnable task) {
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException | Error failure) {
                    LOGGER.log(Level.ERROR, () -> exchange.path() + " failed", failure);
                    throw failure;
                }
            });
        } catch (RejectedExecutionException _) {
            String reason = threads.isShutdown() ? "the server is stopping" : "too many statements";
            exchange.fail(HttpResponseStatus.SERVICE_UNAVAILABLE, reason);
        }
    }

    /** Runs no further tasks and waits for those that are running, but not for ever. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.log(Level.WARNING, "some queries do not stop");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
