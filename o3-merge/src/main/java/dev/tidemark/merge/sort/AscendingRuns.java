package dev.tidemark.merge.sort;

import java.util.Arrays;

/**
 * Finds whether timestamps are a few ascending chains. A chain is a sequence of runs, each a
 * stretch of adjacent rows, in which no timestamp is less than the one before. Two connections that
 * send in order, each at its own pace, give many runs, but two chains.
 *
 * <p>A row goes to the chain with the largest end that is not beyond it, as in patience sorting
 * (Aldous and Diaconis, 1999): so there are no more chains than need be. In particular a row need
 * not go where its neighbour went, although that would be possible.
 *
 * <p>Of equal timestamps the one that arrived first comes first, whichever chains they are in.
 */
final class AscendingRuns {
    /** Beyond this many chains a radix sort is faster than merging. */
    static final int MAX_CHAINS = 4;

    /** Shorter runs on average are not worth looking at. */
    private static final int MIN_ROWS_PER_RUN = 32;

    /** Runs sampled before a decision that there are too many. */
    private static final int MIN_RUNS = 16;

    private int[] runStarts = new int[MIN_RUNS + 1];
    private byte[] runChains = new byte[MIN_RUNS];
    private final long[] chainEnds = new long[MAX_CHAINS];
    private final int[] chainRows = new int[MAX_CHAINS];
    private int runCount;
    private int chainCount;

    /** Whether the rows are at most {@link #MAX_CHAINS} chains, which are then kept. */
    boolean collect(long[] timestamps, int count) {
        runCount = 0;
        chainCount = 0;
        Arrays.fill(chainRows, 0);
        int start = 0;
        while (start < count) {
            int chain = chainFor(timestamps[start]);
            if (chain < 0) {
                return false;
            }
            int end = runEnd(timestamps, start, count);
            if (runCount >= MIN_RUNS && (long) runCount * MIN_ROWS_PER_RUN > end) {
                return false;
            }
            chainEnds[chain] = timestamps[end - 1];
            chainRows[chain] += end - start;
            addRun(start, chain);
            start = end;
        }
        runStarts[runCount] = count;
        return true;
    }

    int chainCount() {
        return chainCount;
    }

    int runCount() {
        return runCount;
    }

    /** The chain of a run. */
    int chain(int run) {
        return runChains[run];
    }

    /** First row of a run, which ends where the next one begins. */
    int start(int run) {
        return runStarts[run];
    }

    /**
     * Copies the chains one after another.
     *
     * @param keys of the rows
     * @return where they begin in {@code into}, and the end of the last
     */
    int[] layChains(long[] keys, long[] into) {
        int[] borders = new int[chainCount + 1];
        int[] next = new int[chainCount];
        for (int chain = 0; chain < chainCount; chain++) {
            next[chain] = borders[chain];
            borders[chain + 1] = borders[chain] + chainRows[chain];
        }
        for (int run = 0; run < runCount; run++) {
            int length = runStarts[run + 1] - runStarts[run];
            System.arraycopy(keys, runStarts[run], into, next[runChains[run]], length);
            next[runChains[run]] += length;
        }
        return borders;
    }

    /** The chain with the largest end up to {@code timestamp}, a new one, or -1. */
    private int chainFor(long timestamp) {
        int best = -1;
        for (int chain = 0; chain < chainCount; chain++) {
            if (chainEnds[chain] <= timestamp && (best < 0 || chainEnds[chain] > chainEnds[best])) {
                best = chain;
            }
        }
        if (best < 0 && chainCount < MAX_CHAINS) {
            chainEnds[chainCount] = timestamp;
            best = chainCount++;
        }
        return best;
    }

    /** Where rows descend, or come to the end of a chain that they had better go on with. */
    private int runEnd(long[] timestamps, int start, int count) {
        long last = timestamps[start];
        long nextChain = Long.MAX_VALUE;
        for (int chain = 0; chain < chainCount; chain++) {
            nextChain = chainEnds[chain] > last ? Math.min(nextChain, chainEnds[chain]) : nextChain;
        }
        int end = start + 1;
        while (end < count && timestamps[end] >= last && timestamps[end] < nextChain) {
            last = timestamps[end++];
        }
        return end;
    }

    private void addRun(int start, int chain) {
        if (runCount == runChains.length) {
            runStarts = Arrays.copyOf(runStarts, 2 * runCount + 1);
            runChains = Arrays.copyOf(runChains, 2 * runCount);
        }
        runStarts[runCount] = start;
        runChains[runCount] = (byte) chain;
        runCount++;
    }
}
