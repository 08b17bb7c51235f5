package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.Cells;

/** Minimum or maximum of texts, in the order of their bytes. */
final class TextExtremeAccumulator implements Accumulator {
    private final boolean maximum;
    private final Cells extremes = new Cells(SqlType.VARCHAR);

    TextExtremeAccumulator(boolean maximum) {
        this.maximum = maximum;
    }

    @Override
    public void reserve(int groupCount) {
        extremes.reserve(groupCount);
    }

    @Override
    public void add(Vector values, GroupedRows rows) {
        for (int row = 0; row < rows.rowCount(); row++) {
            if (!values.isNull(row)) {
                int group = rows.group(row);
                if (!extremes.isPresent(group)
                        || isBeyond(extremes.compareText(group, values, row))) {
                    extremes.set(group, values, row);
                }
            }
        }
    }

    @Override
    public void merge(Accumulator later, int[] groups) {
        Cells others = ((TextExtremeAccumulator) later).extremes;
        for (int group = 0; group < groups.length; group++) {
            int mine = groups[group];
            if (others.isPresent(group)
                    && (!extremes.isPresent(mine)
                            || isBeyond(extremes.compareText(mine, others, group)))) {
                extremes.set(mine, others, group);
            }
        }
    }

    @Override
    public void append(int from, int count, Vector target) {
        extremes.append(from, count, target);
    }

    /** Whether the present extreme, compared with a value so, gives way to it. */
    private boolean isBeyond(int order) {
        return maximum ? order < 0 : order > 0;
    }
}
