package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.function.GroupedRows;

/** Numbers the groups of an aggregation 0, 1, 2, ... in order of first use. */
interface GroupKeys {
    int groupCount();

    /**
     * Finds the groups of a batch's rows, adding new ones.
     *
     * @param groups filled with a group for each row, unless all have one
     * @return the group of all rows, or {@link GroupedRows#SEVERAL}
     */
    int assign(Vector[] keys, int rows, int[] groups);

    /** Appends a key of groups {@code [from, from + count)}. */
    void append(int key, int from, int count, Vector target);
}
