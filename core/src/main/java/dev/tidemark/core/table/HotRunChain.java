package dev.tidemark.core.table;

import dev.tidemark.core.batch.Batch;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Hot runs in arrival order, as a list that grows at its end and shares what comes before: the next
 * version of a table adds a link to the chain of this one, at a cost that does not depend on the
 * number of runs.
 *
 * <p>Each link holds a reference to its run's batch and to the link before, and counts the
 * references to itself, those of links behind it included. The last {@link #release} lets go of the
 * batch and of the link before: a batch lives as long as any version that has its run.
 *
 * <p>Immutable but for the count. Thread-safe; whoever calls {@link #retain} must know that
 * somebody holds a reference.
 */
final class HotRunChain {
    /** No runs; needs no references. */
    static final HotRunChain NONE = new HotRunChain();

    private final @Nullable HotRunChain older;
    private final @Nullable HotRun newest;
    private final int runCount;
    private final long memoryBytes;
    private final AtomicLong references = new AtomicLong(1);

    private HotRunChain() {
        this.older = null;
        this.newest = null;
        this.runCount = 0;
        this.memoryBytes = 0;
    }

    private HotRunChain(HotRunChain older, HotRun newest) {
        this.older = older;
        this.newest = newest;
        this.runCount = older.runCount + 1;
        this.memoryBytes = older.memoryBytes + newest.batch().memoryBytes();
    }

    /** A chain with references of its own to all batches; the caller releases it. */
    static HotRunChain of(List<HotRun> runs) {
        HotRunChain chain = NONE;
        for (HotRun run : runs) {
            run.batch().retain();
            chain = chain.with(run);
        }
        return chain;
    }

    /**
     * This chain with another run behind it; takes over the caller's references to this chain and
     * to the batch.
     */
    HotRunChain with(HotRun run) {
        return new HotRunChain(this, run);
    }

    /** This chain without its newest run; takes over the caller's reference to this chain. */
    HotRunChain withoutNewest() {
        HotRunChain rest = olderRuns();
        rest.retain();
        release();
        return rest;
    }

    /** The first runs of this chain; held as long as this chain is, unless retained. */
    HotRunChain oldest(int count) {
        HotRunChain chain = this;
        while (chain.runCount > count) {
            chain = chain.olderRuns();
        }
        return chain;
    }

    int runCount() {
        return runCount;
    }

    /** Memory that the runs use. */
    long memoryBytes() {
        return memoryBytes;
    }

    /** The run that came last. */
    HotRun newest() {
        HotRun run = newest;
        if (run == null) {
            throw new NoSuchElementException("there are no hot runs");
        }
        return run;
    }

    /** All runs in arrival order. */
    List<HotRun> toList() {
        HotRun[] runs = new HotRun[runCount];
        HotRunChain chain = this;
        while (chain.runCount > 0) {
            runs[chain.runCount - 1] = chain.newest();
            chain = chain.olderRuns();
        }
        return List.of(runs);
    }

    /** Adds a reference. */
    void retain() {
        if (runCount > 0) {
            references.incrementAndGet();
        }
    }

    /** Drops a reference. */
    void release() {
        HotRunChain chain = this;
        // A loop: links may be more than the stack is deep.
        while (chain.runCount > 0 && chain.references.decrementAndGet() == 0) {
            Batch batch = chain.newest().batch();
            chain = chain.olderRuns();
            batch.release();
        }
    }

    private HotRunChain olderRuns() {
        HotRunChain rest = older;
        if (rest == null) {
            throw new NoSuchElementException("there are no hot runs");
        }
        return rest;
    }
}
