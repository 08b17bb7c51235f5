package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.Cells;
import java.util.Arrays;

/**
 * The first or last value that is not NULL: by designated timestamp, of equal ones by arrival; by
 * arrival alone if the input has no designated timestamp.
 */
final class EdgeAccumulator implements Accumulator {
    private final boolean last;
    private final Cells values;
    private long[] times = {};

    EdgeAccumulator(SqlType type, boolean last) {
        this.last = last;
        this.values = new Cells(type);
    }

    @Override
    public void reserve(int groupCount) {
        values.reserve(groupCount);
        if (groupCount > times.length) {
            times = Arrays.copyOf(times, Math.max(groupCount, times.length * 2));
        }
    }

    @Override
    public void add(Vector source, GroupedRows rows) {
        Vector rowTimes = rows.times();
        for (int row = 0; row < rows.rowCount(); row++) {
            if (!source.isNull(row)) {
                int group = rows.group(row);
                long time = rowTimes == null ? 0 : rowTimes.longs()[row];
                if (!values.isPresent(group) || isBeyond(time, times[group])) {
                    values.set(group, source, row);
                    times[group] = time;
                }
            }
        }
    }

    @Override
    public void merge(Accumulator later, int[] groups) {
        EdgeAccumulator other = (EdgeAccumulator) later;
        for (int group = 0; group < groups.length; group++) {
            int mine = groups[group];
            if (other.values.isPresent(group)
                    && (!values.isPresent(mine) || isBeyond(other.times[group], times[mine]))) {
                values.set(mine, other.values, group);
                times[mine] = other.times[group];
            }
        }
    }

    @Override
    public void append(int from, int count, Vector target) {
        values.append(from, count, target);
    }

    /** Whether a row that arrived later takes the place of the present one. */
    private boolean isBeyond(long time, long present) {
        return last ? time >= present : time < present;
    }
}
