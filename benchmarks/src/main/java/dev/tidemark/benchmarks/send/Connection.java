package dev.tidemark.benchmarks.send;

import dev.tidemark.benchmarks.data.LineRanges;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/** A connection that takes portions of a file. For one thread. */
interface Connection extends Closeable {

    /**
     * Sends a portion; returns when the server has answered, or, without answers, when the system
     * has the bytes.
     *
     * @throws IOException if the connection breaks or the server refuses the rows
     */
    void send(FileChannel file, LineRanges.Range range) throws IOException;

    /** Says that nothing more will come. */
    void finish() throws IOException;

    /** Moves a portion from the page cache to a socket. */
    static void transfer(FileChannel file, LineRanges.Range range, SocketChannel socket)
            throws IOException {
        long position = range.position();
        long end = position + range.lengthBytes();
        while (position < end) {
            position += file.transferTo(position, end - position, socket);
        }
    }
}
