package dev.tidemark.core.table;

import dev.tidemark.core.type.TableSchema;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One immutable version of a table, reference-counted: the table holds one reference to its current
 * version, every open snapshot one more. The last release lets go of the hot runs and partitions.
 */
final class TableVersion {
    private final TableSchema schema;
    private final SealedRows sealed;
    private final HotRunChain hotChain;
    private final long commitCount;
    private final Runnable afterRelease;
    private final AtomicLong references = new AtomicLong(1);
    private volatile @Nullable List<HotRun> hotRuns;
    private @Nullable HiddenRows hiddenRows;

    /**
     * Takes references of its own to all partitions and to the hot runs.
     *
     * @param sealed rows, and what is missing of them
     * @param afterRelease runs once when the last reference is gone
     */
    TableVersion(
            TableSchema schema,
            SealedRows sealed,
            HotRunChain hotChain,
            long commitCount,
            Runnable afterRelease) {
        this.schema = schema;
        this.sealed = sealed;
        this.hotChain = hotChain;
        this.commitCount = commitCount;
        this.afterRelease = afterRelease;
        sealed.partitions().forEach(OpenPartition::retain);
        hotChain.retain();
    }

    TableSchema schema() {
        return schema;
    }

    SealedRows sealed() {
        return sealed;
    }

    List<OpenPartition> partitions() {
        return sealed.partitions();
    }

    HotRunChain hotChain() {
        return hotChain;
    }

    /**
     * The hot runs in arrival order; listed when first asked for, since most versions never are.
     */
    List<HotRun> hotRuns() {
        List<HotRun> known = hotRuns;
        if (known == null) {
            known = hotChain.toList();
            hotRuns = known;
        }
        return known;
    }

    long commitCount() {
        return commitCount;
    }

    /**
     * The rows that later ones replace; worked out when first asked for. The caller holds a
     * reference.
     */
    synchronized HiddenRows hiddenRows() {
        HiddenRows known = hiddenRows;
        if (known == null) {
            known = Deduplication.forReading(schema, hotRuns(), sealed.partitions());
            hiddenRows = known;
        }
        return known;
    }

    /** Adds a reference unless the last one is gone already. */
    boolean tryRetain() {
        long count = references.get();
        while (count > 0) {
            if (references.compareAndSet(count, count + 1)) {
                return true;
            }
            count = references.get();
        }
        return false;
    }

    void release() {
        if (references.decrementAndGet() == 0) {
            hotChain.release();
            sealed.partitions().forEach(OpenPartition::release);
            afterRelease.run();
        }
    }
}
