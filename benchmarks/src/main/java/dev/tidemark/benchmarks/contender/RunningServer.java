package dev.tidemark.benchmarks.contender;

import dev.tidemark.benchmarks.data.LineRanges;
import dev.tidemark.tsbs.generate.Expectation;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A server that takes rows. */
public interface RunningServer extends AutoCloseable {

    /** The number of its process. */
    long processId();

    /** Where it takes line protocol over TCP. */
    InetSocketAddress lineAddress();

    /**
     * Waits until everything that was sent has arrived, as far as anybody can see from outside.
     *
     * @param expected the rows of all tables
     * @param sent what was sent
     * @throws IOException if it does not arrive in time
     */
    void awaitArrival(Expectation expected, LineRanges sent)
            throws IOException, InterruptedException;

    /** Ends the process and waits for that. */
    @Override
    void close() throws IOException;

    /**
     * Waits until it has done what it does on its own right after its start.
     *
     * @throws IOException if it does not come to rest
     */
    default void awaitReadiness() throws IOException, InterruptedException {
        // What answers as soon as it is started has nothing to wait for.
    }
}
