package dev.tidemark.core.column;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * Encoders with their memory, kept for the threads that append to column files. Thread-safe;
 * whoever creates it closes it after the last append.
 */
public final class BlockBuffers implements AutoCloseable {
    /** Buffers kept for further use; more are made if more threads append at once. */
    public static final int MAX_KEPT = 16;

    /** Memory above which a buffer that met very long texts is not kept. */
    public static final long MAX_KEPT_BYTES = 1L << 24;

    private final ArrayBlockingQueue<BlockBuffer> free = new ArrayBlockingQueue<>(MAX_KEPT);

    BlockBuffer acquire() {
        BlockBuffer kept = free.poll();
        return kept == null ? new BlockBuffer() : kept;
    }

    void release(BlockBuffer buffer) {
        if (buffer.memoryBytes() > MAX_KEPT_BYTES || !free.offer(buffer)) {
            buffer.close();
        }
    }

    @Override
    public void close() {
        for (BlockBuffer buffer = free.poll(); buffer != null; buffer = free.poll()) {
            buffer.close();
        }
    }
}
