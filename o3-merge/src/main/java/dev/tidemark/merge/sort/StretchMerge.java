package dev.tidemark.merge.sort;

import java.util.Arrays;

/**
 * Merges ascending chains of rows by stretches: adjacent rows of which all come before the first
 * one left of every other chain. Where a stretch ends is found by galloping, so that its rows are
 * not compared one by one but only copied. Gives up where stretches are short, as those of chains
 * that alternate row by row: a plain merge is faster then.
 *
 * <p>Galloping as in Bentley and Yao, An almost optimal algorithm for unbounded searching, 1976.
 */
final class StretchMerge {
    /** Average length from which on a search for the end of a stretch pays. */
    private static final int MIN_ROWS_PER_STRETCH = 16;

    /** Stretches sampled before a decision that they are too short. */
    private static final int MIN_STRETCHES = 64;

    private final AscendingRuns runs;
    private final long[] timestamps;

    /** The run of each chain that its next row is in, and that row; behind its last one -1. */
    private final int[] chainRuns;

    private final int[] chainRows;

    /** The rows of each stretch: from, to. */
    private int[] stretches = new int[4 * MIN_STRETCHES];

    private int stretchCount;
    private int mergedRows;

    /**
     * @param runs of the timestamps
     */
    StretchMerge(AscendingRuns runs, long[] timestamps) {
        this.runs = runs;
        this.timestamps = timestamps;
        this.chainRuns = new int[runs.chainCount()];
        this.chainRows = new int[runs.chainCount()];
    }

    /** Finds the stretches in the order of the result; false if they are too short. */
    boolean merge() {
        for (int chain = 0; chain < chainRuns.length; chain++) {
            beginRun(chain, 0);
        }
        int chain = firstChain(-1);
        while (chain >= 0) {
            int other = firstChain(chain);
            int from = chainRows[chain];
            int runEnd = runs.start(chainRuns[chain] + 1);
            int to = other < 0 ? runEnd : stretchEnd(from, runEnd, chainRows[other]);
            add(from, to);
            if (stretchCount > MIN_STRETCHES
                    && (long) stretchCount * MIN_ROWS_PER_STRETCH > mergedRows) {
                return false;
            }
            if (to < runEnd) {
                chainRows[chain] = to;
                chain = other;
            } else {
                beginRun(chain, chainRuns[chain] + 1);
                chain = firstChain(-1);
            }
        }
        return true;
    }

    int stretchCount() {
        return stretchCount;
    }

    /** First row of a stretch. */
    int from(int stretch) {
        return stretches[2 * stretch];
    }

    /** First row behind a stretch. */
    int to(int stretch) {
        return stretches[2 * stretch + 1];
    }

    /** Copies what belongs to the rows, timestamps for instance, into the order of the result. */
    void copy(long[] values, long[] into) {
        int place = 0;
        for (int stretch = 0; stretch < stretchCount; stretch++) {
            int length = to(stretch) - from(stretch);
            System.arraycopy(values, from(stretch), into, place, length);
            place += length;
        }
    }

    /** As {@link #copy(long[], long[])}. */
    void copy(int[] values, int[] into) {
        int place = 0;
        for (int stretch = 0; stretch < stretchCount; stretch++) {
            int length = to(stretch) - from(stretch);
            System.arraycopy(values, from(stretch), into, place, length);
            place += length;
        }
    }

    /** Moves a chain on to the next of its runs, from a run on. */
    private void beginRun(int chain, int firstRun) {
        int run = firstRun;
        while (run < runs.runCount() && runs.chain(run) != chain) {
            run++;
        }
        chainRuns[chain] = run;
        chainRows[chain] = run < runs.runCount() ? runs.start(run) : -1;
    }

    /** The chain whose next row comes first, of all but one; -1 if none has rows left. */
    private int firstChain(int except) {
        int first = -1;
        for (int chain = 0; chain < chainRows.length; chain++) {
            if (chain != except
                    && chainRows[chain] >= 0
                    && (first < 0 || isBefore(chainRows[chain], chainRows[first]))) {
                first = chain;
            }
        }
        return first;
    }

    private boolean isBefore(int row, int other) {
        return timestamps[row] < timestamps[other]
                || (timestamps[row] == timestamps[other] && row < other);
    }

    /**
     * The first row behind {@code from} that does not come before another one.
     *
     * @param to end of the run, which does not contain the other row
     */
    private int stretchEnd(int from, int to, int other) {
        int before = from;
        int step = 1;
        while (before + step < to && isBefore(before + step, other)) {
            before += step;
            step *= 2;
        }
        int end = Math.min(to, before + step);
        while (before + 1 < end) {
            int middle = (before + end) >>> 1;
            if (isBefore(middle, other)) {
                before = middle;
            } else {
                end = middle;
            }
        }
        return end;
    }

    private void add(int from, int to) {
        mergedRows += to - from;
        if (stretchCount > 0 && stretches[2 * stretchCount - 1] == from) {
            stretches[2 * stretchCount - 1] = to;
            return;
        }
        if (2 * stretchCount == stretches.length) {
            stretches = Arrays.copyOf(stretches, 2 * stretches.length);
        }
        stretches[2 * stretchCount] = from;
        stretches[2 * stretchCount + 1] = to;
        stretchCount++;
    }
}
