package dev.tidemark.ingest.parse;

import dev.tidemark.core.batch.Lanes;
import dev.tidemark.core.batch.RowStage;

/**
 * The start of a line up to its fields, understood: the table, and the cells that the tags put into
 * every row of the series. Kept small, since a connection may have many thousands.
 */
final class Series {
    private final SeriesShape shape;
    private final int[] codes;
    private final byte[][] texts;
    private int keyLength;

    /**
     * A series without a key.
     *
     * @param codes of the symbols, by column
     * @param texts in UTF-8, by column, empty for symbols; no elements if there are only symbols
     */
    Series(SeriesShape shape, int[] codes, byte[][] texts) {
        this.shape = shape;
        this.codes = codes;
        this.texts = texts;
    }

    SeriesShape shape() {
        return shape;
    }

    TableTarget target() {
        return shape.target();
    }

    /** Codes of the symbols, by column; 0 where the tag is a text. */
    int[] codes() {
        return codes;
    }

    /**
     * Puts the tags' cells of the current row of the target's open batch.
     *
     * @param stage of that batch
     */
    void putCells(RowStage stage) {
        Lanes lanes = shape.lanes();
        for (int index = 0; index < lanes.count(); index++) {
            if (shape.hasTexts() && texts[index].length > 0) {
                shape.columns()[index].cells().putBytes(texts[index], 0, texts[index].length);
            } else {
                stage.put(lanes.lane(index), codes[index]);
            }
        }
    }

    /** Bytes of the line that name the series. */
    int keyLength() {
        return keyLength;
    }

    void setKeyLength(int lengthBytes) {
        this.keyLength = lengthBytes;
    }
}
