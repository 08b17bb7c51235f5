package dev.tidemark.tsbs.line;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A stream of line protocol that is read in chunks of whole lines.
 *
 * <p>Not thread-safe; the thread that reads also closes.
 */
public interface LineSource extends Closeable {

    /** The longest line, in bytes with its line end, that any source hands out. */
    int MAXIMUM_LINE_BYTES = 1 << 20;

    /**
     * Appends whole lines, each with its line end, to a buffer until the next one does not fit, the
     * given number is reached, or no line is left.
     *
     * @param target receives the lines at its position, which is moved; any kind of buffer. An
     *     empty buffer of at least {@link #MAXIMUM_LINE_BYTES} always has room for one line.
     * @param maximumLines the most lines to append, at least 1
     * @return the number of lines appended; 0 if there are no more, or if the next one does not fit
     *     into a buffer that already holds something
     * @throws IOException if reading fails, or if the next line does not fit into an empty buffer
     */
    int fill(ByteBuffer target, int maximumLines) throws IOException;

    @Override
    default void close() throws IOException {}
}
