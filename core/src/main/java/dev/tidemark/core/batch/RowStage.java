package dev.tidemark.core.batch;

import java.util.Arrays;

/**
 * The newest rows of a batch that is being filled: at most {@link #ROWS}, as plain arrays, so that
 * putting a cell is one store and one bit. When it is full the batch copies it, column by column,
 * to where its rows stay.
 *
 * <pre>
 *   values    lane after lane, ROWS values each      what a value is depends on the column's type:
 *             +----------------+----------------+    the number, its bits (real numbers), a code,
 *             | lane 0, ROWS   | lane 1, ROWS   |    the end of the text, one word of several
 *             +----------------+----------------+
 *   present   one word a lane, bit i = row i has a value
 * </pre>
 *
 * <p>A column has one lane, or one for each 64-bit word of its values; the bits of its first lane
 * count. For the thread that fills the batch.
 */
public final class RowStage {
    /** Rows held at most: those of one word of a validity bitmap. */
    public static final int ROWS = Long.SIZE;

    static final RowStage NONE = new RowStage(0);

    private static final int LANE_SHIFT = 6;

    private final long[] values;
    private final long[] present;

    /** The lanes marked last, all together, and the rows that were; not in {@link #present} yet. */
    private Lanes newerLanes = Lanes.NONE;

    private long newerRows;

    /** The lanes marked before those. */
    private Lanes olderLanes = Lanes.NONE;

    private long olderRows;
    private int row;

    RowStage(int lanes) {
        this.values = new long[lanes << LANE_SHIFT];
        this.present = new long[lanes];
    }

    /**
     * Sets the current row's value of a lane; a later one replaces it.
     *
     * @param lane of a column, see {@link ColumnBuffer#lane()}
     */
    public void put(int lane, long value) {
        values[(lane << LANE_SHIFT) + row] = value;
        present[lane] |= 1L << row;
    }

    /**
     * Writes the current row's value of a lane, which counts only once the lane is marked. Cheaper
     * than {@link #put} where most rows have values in the same lanes.
     */
    public void write(int lane, long value) {
        values[(lane << LANE_SHIFT) + row] = value;
    }

    /**
     * Writes the current row's values of several lanes.
     *
     * @param codes the values, 4 bytes each, lowest byte first
     * @param offset where the first one lies
     */
    public void writeCodes(Lanes lanes, byte[] codes, int offset) {
        lanes.writeCodes(values, row, codes, offset);
    }

    /** Says that the current row has a value in a lane. */
    public void mark(int lane) {
        present[lane] |= 1L << row;
    }

    /**
     * Says that the current row has a value in each of these lanes.
     *
     * @param lanes the same object for many rows
     */
    public void markAll(Lanes lanes) {
        long bit = 1L << row;
        if (lanes == newerLanes) {
            newerRows |= bit;
        } else if (lanes == olderLanes) {
            olderRows |= bit;
        } else {
            present(olderLanes, olderRows);
            olderLanes = newerLanes;
            olderRows = newerRows;
            newerLanes = lanes;
            newerRows = bit;
        }
    }

    /** Whether the current row has a value in a lane. */
    public boolean isSet(int lane) {
        settleMarks();
        return (present[lane] >>> row & 1) != 0;
    }

    /** The current row's value of a lane, if it {@link #isSet}. */
    long value(int lane) {
        return values[(lane << LANE_SHIFT) + row];
    }

    /** Takes down lane by lane what was marked together. */
    void settleMarks() {
        if ((newerRows | olderRows) != 0) {
            present(newerLanes, newerRows);
            present(olderLanes, olderRows);
            newerRows = 0;
            olderRows = 0;
        }
    }

    private void present(Lanes lanes, long rows) {
        for (int index = 0; index < lanes.count(); index++) {
            present[lanes.lane(index)] |= rows;
        }
    }

    /** Completes the current row; returns whether the stage is full now. */
    boolean endRow() {
        row++;
        return row == ROWS;
    }

    /** Forgets the values of the current row. */
    void cancelRow() {
        long others = ~(1L << row);
        newerRows &= others;
        olderRows &= others;
        for (int lane = 0; lane < present.length; lane++) {
            present[lane] &= others;
        }
    }

    int laneCount() {
        return present.length;
    }

    /** Complete rows; also the place of the current row in each lane. */
    public int rowCount() {
        return row;
    }

    /** Forgets all rows. */
    void clear() {
        Arrays.fill(present, 0);
        newerRows = 0;
        olderRows = 0;
        row = 0;
    }

    /** Which rows have a value in a lane, once marks are {@linkplain #settleMarks() settled}. */
    long present(int lane) {
        return present[lane];
    }

    /**
     * The array that holds the values of all lanes, for loops that {@linkplain #write write} many:
     * the current row's value lies {@link #rowCount()} behind {@link #firstValue}.
     */
    public long[] values() {
        return values;
    }

    /** Where the values of a lane begin. */
    public static int firstValue(int lane) {
        return lane << LANE_SHIFT;
    }

    /** Sets the values of rows without one to 0. */
    void zeroAbsent(int lane, long absentRows) {
        int first = firstValue(lane);
        for (long rest = absentRows; rest != 0; rest &= rest - 1) {
            values[first + Long.numberOfTrailingZeros(rest)] = 0;
        }
    }
}
