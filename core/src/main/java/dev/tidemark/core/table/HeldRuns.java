package dev.tidemark.core.table;

import dev.tidemark.core.type.TableSchema;
import java.util.List;
import java.util.Optional;

/** The hot runs and partitions of a version of a table, held until it is closed. */
public final class HeldRuns implements AutoCloseable {
    private final TableVersion version;

    HeldRuns(TableVersion version) {
        this.version = version;
    }

    public TableSchema schema() {
        return version.schema();
    }

    /** In arrival order. */
    public List<HotRun> hotRuns() {
        return version.hotRuns();
    }

    /** In time order. */
    public List<OpenPartition> partitions() {
        return version.partitions();
    }

    /** What is missing of the sealed rows. */
    public List<QuarantinedPartition> quarantined() {
        return version.sealed().quarantined();
    }

    /** The partition that begins at a tick; empty if it has no sealed rows. */
    public Optional<OpenPartition> partition(long floor) {
        return partitions().stream().filter(open -> open.state().floor() == floor).findAny();
    }

    @Override
    public void close() {
        version.release();
    }
}
