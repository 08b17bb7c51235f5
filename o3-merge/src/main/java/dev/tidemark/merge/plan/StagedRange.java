package dev.tidemark.merge.plan;

/**
 * Places {@code [from, to)} among the sorted staged rows.
 *
 * @param from first place
 * @param to the place after the last; larger than {@code from}
 */
public record StagedRange(int from, int to) {
    public StagedRange {
        if (from < 0 || from >= to) {
            throw new IllegalArgumentException("no staged range: " + from + " to " + to);
        }
    }

    public int rowCount() {
        return to - from;
    }
}
