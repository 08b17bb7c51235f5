package dev.tidemark.ingest.parse;

import org.jspecify.annotations.Nullable;

/** The cell that a tag puts into every row of its series. */
final class TagCell {
    private final ColumnSlot column;
    private final int code;
    private final byte @Nullable [] text;

    private TagCell(ColumnSlot column, int code, byte @Nullable [] text) {
        this.column = column;
        this.code = code;
        this.text = text;
    }

    /** A cell of a SYMBOL column. */
    static TagCell symbol(ColumnSlot column, int code) {
        return new TagCell(column, code, null);
    }

    /** A cell of a VARCHAR column, in UTF-8. */
    static TagCell text(ColumnSlot column, byte[] text) {
        return new TagCell(column, 0, text);
    }

    ColumnSlot column() {
        return column;
    }

    /** Puts the cell of the current row of the open batch. */
    void put() {
        if (text == null) {
            column.cells().putCode(code);
        } else {
            column.cells().putBytes(text, 0, text.length);
        }
    }
}
