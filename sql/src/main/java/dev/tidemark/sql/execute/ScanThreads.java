package dev.tidemark.sql.execute;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The fixed pool of platform threads on which large scans run beside the query's own thread.
 * Thread-safe; owned by the database.
 */
public final class ScanThreads implements AutoCloseable {
    private final int parallelism;
    private final ExecutorService pool;

    /**
     * @param parallelism threads of one query, with its own
     */
    public ScanThreads(int parallelism) {
        this.parallelism = parallelism;
        this.pool =
                Executors.newFixedThreadPool(
                        Math.max(1, parallelism - 1),
                        Thread.ofPlatform().daemon().name("tidemark-scan-", 0).factory());
    }

    int parallelism() {
        return parallelism;
    }

    /** Runs all tasks, the first on the calling thread; returns when none runs any more. */
    void runAll(List<Runnable> tasks) {
        List<Future<?>> others = new ArrayList<>();
        tasks.stream().skip(1).forEach(task -> others.add(pool.submit(task)));
        RuntimeException failure = attempt(tasks.getFirst());
        for (Future<?> other : others) {
            RuntimeException another = attempt(() -> await(other));
            failure = failure == null ? another : failure;
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private static @Nullable RuntimeException attempt(Runnable task) {
        try {
            task.run();
            return null;
        } catch (RuntimeException failure) {
            return failure;
        }
    }

    /** Waits whatever happens: a task that still ran would read from closed snapshots. */
    private static void await(Future<?> task) {
        boolean interrupted = false;
        while (true) {
            try {
                task.get();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            } catch (ExecutionException failure) {
                restore(interrupted);
                throw failure.getCause() instanceof RuntimeException cause
                        ? cause
                        : new IllegalStateException(failure.getCause());
            }
        }
        restore(interrupted);
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
