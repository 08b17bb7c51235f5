package dev.tidemark.core.memory;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Native memory in power-of-two sizes that is used again and again, with a soft limit. What is free
 * stays, its pages ready to be written, until {@link #trim} gives them back.
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

    private final SharedArena arena = new SharedArena();
    private final Slabs slabs = new Slabs(arena.arena());
    private final long limitBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition belowLimit = lock.newCondition();
    private final ArrayDeque<MemorySegment>[] free = lists();

    /** How many of those, from the first, have been free all the time since the last trimming. */
    private final int[] idle = new int[SIZE_CLASSES];

    /** What is free as well, and takes no memory at present. */
    private final ArrayDeque<MemorySegment>[] givenBack = lists();

    private final AtomicLong usedBytes = new AtomicLong();

    /**
     * @param limitBytes memory in use beyond which {@link #isOverLimit()} holds
     */
    public MemoryPool(long limitBytes) {
        this.limitBytes = limitBytes;
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
                idle[sizeClass] = Math.min(idle[sizeClass], free[sizeClass].size());
                return recycled;
            }
            MemorySegment cold = givenBack[sizeClass].pollLast();
            return cold != null ? cold : slabs.cut(sizeBytes);
        } finally {
            lock.unlock();
        }
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

    /**
     * Gives memory back to the system that nobody has needed since the last call. To use it again
     * costs page faults, so calls should lie seconds apart.
     */
    public void trim() {
        for (int sizeClass = 0; sizeClass < SIZE_CLASSES; sizeClass++) {
            lock.lock();
            try {
                for (; idle[sizeClass] > 0; idle[sizeClass]--) {
                    MemorySegment coldest = free[sizeClass].removeFirst();
                    Slabs.giveBack(coldest);
                    givenBack[sizeClass].addLast(coldest);
                }
                idle[sizeClass] = free[sizeClass].size();
            } finally {
                lock.unlock();
            }
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

    @SuppressWarnings({"unchecked", "rawtypes"}) // Arrays of a generic type have no other form.
    private static ArrayDeque<MemorySegment>[] lists() {
        ArrayDeque<MemorySegment>[] lists = new ArrayDeque[SIZE_CLASSES];
        for (int sizeClass = 0; sizeClass < SIZE_CLASSES; sizeClass++) {
            lists[sizeClass] = new ArrayDeque<>();
        }
        return lists;
    }

    private static int sizeClass(long lengthBytes) {
        long rounded = Math.max(lengthBytes, MIN_BUFFER_BYTES);
        return Long.SIZE - Long.numberOfLeadingZeros(rounded - 1);
    }
}
