package dev.tidemark.core.table;

import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.ReadBuffers;

/**
 * A run of rows that a scan reads as one: a sealed piece or a hot run. Immutable; may be shared by
 * threads (each with {@linkplain #reader readers} of its own) while its snapshot is open.
 */
public interface RowRun {
    long rowCount();

    /** Smallest designated timestamp. */
    long minTimestamp();

    /** Largest designated timestamp. */
    long maxTimestamp();

    /** Whether the rows lie in timestamp order; always true for a sealed piece. */
    boolean isSorted();

    /**
     * The end of the vector that {@code row} lies in: the row after it up to which a read is
     * fastest, at most {@code Vector.SIZE} away and at most {@link #rowCount()}.
     */
    long vectorEnd(long row);

    /**
     * A number for the block of rows that {@code row} lies in, the same for all rows of a block and
     * one more for those of the next. Blocks have statistics of their own; a hot run is one block.
     */
    default long blockOf(long row) {
        return 0;
    }

    /**
     * A new reader of the column at an index of the snapshot's schema. Where the column is younger
     * than the rows, it reads NULL.
     */
    default ColumnReader reader(int columnIndex) {
        return reader(columnIndex, new ReadBuffers());
    }

    /**
     * As {@link #reader(int)}.
     *
     * @param buffers shared with other readers of the same thread
     */
    ColumnReader reader(int columnIndex, ReadBuffers buffers);

    /**
     * The first row whose timestamp is at least {@code timestamp}, or {@link #rowCount()}.
     *
     * @throws IllegalStateException if the run is not sorted
     */
    long lowerBound(long timestamp);
}
