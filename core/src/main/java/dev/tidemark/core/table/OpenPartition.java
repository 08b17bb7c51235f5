package dev.tidemark.core.table;

/** A sealed partition whose column files are mapped, shared by versions through references. */
public interface OpenPartition extends SealedPartition {
    /** Adds a reference; the caller holds one already. */
    void retain();

    /** Drops a reference; the last one unmaps the files. */
    void release();
}
