package dev.tidemark.merge.apply;

import dev.tidemark.core.column.WriteTurn;
import dev.tidemark.merge.sort.ScratchMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the columns of a seal on several threads, if they are worth it.
 *
 * <p>A worker goes through the parts of one unit after another, so that what they share stays in
 * its cache. Once there is no unit left that nobody has begun, it helps with the one that has most
 * parts left: a table with one very wide column keeps all workers busy to the end.
 */
final class ColumnWorkers {
    /** Cost for which another thread is not woken: about a millisecond of work. */
    private static final long MIN_COST_PER_WORKER = 1 << 18;

    private final ExecutorService pool;
    private final int parallelism;

    /**
     * A column of a partition to be written, part by part.
     *
     * @param cost how long it takes, relative to other units
     * @param parts that may be worked on at the same time
     * @param work the writing
     */
    record Unit(long cost, int parts, Work work) {}

    /** Writes with the vectors of the worker that runs it. */
    interface Work {
        /**
         * Does a part of a unit.
         *
         * @param part from 0 on
         * @param turn comes when all earlier parts of the unit are done
         */
        void run(int part, BlockWorkspace workspace, WriteTurn turn) throws IOException;
    }

    ColumnWorkers(ExecutorService pool, int parallelism) {
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism " + parallelism + " is below 1");
        }
        this.pool = pool;
        this.parallelism = parallelism;
    }

    /**
     * Runs all units, begun in their order; returns, or throws what the first failure was, when no
     * thread works any more.
     *
     * @param memory lends the vectors of workers
     */
    void run(List<Unit> units, ScratchMemory memory) throws IOException {
        long cost = units.stream().mapToLong(Unit::cost).sum();
        long parts = units.stream().mapToLong(Unit::parts).sum();
        long useful = Math.min(parts, cost / MIN_COST_PER_WORKER);
        Round round = new Round(units, memory);
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

    /** How far a unit is; guarded by its round. */
    private static final class Progress {
        final Unit unit;
        int begun;
        int done;

        Progress(Unit unit) {
            this.unit = unit;
        }

        int left() {
            return unit.parts - begun;
        }
    }

    /** The units of one seal, handed out part by part. */
    private static final class Round {
        private final ScratchMemory memory;
        private final List<Progress> all = new ArrayList<>();
        private int nextUnit;
        private @Nullable Throwable failure;
        private int activeHelpers;
        private boolean closed;

        Round(List<Unit> units, ScratchMemory memory) {
            this.memory = memory;
            units.forEach(unit -> all.add(new Progress(unit)));
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
            awaitUntil(() -> activeHelpers == 0);
        }

        void work() {
            BlockWorkspace workspace = new BlockWorkspace(memory);
            Part part = take(null);
            while (part != null) {
                Progress unit = part.unit;
                int index = part.index;
                try {
                    unit.unit.work.run(index, workspace, () -> awaitTurn(unit, index));
                    awaitTurn(unit, index);
                    finish(unit);
                } catch (IOException | RuntimeException | Error problem) {
                    fail(problem);
                }
                part = take(unit);
            }
        }

        private record Part(Progress unit, int index) {}

        /**
         * The next part for a worker, or null if there is none.
         *
         * @param own the unit that it worked on last
         */
        private synchronized @Nullable Part take(@Nullable Progress own) {
            if (failure != null) {
                return null;
            }
            Progress unit = own;
            if (unit == null || unit.left() == 0) {
                unit = nextUnit < all.size() ? all.get(nextUnit) : mostLeft();
            }
            if (unit == null) {
                return null;
            }
            Part part = new Part(unit, unit.begun++);
            while (nextUnit < all.size() && all.get(nextUnit).begun > 0) {
                nextUnit++;
            }
            return part;
        }

        private @Nullable Progress mostLeft() {
            Progress most = null;
            for (Progress unit : all) {
                if (unit.left() > (most == null ? 0 : most.left())) {
                    most = unit;
                }
            }
            return most;
        }

        private synchronized void awaitTurn(Progress unit, int index) throws IOException {
            awaitUntil(() -> unit.done >= index || failure != null);
            if (failure != null) {
                throw new IOException("another part of the seal failed", failure);
            }
        }

        private synchronized void finish(Progress unit) {
            unit.done++;
            notifyAll();
        }

        /** Keeps the first failure; those that follow from it are of no interest. */
        private synchronized void fail(Throwable problem) {
            if (failure == null) {
                failure = problem;
            }
            notifyAll();
        }

        private synchronized void awaitUntil(BooleanSupplier condition) {
            boolean interrupted = false;
            while (!condition.getAsBoolean()) {
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

        synchronized void throwFailure() throws IOException {
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
