package dev.tidemark.core.column;

import java.io.IOException;

/**
 * Keeps the blocks of a column file in order though several threads encode them: a block waits for
 * its turn after it was encoded and before it is written.
 */
@FunctionalInterface
public interface WriteTurn {
    /** For a thread that appends all blocks itself. */
    WriteTurn NOW = () -> {};

    /**
     * Returns when all earlier blocks have been written; what their threads did is visible then.
     * Returns at once if asked again.
     *
     * @throws IOException if an earlier block will never be written
     */
    void await() throws IOException;
}
