package dev.tidemark.ingest.parse;

import dev.tidemark.core.batch.RowStage;
import org.jspecify.annotations.Nullable;

/**
 * The start of a line up to its fields, understood: the table, and the cells that the tags put into
 * every row of the series. Kept small, since a connection may have many thousands.
 */
final class Series {
    private final TableTarget target;
    private final ColumnSlot[] columns;
    private final int[] lanes;
    private final int[] codes;
    private final byte[][] texts;
    private final boolean hasTags;
    private int keyOffset;
    private int keyLength;
    private int hash;
    private @Nullable Series next;

    /**
     * A series without a key.
     *
     * @param columns of the tags that have a value; may be shared with other series
     * @param lanes of the columns in a batch's stage; may be shared as well
     * @param codes of the symbols, by column
     * @param texts in UTF-8, by column, empty for symbols; no elements if there are only symbols
     * @param hasTags whether the line names any tag, be it without a value
     */
    Series(
            TableTarget target,
            ColumnSlot[] columns,
            int[] lanes,
            int[] codes,
            byte[][] texts,
            boolean hasTags) {
        this.target = target;
        this.columns = columns;
        this.lanes = lanes;
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

    /**
     * Puts the tags' cells of the current row of the target's open batch.
     *
     * @param stage of that batch
     */
    void putCells(RowStage stage) {
        if (texts.length > 0) {
            putMixedCells(stage);
            return;
        }
        for (int index = 0; index < lanes.length; index++) {
            stage.put(lanes[index], codes[index]);
        }
    }

    private void putMixedCells(RowStage stage) {
        for (int index = 0; index < lanes.length; index++) {
            byte[] text = texts[index];
            if (text.length == 0) {
                stage.put(lanes[index], codes[index]);
            } else {
                columns[index].cells().putBytes(text, 0, text.length);
            }
        }
    }

    /** Where the text of the series lies among the keys of its cache. */
    int keyOffset() {
        return keyOffset;
    }

    int keyLength() {
        return keyLength;
    }

    int hash() {
        return hash;
    }

    void setKey(int offset, int lengthBytes, int keyHash) {
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
