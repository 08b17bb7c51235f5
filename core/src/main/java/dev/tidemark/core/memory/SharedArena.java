package dev.tidemark.core.memory;

import java.lang.foreign.Arena;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An arena with several owners. Created with one reference; the last {@link #release()} closes it,
 * which unmaps and frees all that was mapped or allocated in it. Thread-safe.
 */
public final class SharedArena {
    private static final AtomicLong OPEN = new AtomicLong();

    private final Arena arena = Arena.ofShared();
    private final AtomicLong references = new AtomicLong(1);

    /** An open arena, whose reference belongs to the caller. */
    public SharedArena() {
        OPEN.incrementAndGet();
    }

    /** How many are open in this process: what is mapped or allocated and not let go of. */
    public static long openCount() {
        return OPEN.get();
    }

    /** The arena; only for holders of a reference. */
    public Arena arena() {
        return arena;
    }

    /**
     * Adds a reference; the caller holds one already.
     *
     * @throws IllegalStateException if it is closed
     */
    public void retain() {
        if (references.getAndIncrement() <= 0) {
            references.getAndDecrement();
            throw new IllegalStateException("retained after the last release");
        }
    }

    /**
     * Drops a reference.
     *
     * @return whether it was the last, and the arena is closed now
     * @throws IllegalStateException if there was none left
     */
    public boolean release() {
        long left = references.decrementAndGet();
        if (left < 0) {
            throw new IllegalStateException("released more often than retained");
        }
        if (left == 0) {
            arena.close();
            OPEN.decrementAndGet();
        }
        return left == 0;
    }

    public boolean isOpen() {
        return arena.scope().isAlive();
    }
}
