package dev.tidemark.tsbs.line;

/** Hears how a transfer gets on. Called on the thread that started it, a few times a second. */
@FunctionalInterface
public interface TransferListener {

    /** Hears nothing. */
    TransferListener NONE = _ -> {};

    /**
     * Tells what was moved so far.
     *
     * @param soFar totals since the start
     */
    void progressed(Transfer soFar);
}
