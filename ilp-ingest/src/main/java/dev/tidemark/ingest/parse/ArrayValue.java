package dev.tidemark.ingest.parse;

import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.type.ColumnType;

/** An array that was read: where its bytes lie, which must stay until it is in its cell. */
final class ArrayValue {
    private byte[] source = {};
    private int offset;
    private int lengthBytes;
    private int dimensions;

    /**
     * Sets it.
     *
     * @param at where the lengths of its dimensions begin, before its elements
     */
    void set(byte[] line, int at, int bytes, int dimensionCount) {
        source = line;
        offset = at;
        lengthBytes = bytes;
        dimensions = dimensionCount;
    }

    /** Type of the columns that hold it. */
    ColumnType columnType() {
        return ColumnType.array(dimensions);
    }

    /** Puts it into a cell, as the protocol and the column have the same bytes. */
    void put(ColumnBuffer cells) {
        cells.putBytes(source, offset, lengthBytes);
    }
}
