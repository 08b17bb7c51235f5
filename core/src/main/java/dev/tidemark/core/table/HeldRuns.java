package dev.tidemark.core.table;

import dev.tidemark.core.type.TableSchema;
import java.util.List;

/** The hot runs and partitions that a seal works on, held until it is closed. */
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

    @Override
    public void close() {
        version.release();
    }
}
