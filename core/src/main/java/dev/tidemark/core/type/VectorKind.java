package dev.tidemark.core.type;

/** How values of a column type lie in a decoded vector. */
public enum VectorKind {
    /** {@code long[]}, one element a value: booleans, integers, points in time. */
    LONGS,
    /** {@code double[]}, one element a value. */
    DOUBLES,
    /** {@code int[]}, one dictionary code a value. */
    CODES,
    /** {@code long[]}, two or four elements a value, the least significant first. */
    WIDE,
    /** {@code byte[]} with {@code int[]} offsets. */
    BYTES
}
