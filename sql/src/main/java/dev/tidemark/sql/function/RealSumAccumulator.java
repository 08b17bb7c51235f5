package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import java.util.Arrays;

/** Sums or averages real numbers. */
final class RealSumAccumulator implements Accumulator {
    private final boolean average;
    private double[] sums = {};
    private long[] counts = {};

    RealSumAccumulator(boolean average) {
        this.average = average;
    }

    @Override
    public void reserve(int groupCount) {
        if (groupCount > sums.length) {
            int capacity = Math.max(groupCount, sums.length * 2);
            sums = Arrays.copyOf(sums, capacity);
            counts = Arrays.copyOf(counts, capacity);
        }
    }

    @Override
    public void add(Vector values, GroupedRows rows) {
        double[] doubles = values.doubles();
        int rowCount = rows.rowCount();
        if (values.hasNulls() || rows.uniformGroup() != GroupedRows.SEVERAL) {
            for (int row = 0; row < rowCount; row++) {
                if (!values.isNull(row)) {
                    int group = rows.group(row);
                    sums[group] += doubles[row];
                    counts[group]++;
                }
            }
        } else {
            int[] groups = rows.groups();
            for (int row = 0; row < rowCount; row++) {
                int group = groups[row];
                sums[group] += doubles[row];
                counts[group]++;
            }
        }
    }

    @Override
    public void merge(Accumulator later, int[] groups) {
        RealSumAccumulator other = (RealSumAccumulator) later;
        for (int group = 0; group < groups.length; group++) {
            sums[groups[group]] += other.sums[group];
            counts[groups[group]] += other.counts[group];
        }
    }

    @Override
    public void append(int from, int count, Vector target) {
        for (int group = from; group < from + count; group++) {
            int at = target.length();
            if (counts[group] == 0) {
                VectorCopy.appendNull(target);
            } else {
                target.doubles()[at] = average ? sums[group] / counts[group] : sums[group];
                target.setLength(at + 1);
            }
        }
    }
}
