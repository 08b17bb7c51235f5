package dev.tidemark.core.memory;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Native memory in power-of-two sizes that is used again and again, with a soft limit.
 *
 * <p>{@link #acquire} always succeeds: a producer of rows that is in the middle of one cannot wait.
 * The limit works before that: producers ask {@link #isOverLimit()} before they take in more rows,
 * and pause (sockets) or {@linkplain #awaitBelowLimit wait} (callers of the embedded API). What is
 * acquired beyond the limit is bounded by one batch for each producer.
 *
 * <p>Thread-safe. Recycled memory is not cleared.
 */
public final class MemoryPool implements AutoCloseable {
    /** Smallest buffer; smaller requests are rounded up. */
    public static final long MIN_BUFFER_BYTES = 256;

    private static final int SIZE_CLASSES = 40;
    private static final long ALIGNMENT_BYTES = 64;

    private final SharedArena arena = new SharedArena();
    private final long limitBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition belowLimit = lock.newCondition();
    private final ArrayDeque<MemorySegment>[] free;
    private final AtomicLong usedBytes = new AtomicLong();

    /**
     * @param limitBytes memory in use beyond which {@link #isOverLimit()} holds
     */
    public MemoryPool(long limitBytes) {
        this.limitBytes = limitBytes;
        @SuppressWarnings({"unchecked", "rawtypes"}) // Arrays of a generic type have no other form.
        ArrayDeque<MemorySegment>[] lists = new ArrayDeque[SIZE_CLASSES];
        this.free = lists;
        for (int sizeClass = 0; sizeClass < SIZE_CLASSES; sizeClass++) {
            free[sizeClass] = new ArrayDeque<>();
        }
    }

    /** A buffer of at least {@code lengthBytes}, 64-byte aligned, with arbitrary content. */
    public MemorySegment acquire(long lengthBytes) {
        int sizeClass = sizeClass(lengthBytes);
        long sizeBytes = 1L << sizeClass;
        lock.lock();
        try {
            usedBytes.addAndGet(sizeBytes);
            MemorySegment recycled = free[sizeClass].pollLast();
            if (recycled != null) {
                return recycled;
            }
        } finally {
            lock.unlock();
        }
        return arena.arena().allocate(sizeBytes, ALIGNMENT_BYTES);
    }

    /** Gives back a buffer that {@link #acquire} returned; the caller must not touch it again. */
    public void release(MemorySegment buffer) {
        long sizeBytes = buffer.byteSize();
        lock.lock();
        try {
            free[sizeClass(sizeBytes)].addLast(buffer);
            usedBytes.addAndGet(-sizeBytes);
            if (usedBytes.get() <= limitBytes) {
                belowLimit.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Bytes handed out and not given back yet. */
    public long usedBytes() {
        return usedBytes.get();
    }

    public long limitBytes() {
        return limitBytes;
    }

    /** Whether producers should pause before taking in more rows. */
    public boolean isOverLimit() {
        return usedBytes.get() > limitBytes;
    }

    /**
     * Waits until memory in use is within the limit.
     *
     * @return false if it still is not after {@code timeoutMillis}
     */
    public boolean awaitBelowLimit(long timeoutMillis) throws InterruptedException {
        lock.lock();
        try {
            long remainingNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            while (usedBytes.get() > limitBytes) {
                if (remainingNanos <= 0) {
                    return false;
                }
                remainingNanos = belowLimit.awaitNanos(remainingNanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Frees all memory, also what has not been given back. */
    @Override
    public void close() {
        boolean _ = arena.release();
    }

    private static int sizeClass(long lengthBytes) {
        long rounded = Math.max(lengthBytes, MIN_BUFFER_BYTES);
        return Long.SIZE - Long.numberOfLeadingZeros(rounded - 1);
    }
}
