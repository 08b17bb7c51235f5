package dev.tidemark.core.catalog;

import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.io.OpenFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Keeps a second process out of a folder: a locked file that says who has it open. */
final class FolderLock implements AutoCloseable {
    private static final String FILE_NAME = "tidemark.lock";
    private static final int MAX_OWNER_BYTES = 512;

    private final OpenFile file;

    private FolderLock(OpenFile file) {
        this.file = file;
    }

    /**
     * Takes the lock.
     *
     * @param folder exists
     * @throws FolderInUseException if another store has the folder open
     */
    static FolderLock acquire(FileSystem files, Path folder) throws IOException {
        OpenFile file = files.openForWriting(folder.resolve(FILE_NAME));
        if (!file.tryLock()) {
            try (file) {
                throw new FolderInUseException(folder, readOwner(file));
            }
        }
        String owner =
                "process %d since %s"
                        .formatted(
                                ProcessHandle.current().pid(),
                                Instant.now().truncatedTo(ChronoUnit.SECONDS));
        byte[] line =
                ("%-" + (MAX_OWNER_BYTES - 1) + "s%n")
                        .formatted(owner)
                        .getBytes(StandardCharsets.UTF_8);
        file.write(0, MemorySegment.ofArray(line));
        return new FolderLock(file);
    }

    private static String readOwner(OpenFile file) throws IOException {
        byte[] line = new byte[(int) Math.min(file.size(), MAX_OWNER_BYTES)];
        file.read(0, MemorySegment.ofArray(line));
        return new String(line, StandardCharsets.UTF_8).strip();
    }

    /** Gives the folder free; the file stays. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
