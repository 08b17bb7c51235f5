package dev.tidemark.sql.function;

import dev.tidemark.core.column.LongSummary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.sql.kernel.Reductions;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import java.util.Arrays;

/**
 * Sums or averages integers exactly: the sum modulo 2^64, and how often it wrapped around. So only
 * the final sum must fit, whatever the order of the rows; the average always exists.
 */
final class SumAccumulator implements Accumulator {
    /** Values below this cannot overflow a sum of a whole vector. */
    private static final long SAFE_LIMIT = Long.MAX_VALUE / Vector.SIZE;

    private static final double TWO_TO_64 = 0x1p64;

    private final boolean average;
    private long[] sums = {};
    private long[] counts = {};
    private long[] wraps = {};

    SumAccumulator(boolean average) {
        this.average = average;
    }

    @Override
    public void reserve(int groupCount) {
        if (groupCount > sums.length) {
            int capacity = Math.max(groupCount, sums.length * 2);
            sums = Arrays.copyOf(sums, capacity);
            counts = Arrays.copyOf(counts, capacity);
            wraps = Arrays.copyOf(wraps, capacity);
        }
    }

    @Override
    public void add(Vector values, GroupedRows rows) {
        long[] longs = values.longs();
        int rowCount = rows.rowCount();
        if (values.hasNulls()) {
            for (int row = 0; row < rowCount; row++) {
                if (!values.isNull(row)) {
                    addValue(rows.group(row), longs[row]);
                    counts[rows.group(row)]++;
                }
            }
        } else if (rows.uniformGroup() != GroupedRows.SEVERAL) {
            addAll(longs, rowCount, rows.uniformGroup());
        } else {
            int[] groups = rows.groups();
            for (int row = 0; row < rowCount; row++) {
                int group = groups[row];
                addValue(group, longs[row]);
                counts[group]++;
            }
        }
    }

    private void addAll(long[] longs, int rowCount, int group) {
        counts[group] += rowCount;
        if (Reductions.fits(longs, rowCount, SAFE_LIMIT)) {
            addValue(group, Reductions.sum(longs, rowCount));
        } else {
            for (int row = 0; row < rowCount; row++) {
                addValue(group, longs[row]);
            }
        }
    }

    private void addValue(int group, long value) {
        long old = sums[group];
        long sum = old + value;
        sums[group] = sum;
        if (((old ^ sum) & (value ^ sum)) < 0) {
            wraps[group] += value < 0 ? -1 : 1;
        }
    }

    @Override
    public void add(LongSummary values, long rowCount, int group) {
        addValue(group, values.sum());
        counts[group] += values.count();
        wraps[group] += values.wraps();
    }

    @Override
    public void merge(Accumulator later, int[] groups) {
        SumAccumulator other = (SumAccumulator) later;
        for (int group = 0; group < groups.length; group++) {
            addValue(groups[group], other.sums[group]);
            counts[groups[group]] += other.counts[group];
            wraps[groups[group]] += other.wraps[group];
        }
    }

    @Override
    public void append(int from, int count, Vector target) {
        for (int group = from; group < from + count; group++) {
            int at = target.length();
            if (counts[group] == 0) {
                VectorCopy.appendNull(target);
                continue;
            }
            if (average) {
                double sum = wraps[group] * TWO_TO_64 + sums[group];
                target.doubles()[at] = sum / counts[group];
            } else if (wraps[group] != 0) {
                throw new SqlException(
                        SqlState.NUMERIC_OUT_OF_RANGE,
                        SqlException.NO_POSITION,
                        "a sum is out of the range of type LONG",
                        "Sum the values as DOUBLE.");
            } else {
                target.longs()[at] = sums[group];
            }
            target.setLength(at + 1);
        }
    }
}
