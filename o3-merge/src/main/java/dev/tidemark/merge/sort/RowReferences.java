package dev.tidemark.merge.sort;

import java.util.Arrays;

/**
 * Names rows of chunks by unsigned 32-bit numbers: the chunk above, the row in it below. Knows the
 * <em>runs</em>, rows of one chunk that follow each other as they did when they arrived, if these
 * are so long that they had better be copied than gathered row by row. Immutable.
 */
public final class RowReferences {
    /** Average length from which on copying runs is faster than gathering rows. */
    private static final int MIN_ROWS_PER_RUN = 16;

    private final int rowCount;
    private final int chunkBits;

    /** References of all rows; empty if these are in runs. */
    private final int[] references;

    /** Places where runs begin, and behind them the number of rows; empty if runs are short. */
    private final int[] runStarts;

    /** References of the first rows of the runs. */
    private final int[] runReferences;

    /**
     * Names rows; the array is not copied.
     *
     * @param references of all rows, from the first place on
     * @param rowCount references that count
     * @param chunkBits lower bits of a reference, which hold the row
     */
    public RowReferences(int[] references, int rowCount, int chunkBits) {
        this.rowCount = rowCount;
        this.chunkBits = chunkBits;
        int runs = countRuns(references);
        if (rowCount >= (long) MIN_ROWS_PER_RUN * runs) {
            this.runStarts = findRuns(references, runs);
            this.runReferences = new int[runs];
            Arrays.setAll(runReferences, run -> references[runStarts[run]]);
            this.references = new int[0];
        } else {
            this.runStarts = new int[0];
            this.runReferences = new int[0];
            this.references = references;
        }
    }

    private RowReferences(int[] runStarts, int[] runReferences, int rowCount, int chunkBits) {
        this.rowCount = rowCount;
        this.chunkBits = chunkBits;
        this.runStarts = runStarts;
        this.runReferences = runReferences;
        this.references = new int[0];
    }

    /**
     * Names rows that are in runs, of which each begins where the one before ends.
     *
     * @param lengths rows of the runs, at least one each and none beyond its chunk
     * @param runReferences references of the first rows of the runs; not copied
     */
    static RowReferences ofRuns(int[] lengths, int[] runReferences, int chunkBits) {
        int[] starts = new int[lengths.length + 1];
        for (int run = 0; run < lengths.length; run++) {
            starts[run + 1] = starts[run] + lengths[run];
        }
        return new RowReferences(starts, runReferences, starts[lengths.length], chunkBits);
    }

    /** The references of all rows, not to be changed; worked out at each call if in runs. */
    public int[] references() {
        if (!areInRuns()) {
            return references;
        }
        int[] all = new int[rowCount];
        for (int run = 0; run < runReferences.length; run++) {
            int shift = runReferences[run] - runStarts[run];
            for (int place = runStarts[run]; place < runStarts[run + 1]; place++) {
                all[place] = place + shift;
            }
        }
        return all;
    }

    /** Lower bits of a reference, which hold the row. */
    public int chunkBits() {
        return chunkBits;
    }

    /** Whether most rows follow their neighbours, so that runs should be copied. */
    public boolean areInRuns() {
        return runStarts.length > 0;
    }

    /** Rows that a chunk may have. */
    public int chunkRows() {
        return 1 << chunkBits;
    }

    /** The chunk of a reference. */
    public int chunk(int reference) {
        return reference >>> chunkBits;
    }

    /** The row of a reference in its chunk. */
    public int row(int reference) {
        return reference & (chunkRows() - 1);
    }

    /** Goes through the runs of the rows at places {@code [from, to)}. */
    public Runs runs(int from, int to) {
        return new Runs(from, to);
    }

    /** The runs of some rows, one after another; what begins or ends between is cut. */
    public final class Runs {
        private final int to;
        private int place;
        private int end;

        /** The known run that ends at {@link #end}, or is cut there. */
        private int run;

        private Runs(int from, int to) {
            this.to = to;
            this.end = from;
            int found = Arrays.binarySearch(runStarts, from);
            this.run = (found >= 0 ? found : -found - 2) - 1;
        }

        /** Moves on to the next run; false if there is none. */
        public boolean next() {
            place = end;
            if (place == to) {
                return false;
            }
            run++;
            end = areInRuns() ? Math.min(to, runStarts[run + 1]) : scan(references, place, to);
            return true;
        }

        /** Place of the first row. */
        public int place() {
            return place;
        }

        /** Reference of the first row, which those of the others follow. */
        public int reference() {
            return areInRuns() ? runReferences[run] + (place - runStarts[run]) : references[place];
        }

        public int rowCount() {
            return end - place;
        }
    }

    /** Where the run ends that has a row at {@code from}, at most {@code to}. */
    private int scan(int[] rows, int from, int to) {
        int end = from + 1;
        while (end < to && !beginsRun(rows, end)) {
            end++;
        }
        return end;
    }

    private boolean beginsRun(int[] rows, int place) {
        return rows[place] != rows[place - 1] + 1 || row(rows[place]) == 0;
    }

    private int countRuns(int[] rows) {
        int runs = rowCount == 0 ? 0 : 1;
        for (int place = 1; place < rowCount; place++) {
            runs += beginsRun(rows, place) ? 1 : 0;
        }
        return runs;
    }

    private int[] findRuns(int[] rows, int count) {
        int[] starts = new int[count + 1];
        int run = 0;
        int place = 0;
        while (place < rowCount) {
            starts[run++] = place;
            place = scan(rows, place, rowCount);
        }
        starts[count] = rowCount;
        return starts;
    }
}
