package dev.tidemark.core.table;

/** What a commit's future waits for, beyond the rows being visible and written to the log. */
public enum Acknowledgement {
    /** The rows are as safe as the table's {@link dev.tidemark.core.type.Durability} promises. */
    DURABLE,
    /**
     * Nothing: for senders that get no answer. Where an acknowledgement waits for a sync, these
     * rows are synced within the store's interval all the same.
     */
    WRITTEN
}
