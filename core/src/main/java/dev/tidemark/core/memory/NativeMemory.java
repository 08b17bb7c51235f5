package dev.tidemark.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Brings mapped memory into the one class of segment that kernels see. */
public final class NativeMemory {
    private static final MemorySegment EMPTY = MemorySegment.ofAddress(0).reinterpret(0);

    private NativeMemory() {}

    /** A native segment without bytes. */
    public static MemorySegment empty() {
        return EMPTY;
    }

    /**
     * A read-only native segment over the same bytes.
     *
     * @param segment off heap, and living as long as the arena
     */
    public static MemorySegment readOnly(MemorySegment segment, Arena arena) {
        if (!segment.isNative()) {
            throw new IllegalArgumentException("a heap segment has no native view");
        }
        return MemorySegment.ofAddress(segment.address())
                .reinterpret(segment.byteSize(), arena, null)
                .asReadOnly();
    }
}
