package dev.tidemark.core.table;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.WriteTurn;
import java.io.IOException;

/**
 * Appends rows to a partition's column files. The rows stay invisible until the change that names
 * them is published; abandoned ones are written over by the next appender.
 *
 * <p>Every column receives the same rows, cut at the same borders: blocks of {@link #BLOCK_ROWS},
 * the last one shorter; blocks of long texts may be shorter too. Different columns may be appended
 * by different threads, and different blocks of a column if each has its {@link WriteTurn}.
 */
public interface PartitionAppender {
    /** Rows of a full block. */
    int BLOCK_ROWS = 1 << 16;

    /** The file row that the first appended row gets. */
    long firstRow();

    /**
     * Appends one block of the column at a schema index.
     *
     * @param block 1 to {@link #BLOCK_ROWS} rows; only the last block of a column may be short, and
     *     any block of texts
     */
    default void append(int columnIndex, Vector block) throws IOException {
        append(columnIndex, block, WriteTurn.NOW);
    }

    /** As {@link #append(int, Vector)}, the block being written when it is its turn. */
    void append(int columnIndex, Vector block, WriteTurn turn) throws IOException;
}
