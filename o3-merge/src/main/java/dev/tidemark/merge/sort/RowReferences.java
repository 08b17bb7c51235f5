package dev.tidemark.merge.sort;

/** Names rows of chunks by unsigned 32-bit numbers: the chunk above, the row in it below. */
public final class RowReferences {
    private final int[] references;
    private final int chunkBits;
    private final boolean inRuns;

    /**
     * Names rows; the array is not copied.
     *
     * @param references of all rows
     * @param chunkBits lower bits of a reference, which hold the row
     * @param inRuns whether most rows follow their neighbours, so that runs should be copied
     */
    public RowReferences(int[] references, int chunkBits, boolean inRuns) {
        this.references = references;
        this.chunkBits = chunkBits;
        this.inRuns = inRuns;
    }

    /** The references of all rows; shared, not to be changed. */
    public int[] references() {
        return references;
    }

    /** Lower bits of a reference, which hold the row. */
    public int chunkBits() {
        return chunkBits;
    }

    /** Whether most rows follow their neighbours, so that runs should be copied. */
    public boolean areInRuns() {
        return inRuns;
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

    /**
     * How many of the references from {@code from}, at most {@code limit}, name adjacent rows of
     * one chunk.
     */
    public int runLength(int from, int limit) {
        int reference = references[from];
        int most = Math.min(limit, chunkRows() - row(reference));
        int length = 1;
        while (length < most && references[from + length] == reference + length) {
            length++;
        }
        return length;
    }
}
