package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.KeyTable;
import java.util.Arrays;
import java.util.List;

/** Counts different values that are not NULL, through a table of pairs of group and value. */
final class DistinctCountAccumulator implements Accumulator {
    private final SqlType type;
    private final KeyTable pairs;
    private final Vector groupKeys = new Vector(ColumnType.LONG);
    private final Vector[] keys = new Vector[2];
    private final int[] numbers = new int[Vector.SIZE];
    private long[] counts = {};

    DistinctCountAccumulator(SqlType type) {
        this.type = type;
        this.pairs = new KeyTable(List.of(SqlType.LONG, type));
        this.keys[0] = groupKeys;
    }

    @Override
    public void reserve(int groupCount) {
        if (groupCount > counts.length) {
            counts = Arrays.copyOf(counts, Math.max(groupCount, counts.length * 2));
        }
    }

    @Override
    public void add(Vector values, GroupedRows rows) {
        for (int row = 0; row < rows.rowCount(); row++) {
            groupKeys.longs()[row] = rows.group(row);
        }
        addPairs(values, rows.rowCount());
    }

    private void addPairs(Vector values, int rowCount) {
        keys[1] = values;
        int known = pairs.size();
        pairs.number(keys, rowCount, numbers);
        for (int row = 0; row < rowCount; row++) {
            if (numbers[row] == known) {
                known++;
                if (!values.isNull(row)) {
                    counts[(int) groupKeys.longs()[row]]++;
                }
            }
        }
    }

    @Override
    public void merge(Accumulator later, int[] groups) {
        DistinctCountAccumulator other = (DistinctCountAccumulator) later;
        Vector values = new Vector(type.columnType());
        int size = other.pairs.size();
        for (int from = 0; from < size; from += Vector.SIZE) {
            int count = Math.min(Vector.SIZE, size - from);
            VectorCopy.clear(groupKeys);
            VectorCopy.clear(values);
            other.pairs.append(0, from, count, groupKeys);
            other.pairs.append(1, from, count, values);
            for (int row = 0; row < count; row++) {
                groupKeys.longs()[row] = groups[(int) groupKeys.longs()[row]];
            }
            addPairs(values, count);
        }
    }

    @Override
    public void append(int from, int count, Vector target) {
        System.arraycopy(counts, from, target.longs(), target.length(), count);
        target.setLength(target.length() + count);
    }
}
