package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import org.jspecify.annotations.Nullable;

/** Which group each row of a batch belongs to, and the batch's times where they matter. */
public final class GroupedRows {
    /** What {@link #uniformGroup()} is when rows belong to several groups. */
    public static final int SEVERAL = -1;

    private final int[] groups = new int[Vector.SIZE];
    private int rowCount;
    private int uniformGroup;
    private @Nullable Vector times;

    /** The group of each row; not filled if all belong to one. */
    public int[] groups() {
        return groups;
    }

    public int rowCount() {
        return rowCount;
    }

    /** The group of all rows, or {@link #SEVERAL}. */
    public int uniformGroup() {
        return uniformGroup;
    }

    /** The group of one row. */
    public int group(int row) {
        return uniformGroup == SEVERAL ? groups[row] : uniformGroup;
    }

    /** The designated timestamps, by which first and last go; null if the input has none. */
    public @Nullable Vector times() {
        return times;
    }

    /** Describes the next batch. */
    public void set(int rows, int oneGroup, @Nullable Vector rowTimes) {
        rowCount = rows;
        uniformGroup = oneGroup;
        times = rowTimes;
    }
}
