package dev.tidemark.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Cuts buffers from large pieces of memory, in huge pages where the system has them: touching the
 * usual small pages for the first time would cost more than filling them. Not thread-safe.
 */
final class Slabs {
    private static final long SLAB_BYTES = 4 * HugePages.HUGE_PAGE_BYTES;

    /** Smallest page of all processors that we know of; smaller buffers may share one. */
    private static final long PAGE_BYTES = 1L << 12;

    private static final long ALIGNMENT_BYTES = 64;

    private final Arena arena;
    private MemorySegment slab = MemorySegment.NULL;
    private long usedBytes;

    /**
     * @param arena frees all memory when it is closed
     */
    Slabs(Arena arena) {
        this.arena = arena;
    }

    /**
     * A buffer that nobody has used before.
     *
     * @param lengthBytes a power of two
     */
    MemorySegment cut(long lengthBytes) {
        long alignment = Math.clamp(lengthBytes, ALIGNMENT_BYTES, PAGE_BYTES);
        long start = aligned(usedBytes, alignment);
        if (start + lengthBytes > slab.byteSize()) {
            if (lengthBytes > SLAB_BYTES / 4) {
                long wholeBytes = aligned(lengthBytes, HugePages.HUGE_PAGE_BYTES);
                return HugePages.mapMemory(wholeBytes, arena).asSlice(0, lengthBytes);
            }
            slab = HugePages.mapMemory(SLAB_BYTES, arena);
            start = 0;
        }
        usedBytes = start + lengthBytes;
        return slab.asSlice(start, lengthBytes);
    }

    /** Gives the pages of a buffer back to the system until it is used again, if it has its own. */
    static void giveBack(MemorySegment buffer) {
        if (buffer.byteSize() >= PAGE_BYTES) {
            HugePages.giveBack(buffer);
        }
    }

    private static long aligned(long offset, long alignment) {
        return (offset + alignment - 1) & -alignment;
    }
}
