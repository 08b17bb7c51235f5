package dev.tidemark.core.catalog;

import dev.tidemark.core.io.DiskFullException;
import java.io.IOException;

/**
 * Rows are refused for the time being, because the log or the column files cannot be written;
 * readers go on. The store tries by itself to accept rows again.
 */
public final class WritesRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean diskFull;

    private WritesRefusedException(String message, boolean diskFull, Exception cause) {
        super(message, cause);
        this.diskFull = diskFull;
    }

    static WritesRefusedException of(Exception cause) {
        boolean full = false;
        for (Throwable each = cause; each != null; each = each.getCause()) {
            full |= each instanceof DiskFullException;
        }
        String what = full ? "the disk is full" : "the disk cannot be written";
        return new WritesRefusedException(
                "%s; rows are refused until that is over: %s".formatted(what, cause.getMessage()),
                full,
                cause);
    }

    /** Whether space is missing; else something on the disk failed. */
    public boolean isDiskFull() {
        return diskFull;
    }
}
