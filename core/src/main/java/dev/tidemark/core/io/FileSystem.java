package dev.tidemark.core.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * All that the store does with files: everything on disk is reached through this interface, so that
 * a test can put one in between that fails, tears or forgets.
 *
 * <p>Every method throws an {@link IOException} whose message names the path, a {@link
 * DiskFullException} where space was missing. Implementations are thread-safe.
 */
public interface FileSystem {
    /** Bytes that are copied at a time. */
    int COPY_BYTES = 1 << 20;

    /** Creates a folder and its missing parents; one that exists is left as it is. */
    void createDirectories(Path folder) throws IOException;

    /** The files and folders that lie directly in a folder, by name. */
    List<Path> list(Path folder) throws IOException;

    /** Whether there is a file or folder of that name. */
    boolean exists(Path path);

    /** Whether there is a folder of that name. */
    boolean isFolder(Path path);

    /**
     * Opens a file that exists for reading.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    OpenFile openForReading(Path file) throws IOException;

    /** Opens a file for reading and writing, and creates it, empty, if it is missing. */
    OpenFile openForWriting(Path file) throws IOException;

    /** Length of a file in bytes. */
    long size(Path file) throws IOException;

    /** Gives a file another name in the same file system; replaces, atomically, what has it. */
    void rename(Path from, Path to) throws IOException;

    /**
     * Gives a file a further name in the same file system: both stand for the same bytes from then
     * on.
     *
     * @param name that nothing has yet
     * @return false if the file system cannot do that; nothing has changed
     */
    boolean link(Path file, Path name) throws IOException;

    /**
     * Deletes a file or an empty folder.
     *
     * @return false if there was none
     */
    boolean delete(Path path) throws IOException;

    /** Bytes that can still be written in the file system that a path lies in. */
    long usableBytes(Path path) throws IOException;

    /** Makes durable which names lie in a folder; what lies behind them is synced on its own. */
    void syncFolder(Path folder) throws IOException;

    /** Makes files durable, all that were written to them by whomever. */
    default void syncFiles(Collection<Path> written) throws IOException {
        for (Path path : written) {
            try (OpenFile file = openForWriting(path)) {
                file.sync();
            }
        }
    }

    /** Copies a file and syncs the copy, which replaces what it held before. */
    default void copy(Path from, Path to) throws IOException {
        copyUnsynced(from, to);
        syncFiles(List.of(to));
    }

    /** Copies a file; the copy replaces what it held before, and is not synced. */
    default void copyUnsynced(Path from, Path to) throws IOException {
        byte[] part = new byte[COPY_BYTES];
        try (OpenFile in = openForReading(from);
                OpenFile out = openForWriting(to)) {
            out.truncate(0);
            long lengthBytes = in.size();
            for (long position = 0; position < lengthBytes; position += COPY_BYTES) {
                MemorySegment bytes =
                        MemorySegment.ofArray(part)
                                .asSlice(0, Math.min(COPY_BYTES, lengthBytes - position));
                in.read(position, bytes);
                out.write(position, bytes);
            }
        }
    }

    /** Deletes a file, or a folder with all that is in it; nothing if there is none. */
    default void deleteAll(Path path) throws IOException {
        if (isFolder(path)) {
            for (Path entry : list(path)) {
                deleteAll(entry);
            }
        }
        delete(path);
    }
}
