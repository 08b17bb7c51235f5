package dev.tidemark.ingest.kernel;

/** The searches in line protocol text that look at many bytes. Stateless and thread-safe. */
public sealed interface ByteKernel permits ScalarByteKernel, VectorByteKernel {
    /** The fastest kernel that this JVM can run, once it is compiled. */
    static ByteKernel preferred() {
        boolean hasVectors =
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                        && VectorByteKernel.isWorthwhile();
        return hasVectors ? new VectorByteKernel() : new ScalarByteKernel();
    }

    /**
     * The first space, backslash, line feed or carriage return in {@code [from, to)}, or {@code to}
     * if there is none. Reads no byte beyond the range.
     */
    int firstBreak(byte[] text, int from, int to);

    /**
     * The last line feed or carriage return in {@code [from, to)}, or -1 if there is none. Reads no
     * byte beyond the range.
     */
    int lastLineEnd(byte[] text, int from, int to);
}
