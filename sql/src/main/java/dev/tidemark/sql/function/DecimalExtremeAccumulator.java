package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.decimal.Int256;
import java.util.Arrays;

/** Minimum or maximum of decimals of more than one word. */
final class DecimalExtremeAccumulator implements Accumulator {
    private final boolean maximum;
    private final Int256 value = new Int256();
    private final Int256 extreme = new Int256();
    private long[] extremes = {};
    private boolean[] present = {};

    DecimalExtremeAccumulator(boolean maximum) {
        this.maximum = maximum;
    }

    @Override
    public void reserve(int groupCount) {
        if (groupCount > present.length) {
            int capacity = Math.max(groupCount, present.length * 2);
            extremes = Arrays.copyOf(extremes, Math.multiplyExact(capacity, Int256.WORDS));
            present = Arrays.copyOf(present, capacity);
        }
    }

    @Override
    public void add(Vector values, GroupedRows rows) {
        for (int row = 0; row < rows.rowCount(); row++) {
            if (!values.isNull(row)) {
                take(rows.group(row), values.readDecimal(row, value));
            }
        }
    }

    @Override
    public void merge(Accumulator later, int[] groups) {
        DecimalExtremeAccumulator other = (DecimalExtremeAccumulator) later;
        for (int group = 0; group < groups.length; group++) {
            if (other.present[group]) {
                take(groups[group], other.read(group, value));
            }
        }
    }

    @Override
    public void append(int from, int count, Vector target) {
        for (int group = from; group < from + count; group++) {
            int at = target.length();
            if (present[group]) {
                DecimalCells.write(read(group, value), target, at);
                target.setLength(at + 1);
            } else {
                VectorCopy.appendNull(target);
            }
        }
    }

    private void take(int group, Int256 candidate) {
        int order = present[group] ? candidate.compareTo(read(group, extreme)) : 0;
        if (!present[group] || (maximum ? order > 0 : order < 0)) {
            candidate.store(extremes, group * Int256.WORDS, Int256.WORDS);
            present[group] = true;
        }
    }

    private Int256 read(int group, Int256 into) {
        return into.set(extremes, group * Int256.WORDS, Int256.WORDS);
    }
}
