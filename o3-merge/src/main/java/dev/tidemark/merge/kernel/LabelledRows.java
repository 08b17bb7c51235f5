package dev.tidemark.merge.kernel;

/** Sorted timestamps, each with the label of the sequence that it came from. */
public final class LabelledRows {
    private final long[] timestamps;
    private final byte[] labels;
    private final int count;

    /**
     * Joins two arrays, which are not copied.
     *
     * @param timestamps ascending; at least {@code count}
     * @param labels at least {@code count}
     * @param count rows that count
     */
    public LabelledRows(long[] timestamps, byte[] labels, int count) {
        this.timestamps = timestamps;
        this.labels = labels;
        this.count = count;
    }

    public long[] timestamps() {
        return timestamps;
    }

    public byte[] labels() {
        return labels;
    }

    public int count() {
        return count;
    }
}
