package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;

/**
 * Writes the values of one column. A value is a length word and its bytes, or a length of -1 for
 * NULL.
 *
 * <p>Used in turns: {@link #measure} once for a vector, then {@link #write} for one or several runs
 * of its rows. Belongs to one result.
 */
abstract class ColumnWriter {
    /** Bytes of the length before each value. */
    static final int LENGTH_BYTES = Integer.BYTES;

    private static final int NULL_LENGTH = -1;

    /**
     * Adds to {@code sizes[row]} the bytes that each row's value takes, with its length word.
     *
     * @param rows of the vector, from its first on
     */
    abstract void measure(Vector vector, int rows, int[] sizes);

    /**
     * Writes rows {@code [from, to)} of the vector that was measured last.
     *
     * @param positions where in the target each row's value starts; moved to its end
     */
    abstract void write(Vector vector, int from, int to, byte[] target, int[] positions);

    /** Writes NULL, and returns where it ends. */
    static int writeNull(byte[] target, int position) {
        BigEndian.putInt(target, position, NULL_LENGTH);
        return position + LENGTH_BYTES;
    }
}
