package dev.tidemark.core.encoding;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * Growing native memory that blocks are appended to, one behind the other, each beginning at a
 * multiple of 64 bytes.
 *
 * <p>The memory comes from the caller's allocator, usually an arena, and is given back when that is
 * closed. Growing at least doubles the size and leaves the smaller segments to the allocator, so at
 * most twice the final size is held. For one thread.
 */
public final class BlockOutput {
    private final SegmentAllocator allocator;
    private MemorySegment segment;
    private long lengthBytes;

    /**
     * @param allocator of native memory; outlives this output
     * @param initialBytes room at the start, more than 0
     */
    public BlockOutput(SegmentAllocator allocator, long initialBytes) {
        this.allocator = allocator;
        this.segment = allocate(BlockLayout.aligned(initialBytes));
    }

    /** The memory, of which the first {@link #lengthBytes()} are written; changes on growth. */
    public MemorySegment segment() {
        return segment;
    }

    /** Bytes written so far, a multiple of 64. */
    public long lengthBytes() {
        return lengthBytes;
    }

    /** Forgets what was written and keeps the memory. */
    public void clear() {
        lengthBytes = 0;
    }

    /** Makes room for so many bytes behind what is written. */
    void reserve(long bytes) {
        long needed = Math.addExact(lengthBytes, BlockLayout.aligned(bytes));
        if (needed > segment.byteSize()) {
            MemorySegment larger = allocate(Math.max(needed, 2 * segment.byteSize()));
            MemorySegment.copy(segment, 0, larger, 0, lengthBytes);
            segment = larger;
        }
    }

    /** Counts so many reserved bytes as written. */
    void advance(long bytes) {
        lengthBytes += bytes;
    }

    private MemorySegment allocate(long bytes) {
        MemorySegment allocated = allocator.allocate(bytes, BlockLayout.ALIGNMENT_BYTES);
        if (!allocated.isNative() || allocated.isMapped()) {
            throw new IllegalArgumentException("blocks are written to plain native memory only");
        }
        return allocated;
    }
}
