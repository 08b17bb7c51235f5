package dev.tidemark.merge.apply;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.table.PartitionAppender;
import dev.tidemark.core.type.ColumnType;
import java.util.HashMap;
import java.util.Map;

/** The vectors of one worker, made when first needed and used again for every block. */
final class BlockWorkspace {
    private final Map<ColumnType, Vector> gathered = new HashMap<>();
    private final Map<ColumnType, Vector> ordered = new HashMap<>();
    private final Map<ColumnType, Vector> decoded = new HashMap<>();
    private final Map<ColumnType, Vector> spans = new HashMap<>();

    /** Holds a block, source after source. */
    Vector gathered(ColumnType type) {
        return gathered.computeIfAbsent(type, BlockWorkspace::blockVector);
    }

    /** Holds a block in its order. */
    Vector ordered(ColumnType type) {
        return ordered.computeIfAbsent(type, BlockWorkspace::blockVector);
    }

    /** Holds what is read from a sealed run at a time. */
    Vector decoded(ColumnType type) {
        return decoded.computeIfAbsent(type, Vector::new);
    }

    /** Holds spans of rows as they arrived; empty. */
    Vector spans(ColumnType type, int rows) {
        Vector known = spans.get(type);
        if (known == null || known.capacity() < rows) {
            int capacity = Math.max(rows, PartitionAppender.BLOCK_ROWS);
            known = new Vector(type, Integer.highestOneBit(2 * capacity - 1));
            spans.put(type, known);
        }
        VectorCopy.clear(known);
        return known;
    }

    private static Vector blockVector(ColumnType type) {
        return new Vector(type, PartitionAppender.BLOCK_ROWS);
    }
}
