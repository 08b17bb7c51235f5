package dev.tidemark.ingest.parse;

import org.jspecify.annotations.Nullable;

/**
 * The start of a line up to its fields, understood: the table, and the cells that the tags put into
 * every row of the series.
 */
final class Series {
    private final TableTarget target;
    private final TagCell[] cells;
    private final boolean hasTags;
    private long keyOffset;
    private int keyLength;
    private int hash;
    private @Nullable Series next;

    /**
     * @param hasTags whether the line names any tag, be it without a value
     */
    Series(TableTarget target, TagCell[] cells, boolean hasTags) {
        this.target = target;
        this.cells = cells;
        this.hasTags = hasTags;
    }

    TableTarget target() {
        return target;
    }

    boolean hasTags() {
        return hasTags;
    }

    TagCell[] cells() {
        return cells;
    }

    /** Puts the tags' cells of the current row of the target's open batch. */
    void putCells() {
        for (TagCell cell : cells) {
            cell.put();
        }
    }

    /** Where the text of the series lies among the keys of its cache. */
    long keyOffset() {
        return keyOffset;
    }

    int keyLength() {
        return keyLength;
    }

    int hash() {
        return hash;
    }

    void setKey(long offset, int lengthBytes, int hash) {
        this.keyOffset = offset;
        this.keyLength = lengthBytes;
        this.hash = hash;
    }

    /** The series that followed this one the last time. */
    @Nullable Series next() {
        return next;
    }

    void setNext(Series next) {
        this.next = next;
    }
}
