package dev.tidemark.ingest.kernel;

import java.lang.foreign.MemorySegment;

/** The searches in line protocol text that look at many bytes. Stateless and thread-safe. */
public sealed interface ByteKernel permits ScalarByteKernel, VectorByteKernel {
    /** The fastest kernel that this JVM can run. */
    static ByteKernel preferred() {
        boolean hasVectors =
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                        && VectorByteKernel.isWorthwhile();
        return hasVectors ? new VectorByteKernel() : new ScalarByteKernel();
    }

    /** Whether {@code length} bytes from two offsets are the same. Reads no byte beyond them. */
    boolean equal(
            MemorySegment left, long leftOffset, MemorySegment right, long rightOffset, int length);

    /**
     * The first space, backslash, line feed or carriage return in {@code [from, to)}, or {@code to}
     * if there is none. Reads no byte beyond the range.
     */
    long firstBreak(MemorySegment segment, long from, long to);

    /**
     * The last line feed or carriage return in {@code [from, to)}, or -1 if there is none. Reads no
     * byte beyond the range.
     */
    long lastLineEnd(MemorySegment segment, long from, long to);
}
