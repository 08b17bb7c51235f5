package dev.tidemark.sql.function;

import dev.tidemark.core.column.LongSummary;
import dev.tidemark.core.column.Vector;
import java.util.Arrays;

/** Counts rows, or those that are not NULL. */
final class CountAccumulator implements Accumulator {
    private final boolean skipsNulls;
    private long[] counts = {};

    CountAccumulator(boolean skipsNulls) {
        this.skipsNulls = skipsNulls;
    }

    @Override
    public void reserve(int groupCount) {
        if (groupCount > counts.length) {
            counts = Arrays.copyOf(counts, Math.max(groupCount, counts.length * 2));
        }
    }

    @Override
    public void add(Vector values, GroupedRows rows) {
        int rowCount = rows.rowCount();
        if (skipsNulls && values.hasNulls()) {
            for (int row = 0; row < rowCount; row++) {
                if (!values.isNull(row)) {
                    counts[rows.group(row)]++;
                }
            }
        } else if (rows.uniformGroup() != GroupedRows.SEVERAL) {
            counts[rows.uniformGroup()] += rowCount;
        } else {
            int[] groups = rows.groups();
            for (int row = 0; row < rowCount; row++) {
                counts[groups[row]]++;
            }
        }
    }

    @Override
    public void add(LongSummary values, long rowCount, int group) {
        counts[group] += skipsNulls ? values.count() : rowCount;
    }

    @Override
    public void merge(Accumulator later, int[] groups) {
        CountAccumulator other = (CountAccumulator) later;
        for (int group = 0; group < groups.length; group++) {
            counts[groups[group]] += other.counts[group];
        }
    }

    @Override
    public void append(int from, int count, Vector target) {
        System.arraycopy(counts, from, target.longs(), target.length(), count);
        target.setLength(target.length() + count);
    }
}
