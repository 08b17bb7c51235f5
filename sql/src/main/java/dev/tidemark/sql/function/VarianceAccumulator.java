package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import java.util.Arrays;

/** Variance or standard deviation, by running means (Welford; merged after Chan). */
final class VarianceAccumulator implements Accumulator {
    private final boolean ofSample;
    private final boolean squareRoot;
    private long[] counts = {};
    private double[] means = {};
    private double[] squares = {};

    VarianceAccumulator(boolean ofSample, boolean squareRoot) {
        this.ofSample = ofSample;
        this.squareRoot = squareRoot;
    }

    @Override
    public void reserve(int groupCount) {
        if (groupCount > counts.length) {
            int capacity = Math.max(groupCount, counts.length * 2);
            counts = Arrays.copyOf(counts, capacity);
            means = Arrays.copyOf(means, capacity);
            squares = Arrays.copyOf(squares, capacity);
        }
    }

    @Override
    public void add(Vector values, GroupedRows rows) {
        double[] doubles = values.doubles();
        for (int row = 0; row < rows.rowCount(); row++) {
            if (!values.isNull(row)) {
                int group = rows.group(row);
                double distance = doubles[row] - means[group];
                means[group] += distance / ++counts[group];
                squares[group] += distance * (doubles[row] - means[group]);
            }
        }
    }

    @Override
    public void merge(Accumulator later, int[] groups) {
        VarianceAccumulator other = (VarianceAccumulator) later;
        for (int group = 0; group < groups.length; group++) {
            int mine = groups[group];
            long count = counts[mine] + other.counts[group];
            if (other.counts[group] > 0) {
                double distance = other.means[group] - means[mine];
                double share = (double) other.counts[group] / count;
                squares[mine] += other.squares[group] + distance * distance * counts[mine] * share;
                means[mine] += distance * share;
                counts[mine] = count;
            }
        }
    }

    @Override
    public void append(int from, int count, Vector target) {
        for (int group = from; group < from + count; group++) {
            int at = target.length();
            long divisor = ofSample ? counts[group] - 1 : counts[group];
            if (divisor <= 0) {
                VectorCopy.appendNull(target);
            } else {
                double variance = squares[group] / divisor;
                target.doubles()[at] = squareRoot ? Math.sqrt(variance) : variance;
                target.setLength(at + 1);
            }
        }
    }
}
