package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.decimal.Int256;
import dev.tidemark.core.type.VectorKind;
import dev.tidemark.sql.kernel.Reductions;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/** Sums or averages decimals exactly, in 256 bits. */
final class DecimalSumAccumulator implements Accumulator {
    /** Values below this cannot overflow a sum of a whole vector. */
    private static final long SAFE_LIMIT = Long.MAX_VALUE / Vector.SIZE;

    private final boolean average;
    private final SqlType argument;
    private final Int256 sum = new Int256();
    private final Int256 value = new Int256();
    private long[] sums = {};
    private long[] counts = {};

    DecimalSumAccumulator(SqlType argument, boolean average) {
        this.argument = argument;
        this.average = average;
    }

    @Override
    public void reserve(int groupCount) {
        if (groupCount > counts.length) {
            int capacity = Math.max(groupCount, counts.length * 2);
            sums = Arrays.copyOf(sums, Math.multiplyExact(capacity, Int256.WORDS));
            counts = Arrays.copyOf(counts, capacity);
        }
    }

    @Override
    public void add(Vector values, GroupedRows rows) {
        int rowCount = rows.rowCount();
        boolean isNarrow = values.type().vectorKind() == VectorKind.LONGS;
        if (isNarrow
                && !values.hasNulls()
                && rows.uniformGroup() != GroupedRows.SEVERAL
                && Reductions.fits(values.longs(), rowCount, SAFE_LIMIT)) {
            add(rows.uniformGroup(), value.set(Reductions.sum(values.longs(), rowCount)), rowCount);
            return;
        }
        for (int row = 0; row < rowCount; row++) {
            if (!values.isNull(row)) {
                add(rows.group(row), values.readDecimal(row, value), 1);
            }
        }
    }

    @Override
    public void merge(Accumulator later, int[] groups) {
        DecimalSumAccumulator other = (DecimalSumAccumulator) later;
        for (int group = 0; group < groups.length; group++) {
            value.set(other.sums, group * Int256.WORDS, Int256.WORDS);
            add(groups[group], value, other.counts[group]);
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
            sum.set(sums, group * Int256.WORDS, Int256.WORDS);
            try {
                DecimalCells.write(average ? average(counts[group], target) : sum, target, at);
            } catch (ArithmeticException failure) {
                throw outOfRange(failure);
            }
            target.setLength(at + 1);
        }
    }

    private void add(int group, Int256 addend, long count) {
        int at = group * Int256.WORDS;
        try {
            sum.set(sums, at, Int256.WORDS).add(addend);
        } catch (ArithmeticException failure) {
            throw outOfRange(failure);
        }
        sum.store(sums, at, Int256.WORDS);
        counts[group] += count;
    }

    private Int256 average(long count, Vector target) {
        BigDecimal total = new BigDecimal(sum.toBigInteger(), argument.columnType().scale());
        return sum.set(
                total.divide(BigDecimal.valueOf(count), target.type().scale(), RoundingMode.HALF_UP)
                        .unscaledValue());
    }

    private SqlException outOfRange(ArithmeticException failure) {
        return new SqlException(
                SqlState.NUMERIC_OUT_OF_RANGE,
                SqlException.NO_POSITION,
                "a sum of values of type " + argument + " has more digits than a decimal can",
                "Sum the values as DOUBLE.",
                failure);
    }
}
