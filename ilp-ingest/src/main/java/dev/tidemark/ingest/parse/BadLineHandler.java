package dev.tidemark.ingest.parse;

/** Hears of refused lines. Called on the parser's thread. */
@FunctionalInterface
public interface BadLineHandler {
    /**
     * Decides what happens after a line that was refused; rows of the lines before it are kept.
     *
     * @return true to go on with the next line, false to stop
     */
    boolean refused(LineError error);
}
