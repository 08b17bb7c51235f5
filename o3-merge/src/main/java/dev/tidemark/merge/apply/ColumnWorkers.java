package dev.tidemark.merge.apply;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Runs the columns of a seal on several threads, if they are worth it. */
final class ColumnWorkers {
    /** Cost for which another thread is not woken: about a millisecond of work. */
    private static final long MIN_COST_PER_WORKER = 1 << 18;

    private final ExecutorService pool;
    private final int parallelism;

    /**
     * A column of a partition to be written.
     *
     * @param cost how long it takes, relative to other units
     * @param work the writing
     */
    record Unit(long cost, Work work) {}

    /** Writes with the vectors of the worker that runs it. */
    interface Work {
        void run(BlockWorkspace workspace) throws IOException;
    }

    ColumnWorkers(ExecutorService pool, int parallelism) {
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism " + parallelism + " is below 1");
        }
        this.pool = pool;
        this.parallelism = parallelism;
    }

    /**
     * Runs all units; returns, or throws what the first failure was, when no thread works any more.
     */
    void run(List<Unit> units) throws IOException {
        long cost = units.stream().mapToLong(Unit::cost).sum();
        long useful = Math.min(units.size(), cost / MIN_COST_PER_WORKER);
        Round round = new Round(units);
        try {
            for (int helper = 1; helper < Math.min(parallelism, useful); helper++) {
                pool.execute(round::help);
            }
            round.work();
        } finally {
            round.awaitHelpers();
        }
        round.throwFailure();
    }

    /** The units of one seal, handed out one by one. */
    private static final class Round {
        private final List<Unit> units;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicBoolean failed = new AtomicBoolean();
        private volatile @Nullable Throwable failure;
        private int activeHelpers;
        private boolean closed;

        Round(List<Unit> units) {
            this.units = units;
        }

        /** Works, unless the round is over before a thread of the pool was free. */
        void help() {
            synchronized (this) {
                if (closed) {
                    return;
                }
                activeHelpers++;
            }
            try {
                work();
            } finally {
                synchronized (this) {
                    activeHelpers--;
                    notifyAll();
                }
            }
        }

        /**
         * Lets no more helpers begin and waits for the others, whatever happens: they read memory
         * that the caller gives back after a seal.
         */
        synchronized void awaitHelpers() {
            closed = true;
            boolean interrupted = false;
            while (activeHelpers > 0) {
                try {
                    wait();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        void work() {
            BlockWorkspace workspace = new BlockWorkspace();
            int unit = next.getAndIncrement();
            while (unit < units.size() && !failed.get()) {
                try {
                    units.get(unit).work().run(workspace);
                } catch (IOException | RuntimeException | Error problem) {
                    if (failed.compareAndSet(false, true)) {
                        failure = problem;
                    }
                }
                unit = next.getAndIncrement();
            }
        }

        void throwFailure() throws IOException {
            switch (failure) {
                case null -> {}
                case IOException problem -> throw problem;
                case RuntimeException problem -> throw problem;
                case Error problem -> throw problem;
                case Throwable problem -> throw new IllegalStateException(problem);
            }
        }
    }
}
