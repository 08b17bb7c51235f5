package dev.tidemark.core.table;

import org.jspecify.annotations.Nullable;

/**
 * Counts the open partitions that read one generation of column files, so that somebody can be told
 * when a superseded generation is read by nobody any more. Thread-safe.
 */
final class GenerationUse {
    private int users;
    private @Nullable Runnable whenUnused;

    synchronized void retain() {
        users++;
    }

    void release() {
        Runnable action = null;
        synchronized (this) {
            users--;
            if (users == 0) {
                action = whenUnused;
                whenUnused = null;
            }
        }
        if (action != null) {
            action.run();
        }
    }

    /** Runs an action when the last user lets go; the caller is one of them. */
    synchronized void retire(Runnable action) {
        if (users == 0) {
            throw new IllegalStateException("a generation was retired after its last use");
        }
        whenUnused = action;
    }
}
