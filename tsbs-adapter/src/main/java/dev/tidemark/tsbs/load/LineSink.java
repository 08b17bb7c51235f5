package dev.tidemark.tsbs.load;

import java.io.Closeable;
import java.io.IOException;

/** One connection to a server. Used by one thread; only {@link #close} may come from another. */
interface LineSink extends Closeable {

    /**
     * Sends whole lines and returns when the server, or the system on its behalf, has them.
     *
     * @throws IOException if the connection breaks or the server refuses them, saying where
     */
    void send(Chunk chunk) throws IOException, InterruptedException;

    /**
     * Says that nothing more will come, and gives the server the occasion to complain.
     *
     * @throws IOException if the connection turns out to be broken
     */
    void finish() throws IOException;
}
