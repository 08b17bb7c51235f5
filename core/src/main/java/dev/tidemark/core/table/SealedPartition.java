package dev.tidemark.core.table;

/** A sealed partition that can be read: its state and its mapped column files. */
public interface SealedPartition {
    PartitionState state();

    /** The rows of a piece, which need not be one of the state's own pieces. */
    RowRun run(Piece piece);
}
