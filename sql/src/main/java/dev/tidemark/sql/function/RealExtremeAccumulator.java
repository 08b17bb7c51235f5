package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.sql.vector.RowStore;
import java.util.Arrays;

/** Minimum or maximum of real numbers, where NaN is above all others. */
final class RealExtremeAccumulator implements Accumulator {
    private final boolean maximum;
    private double[] extremes = {};
    private boolean[] present = {};

    RealExtremeAccumulator(boolean maximum) {
        this.maximum = maximum;
    }

    @Override
    public void reserve(int groupCount) {
        if (groupCount > extremes.length) {
            int capacity = Math.max(groupCount, extremes.length * 2);
            extremes = Arrays.copyOf(extremes, capacity);
            present = Arrays.copyOf(present, capacity);
        }
    }

    @Override
    public void add(Vector values, GroupedRows rows) {
        double[] doubles = values.doubles();
        for (int row = 0; row < rows.rowCount(); row++) {
            if (!values.isNull(row)) {
                addValue(rows.group(row), doubles[row]);
            }
        }
    }

    private void addValue(int group, double value) {
        int order = present[group] ? RowStore.compareReal(value, extremes[group]) : 0;
        if (!present[group] || (maximum ? order > 0 : order < 0)) {
            extremes[group] = value;
            present[group] = true;
        }
    }

    @Override
    public void merge(Accumulator later, int[] groups) {
        RealExtremeAccumulator other = (RealExtremeAccumulator) later;
        for (int group = 0; group < groups.length; group++) {
            if (other.present[group]) {
                addValue(groups[group], other.extremes[group]);
            }
        }
    }

    @Override
    public void append(int from, int count, Vector target) {
        for (int group = from; group < from + count; group++) {
            int at = target.length();
            if (present[group]) {
                target.doubles()[at] = extremes[group];
                target.setLength(at + 1);
            } else {
                VectorCopy.appendNull(target);
            }
        }
    }
}
