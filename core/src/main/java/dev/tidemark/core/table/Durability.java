package dev.tidemark.core.table;

/** What a commit's future waits for. */
public enum Durability {
    /** The rows are visible and in the synced log: no crash or power cut loses them. */
    SYNCED,
    /**
     * The rows are visible and written to the log, which is synced within the store's interval: the
     * end of the process loses nothing, a power cut at most that interval.
     */
    WRITTEN
}
