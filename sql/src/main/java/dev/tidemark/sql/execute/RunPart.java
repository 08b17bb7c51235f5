package dev.tidemark.sql.execute;

import dev.tidemark.core.table.RowRun;
import dev.tidemark.sql.plan.TimeRange;
import java.util.ArrayList;
import java.util.List;

/** Rows {@code [from, end)} of a run, as work for one thread. */
record RunPart(RowRun run, long from, long end) {
    /** Rows below which a second thread costs more than it gains. */
    static final long MIN_ROWS = 1 << 17;

    /** Whether rows outside a range of time must be told from others one by one. */
    boolean mixes(TimeRange range) {
        return !run.isSorted() && !isInside(range);
    }

    /** The rows in a range of time; all, if the part {@linkplain #mixes mixes} them with others. */
    RunPart within(TimeRange range) {
        if (isInside(range) || !run.isSorted()) {
            return this;
        }
        long low = Math.max(from, run.lowerBound(range.low()));
        long high =
                range.high() == Long.MAX_VALUE
                        ? end
                        : Math.min(end, run.lowerBound(range.high() + 1));
        return new RunPart(run, low, Math.max(low, high));
    }

    /** How many blocks its rows lie in. */
    long blockCount() {
        return from == end ? 0 : run.blockOf(end - 1) - run.blockOf(from) + 1;
    }

    private boolean isInside(TimeRange range) {
        return run.minTimestamp() >= range.low() && run.maxTimestamp() <= range.high();
    }

    /** All rows of a run. */
    static RunPart whole(RowRun run) {
        return new RunPart(run, 0, run.rowCount());
    }

    /** All rows of some runs, in their order. */
    static List<RunPart> whole(List<RowRun> runs) {
        return runs.stream().map(RunPart::whole).toList();
    }

    /** The runs in up to {@code count} shares of about as many rows each, in their order. */
    static List<List<RunPart>> split(List<RowRun> runs, int count) {
        long total = runs.stream().mapToLong(RowRun::rowCount).sum();
        int shares = (int) Math.max(1, Math.min(count, total / MIN_ROWS));
        long share = (total + shares - 1) / shares;
        List<List<RunPart>> split = new ArrayList<>();
        List<RunPart> current = new ArrayList<>();
        long room = share;
        for (RowRun run : runs) {
            long from = 0;
            while (from < run.rowCount()) {
                long left = run.rowCount() - from;
                boolean cut = left > room && split.size() < shares - 1;
                long end = cut ? run.vectorEnd(from + Math.max(0, room - 1)) : run.rowCount();
                current.add(new RunPart(run, from, end));
                room -= end - from;
                from = end;
                if (room <= 0 && split.size() < shares - 1) {
                    split.add(current);
                    current = new ArrayList<>();
                    room = share;
                }
            }
        }
        split.add(current);
        return split;
    }
}
