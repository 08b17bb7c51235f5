package dev.tidemark.core.table;

import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Computes how hot rows become sealed rows. Called by one thread at a time for a table. */
public interface Sealer {
    /**
     * Sorts the rows of the hot runs into partitions and appends what has to be written.
     *
     * @return one change for each partition that has rows among the hot runs; ties in arrival order
     */
    List<PartitionChange> seal(Task task) throws IOException;

    /** What brings sealed rows together later; a sealer without one leaves them as they are. */
    default Optional<Compactor> compactor() {
        return Optional.empty();
    }

    /** What to seal, and the partitions it goes to. Thread-safe. */
    interface Task {
        TableSchema schema();

        /** In arrival order. */
        List<HotRun> hotRuns();

        /** The partition as it is now; empty if it has no sealed rows. */
        Optional<SealedPartition> partition(long floor);

        /** Where rows for the partition are appended; the same object for every call. */
        PartitionAppender appender(long floor) throws IOException;
    }
}
