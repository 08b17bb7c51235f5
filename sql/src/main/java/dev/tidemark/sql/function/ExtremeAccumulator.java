package dev.tidemark.sql.function;

import dev.tidemark.core.column.LongSummary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.sql.kernel.Reductions;
import java.util.Arrays;

/** Minimum or maximum of booleans, integers and times. */
final class ExtremeAccumulator implements Accumulator {
    private final boolean maximum;
    private final long neutral;
    private long[] extremes = {};
    private boolean[] present = {};

    ExtremeAccumulator(boolean maximum) {
        this.maximum = maximum;
        this.neutral = maximum ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    @Override
    public void reserve(int groupCount) {
        int known = extremes.length;
        if (groupCount > known) {
            int capacity = Math.max(groupCount, known * 2);
            extremes = Arrays.copyOf(extremes, capacity);
            present = Arrays.copyOf(present, capacity);
            Arrays.fill(extremes, known, capacity, neutral);
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
                }
            }
        } else if (rows.uniformGroup() != GroupedRows.SEVERAL) {
            addValue(
                    rows.uniformGroup(),
                    maximum
                            ? Reductions.maximum(longs, rowCount)
                            : Reductions.minimum(longs, rowCount));
        } else {
            int[] groups = rows.groups();
            for (int row = 0; row < rowCount; row++) {
                addValue(groups[row], longs[row]);
            }
        }
    }

    private void addValue(int group, long value) {
        long extreme = extremes[group];
        extremes[group] = maximum ? Math.max(extreme, value) : Math.min(extreme, value);
        present[group] = true;
    }

    @Override
    public void add(LongSummary values, long rowCount, int group) {
        if (values.count() > 0) {
            addValue(group, maximum ? values.maximum() : values.minimum());
        }
    }

    @Override
    public void merge(Accumulator later, int[] groups) {
        ExtremeAccumulator other = (ExtremeAccumulator) later;
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
                target.longs()[at] = extremes[group];
                target.setLength(at + 1);
            } else {
                VectorCopy.appendNull(target);
            }
        }
    }
}
