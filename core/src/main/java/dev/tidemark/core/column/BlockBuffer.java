package dev.tidemark.core.column;

import dev.tidemark.core.encoding.BlockEncoder;
import dev.tidemark.core.encoding.BlockOutput;
import dev.tidemark.core.memory.SharedArena;
import java.lang.foreign.MemorySegment;

/** An encoder and the memory for its block. For one thread at a time. */
final class BlockBuffer {
    private static final long FIRST_BYTES = 1L << 20;

    private final SharedArena arena = new SharedArena();
    private final BlockEncoder encoder = new BlockEncoder();
    private final BlockOutput output = new BlockOutput(arena.arena(), FIRST_BYTES);

    /**
     * Encodes rows {@code [from, from + count)} of a vector.
     *
     * @return the block, until this is used again
     */
    MemorySegment encode(Vector values, int from, int count) {
        output.clear();
        VectorBlocks.encode(encoder, values, from, count, output);
        return output.segment().asSlice(0, output.lengthBytes());
    }

    /** Bytes of memory held for blocks. */
    long memoryBytes() {
        return output.segment().byteSize();
    }

    void close() {
        arena.release();
    }
}
