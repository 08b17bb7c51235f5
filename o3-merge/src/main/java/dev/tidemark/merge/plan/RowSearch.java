package dev.tidemark.merge.plan;

import dev.tidemark.core.table.Piece;

/** Answers where timestamps lie in a sealed piece. */
public interface RowSearch {
    /** How many rows of the piece have timestamps up to and including {@code timestamp}. */
    long rowsThrough(Piece piece, long timestamp);

    /** The timestamp of a row of the piece, counted from its first. */
    long timestampAt(Piece piece, long row);
}
