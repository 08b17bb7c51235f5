package dev.tidemark.ingest.parse;

import org.jspecify.annotations.Nullable;

/**
 * The start of a line up to its fields, understood: the table, and the cells that the tags put into
 * every row of the series. Kept small, since a connection may have many thousands.
 */
final class Series {
    private final TableTarget target;
    private final ColumnSlot[] columns;
    private final int[] codes;
    private final byte[][] texts;
    private final boolean hasTags;
    private long keyOffset;
    private int keyLength;
    private int hash;
    private @Nullable Series next;

    /**
     * A series without a key.
     *
     * @param columns of the tags that have a value; may be shared with other series
     * @param codes of the symbols, by column
     * @param texts in UTF-8, by column, empty for symbols; no elements if there are only symbols
     * @param hasTags whether the line names any tag, be it without a value
     */
    Series(TableTarget target, ColumnSlot[] columns, int[] codes, byte[][] texts, boolean hasTags) {
        this.target = target;
        this.columns = columns;
        this.codes = codes;
        this.texts = texts;
        this.hasTags = hasTags;
    }

    TableTarget target() {
        return target;
    }

    boolean hasTags() {
        return hasTags;
    }

    /** Columns of the tags that have a value. */
    ColumnSlot[] columns() {
        return columns;
    }

    /** Puts the tags' cells of the current row of the target's open batch. */
    void putCells() {
        if (texts.length > 0) {
            putMixedCells();
            return;
        }
        for (int index = 0; index < columns.length; index++) {
            columns[index].cells().putCode(codes[index]);
        }
    }

    private void putMixedCells() {
        for (int index = 0; index < columns.length; index++) {
            byte[] text = texts[index];
            if (text.length == 0) {
                columns[index].cells().putCode(codes[index]);
            } else {
                columns[index].cells().putBytes(text, 0, text.length);
            }
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

    void setKey(long offset, int lengthBytes, int keyHash) {
        this.keyOffset = offset;
        this.keyLength = lengthBytes;
        this.hash = keyHash;
    }

    /** The series that followed this one the last time. */
    @Nullable Series next() {
        return next;
    }

    void setNext(Series follower) {
        this.next = follower;
    }
}
