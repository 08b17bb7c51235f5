package dev.tidemark.pgwire.session;

/** A request that may take several turns, because its answer can be more than a client takes. */
interface Activity extends AutoCloseable {
    /**
     * Goes on with it, until it is done or the client is slow.
     *
     * @return whether it is done
     */
    boolean advance();

    /** Lets go of what it holds; only if it is given up. */
    @Override
    void close();
}
