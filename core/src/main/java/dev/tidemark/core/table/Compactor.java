package dev.tidemark.core.table;

import dev.tidemark.core.type.TableSchema;
import java.io.IOException;

/**
 * Computes how the rows of a sealed partition are brought together. Called by the compaction thread
 * only, while the same table may be sealed and read.
 */
public interface Compactor {
    /**
     * Writes all rows of a partition, in timestamp order and ties in arrival order, to new files.
     *
     * @return one level of one piece that begins at row 0
     */
    PartitionChange compact(Task task) throws IOException;

    /** What to compact, and where it goes. */
    interface Task {
        TableSchema schema();

        /** Has one row at least; held by the caller. */
        SealedPartition partition();

        /**
         * Where rows are appended. It may wait, as long as there is more urgent work for the disk;
         * it throws if the compaction shall end.
         */
        PartitionAppender appender();
    }
}
