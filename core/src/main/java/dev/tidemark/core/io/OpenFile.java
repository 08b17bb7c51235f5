package dev.tidemark.core.io;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * A file that is open. Positions are in bytes from its start; there is no current position.
 *
 * <p>Thread-safe: threads may read and write at the same time, with the usual outcome where they
 * touch the same bytes. Whoever opened it closes it. An interrupt that reaches a thread in one of
 * these methods closes the file, so threads that work on files are not to be interrupted.
 */
public interface OpenFile extends Closeable {
    Path path();

    /** Length in bytes. */
    long size() throws IOException;

    /**
     * Fills a segment with the bytes at a position.
     *
     * @throws java.io.EOFException if the file ends before
     */
    void read(long position, MemorySegment into) throws IOException;

    /**
     * Writes all bytes of a segment at a position; the file grows as far as needed. After a failure
     * any part of them may have been written.
     */
    void write(long position, MemorySegment source) throws IOException;

    /**
     * Reserves disk space up to a length, which becomes the file's length if it is longer; bytes
     * never written read as zero. Fails if the disk has too little space.
     */
    void preallocate(long lengthBytes) throws IOException;

    /** Shortens the file. Never to be called while some part beyond the length is mapped. */
    void truncate(long lengthBytes) throws IOException;

    /** Makes durable what was written before, including the file's length. */
    void sync() throws IOException;

    /**
     * Maps the first bytes for reading. The segment is a plain native one, valid as long as the
     * arena and independent of this file's being open.
     *
     * @param lengthBytes at most the file's length; 0 gives an empty segment
     */
    MemorySegment map(long lengthBytes, Arena arena) throws IOException;

    /**
     * Locks the file against other processes, until it is closed.
     *
     * @return false if it is locked already
     */
    boolean tryLock() throws IOException;
}
