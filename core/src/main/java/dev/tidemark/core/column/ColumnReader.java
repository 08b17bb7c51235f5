package dev.tidemark.core.column;

import org.jspecify.annotations.Nullable;

/**
 * Reads one column of a {@code RowRun}. Belongs to one thread; holds scratch, no references: it is
 * valid as long as the snapshot it came from is open.
 */
public interface ColumnReader {
    /**
     * Fills {@code into} with rows {@code [row, row + count)} of the run; sets its length, validity
     * and, for symbols, dictionary. Fastest when the range does not cross a border that {@code
     * RowRun.vectorEnd} tells; others are read as well.
     *
     * @param count at most the vector's capacity
     */
    void read(long row, int count, Vector into);

    /**
     * Fills {@code into} with the rows {@code firstRow + offsets[0 .. count)} of the run; sets its
     * length, validity and, for symbols, dictionary.
     *
     * @param offsets ascending; in any order where the run is not sorted
     * @param count at most the vector's capacity
     */
    default void readSelected(long firstRow, int[] offsets, int count, Vector into) {
        Vector row = new Vector(into.type(), 1);
        VectorCopy.clear(into);
        for (int index = 0; index < count; index++) {
            read(firstRow + offsets[index], 1, row);
            VectorCopy.append(row, 0, 1, into);
        }
        into.setDictionary(row.dictionary());
    }

    /**
     * A lower bound of the values of the vector that {@code row} lies in, for LONGS and CODES
     * columns; {@link Long#MIN_VALUE} if not known.
     */
    default long minimumAround(long row) {
        return Long.MIN_VALUE;
    }

    /**
     * An upper bound of the values of the vector that {@code row} lies in, for LONGS and CODES
     * columns; {@link Long#MAX_VALUE} if not known.
     */
    default long maximumAround(long row) {
        return Long.MAX_VALUE;
    }

    /**
     * Finds the rows of {@code [row, row + count)} whose value is in {@code [low, high]}, if that
     * takes no decoding: in a LONGS or CODES column, for all rows of one vector, none of them NULL.
     *
     * @param bits receives a bit a row, least significant first; the last word's other bits are 0
     * @return false if the rows must be read and compared instead; the bits then mean nothing
     */
    default boolean select(long row, int count, long low, long high, long[] bits) {
        return false;
    }

    /**
     * Where codes occur in the block that {@code row} lies in; null if that is not known, or codes
     * are so few that looking at all rows is no slower.
     */
    default @Nullable BlockCodes codesAround(long row) {
        return null;
    }

    /**
     * Adds rows {@code [row, row + count)} of a LONGS column to a summary, decoding as little as
     * possible.
     *
     * @return false if the rows must be read and added instead; nothing was added then
     */
    default boolean summarize(long row, long count, LongSummary into) {
        return false;
    }

    /** Whether the vector that {@code row} lies in may hold NULLs; true if not known. */
    default boolean mayHaveNullsAround(long row) {
        return true;
    }
}
