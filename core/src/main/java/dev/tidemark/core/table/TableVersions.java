package dev.tidemark.core.table;

import dev.tidemark.core.type.TableSchema;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The versions of a table: the current one, which it holds itself, and older ones that somebody
 * still reads.
 *
 * <p>Thread-safe. Versions are published by the committer's thread only.
 */
final class TableVersions {
    private volatile TableVersion current;
    private volatile boolean closed;

    /** Versions that somebody still holds, the current one included. */
    private final AtomicInteger openCount = new AtomicInteger();

    private final AtomicReference<Runnable> whenDrained = new AtomicReference<>(() -> {});

    /** The first version, without hot rows. */
    TableVersions(TableSchema schema, SealedRows sealed) {
        current = make(schema, sealed, HotRunChain.NONE, 0);
    }

    /** The current version; whoever reads rows of it holds it, see {@link #holdCurrent}. */
    TableVersion current() {
        return current;
    }

    /** The current version, which the caller releases. */
    TableVersion holdCurrent() {
        while (true) {
            TableVersion version = current;
            if (version.tryRetain()) {
                return version;
            }
        }
    }

    /** A version beside the others, which the caller releases. */
    TableVersion make(
            TableSchema schema, SealedRows sealed, HotRunChain hotChain, long commitCount) {
        openCount.incrementAndGet();
        return new TableVersion(schema, sealed, hotChain, commitCount, this::released);
    }

    /** Publishes a version, and lets go of the one before it. */
    void publish(TableSchema schema, SealedRows sealed, HotRunChain hotChain, long commitCount) {
        TableVersion old = current;
        current = make(schema, sealed, hotChain, commitCount);
        old.release();
    }

    /** Publishes a version without any rows, the last one. */
    void close() {
        closed = true;
        publish(current.schema(), SealedRows.NONE, HotRunChain.NONE, current.commitCount());
    }

    boolean isClosed() {
        return closed;
    }

    /** Runs an action once when this is closed and nobody holds an older version. */
    void whenDrained(Runnable action) {
        whenDrained.set(action);
        runIfDrained();
    }

    private void released() {
        openCount.decrementAndGet();
        runIfDrained();
    }

    private void runIfDrained() {
        if (closed && openCount.get() == 1) {
            whenDrained.getAndSet(() -> {}).run();
        }
    }
}
