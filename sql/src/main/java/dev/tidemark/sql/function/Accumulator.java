package dev.tidemark.sql.function;

import dev.tidemark.core.column.LongSummary;
import dev.tidemark.core.column.Vector;

/**
 * The state of one aggregate for all groups of a query; groups are numbered from 0. Belongs to one
 * thread; the states of several threads are {@linkplain #merge merged}.
 */
public interface Accumulator {
    /** Makes room for groups {@code [0, groupCount)}. */
    void reserve(int groupCount);

    /**
     * Takes in the rows of a batch.
     *
     * @param values of the argument; for count(*) any vector
     */
    void add(Vector values, GroupedRows rows);

    /**
     * Takes in rows of one group by a summary of their values.
     *
     * @param values those of the argument that are not NULL
     * @param rowCount of all rows, NULL or not
     * @throws IllegalStateException unless the aggregate {@linkplain Aggregate#takesSummaries takes
     *     summaries}
     */
    default void add(LongSummary values, long rowCount, int group) {
        throw new IllegalStateException("this aggregate needs the values themselves");
    }

    /**
     * Takes in another state of the same aggregate, whose rows come after this one's.
     *
     * @param groups for each of its groups the number here
     */
    void merge(Accumulator later, int[] groups);

    /**
     * Appends the results of groups {@code [from, from + count)}.
     *
     * @throws dev.tidemark.sql.type.SqlException if one does not fit its type
     */
    void append(int from, int count, Vector target);
}
