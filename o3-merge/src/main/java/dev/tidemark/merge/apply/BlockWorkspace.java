package dev.tidemark.merge.apply;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.table.PartitionAppender;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.merge.sort.ScratchMemory;
import java.util.HashMap;
import java.util.Map;

/** The vectors of one worker, borrowed when first needed and used again for every block. */
final class BlockWorkspace {
    private final ScratchMemory memory;
    private final Map<ColumnType, Vector> gathered = new HashMap<>();
    private final Map<ColumnType, Vector> ordered = new HashMap<>();
    private final Map<ColumnType, Vector> decoded = new HashMap<>();
    private final Map<ColumnType, Vector> spans = new HashMap<>();

    BlockWorkspace(ScratchMemory memory) {
        this.memory = memory;
    }

    /** Holds a block, source after source. */
    Vector gathered(ColumnType type) {
        return gathered.computeIfAbsent(type, this::blockVector);
    }

    /** Holds a block in its order. */
    Vector ordered(ColumnType type) {
        return ordered.computeIfAbsent(type, this::blockVector);
    }

    /** Holds what is read from a sealed run at a time. */
    Vector decoded(ColumnType type) {
        return decoded.computeIfAbsent(type, Vector::new);
    }

    /** Holds spans of rows as they arrived; empty. */
    Vector spans(ColumnType type, int rows) {
        Vector known = spans.get(type);
        if (known == null || known.capacity() < rows) {
            if (known != null) {
                memory.giveBack(known);
            }
            known = memory.vector(type, rows);
            spans.put(type, known);
        }
        VectorCopy.clear(known);
        return known;
    }

    private Vector blockVector(ColumnType type) {
        return memory.vector(type, PartitionAppender.BLOCK_ROWS);
    }
}
