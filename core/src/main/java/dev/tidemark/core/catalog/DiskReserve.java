package dev.tidemark.core.catalog;

import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.io.OpenFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

/**
 * A file that keeps space: deleted when the disk is full, so that a checkpoint or the drop of a
 * table can still be written, and made again before rows are accepted again. Thread-safe.
 */
final class DiskReserve {
    private static final System.Logger LOGGER = System.getLogger(DiskReserve.class.getName());

    private final FileSystem files;
    private final Path path;
    private final long lengthBytes;
    private boolean held;

    /**
     * @param folder of the store; exists
     * @param lengthBytes to keep; 0 for none
     */
    DiskReserve(FileSystem files, Path folder, long lengthBytes) {
        this.files = files;
        this.path = folder.resolve("reserve");
        this.lengthBytes = lengthBytes;
    }

    /** Reserves the space, unless that is done already. */
    synchronized void hold() throws IOException {
        if (held || lengthBytes == 0) {
            return;
        }
        try (OpenFile file = files.openForWriting(path)) {
            file.truncate(0);
            file.preallocate(lengthBytes);
            held = true;
        } finally {
            if (!held) {
                files.delete(path);
            }
        }
    }

    /**
     * Gives the space free.
     *
     * @return false if there was none
     */
    synchronized boolean release() throws IOException {
        if (!held) {
            return false;
        }
        held = false;
        files.delete(path);
        LOGGER.log(Level.INFO, "the disk reserve of {0} bytes is in use", lengthBytes);
        return true;
    }
}
