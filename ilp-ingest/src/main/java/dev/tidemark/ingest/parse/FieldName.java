package dev.tidemark.ingest.parse;

import dev.tidemark.core.type.ColumnType;
import java.util.Arrays;

/**
 * One spelling of a column's name in lines.
 *
 * <p>Lines are compared with the name and its '=' eight bytes at a time; the comparison may read up
 * to seven bytes beyond them.
 */
final class FieldName {
    private final byte[] name;
    private final ColumnSlot column;
    private final ColumnType type;
    private final int lane;
    private final int lengthBytes;

    /** The first eight bytes of the text, or as many as there are under the mask. */
    private final long firstWord;

    /** The last eight bytes of the text, which may be in part the first ones, under the mask. */
    private final long lastWord;

    private final long mask;
    private final int lastOffset;

    /** The words between those, which names of up to fifteen bytes do not have. */
    private final long[] middle;

    FieldName(byte[] name, ColumnSlot column) {
        this.name = name;
        this.column = column;
        this.type = column.type();
        this.lane = column.lane();
        this.lengthBytes = name.length + 1;
        byte[] text = Arrays.copyOf(name, Math.max(lengthBytes, Long.BYTES));
        text[name.length] = '=';
        this.firstWord = LittleEndian.longAt(text, 0);
        this.lastOffset = text.length - Long.BYTES;
        this.lastWord = LittleEndian.longAt(text, lastOffset);
        this.mask = -1L >>> (Long.SIZE - (Math.min(lengthBytes, Long.BYTES) << 3));
        this.middle = new long[Math.max(0, (lastOffset - 1) / Long.BYTES)];
        Arrays.setAll(middle, word -> LittleEndian.longAt(text, (word + 1) * Long.BYTES));
    }

    byte[] name() {
        return name;
    }

    ColumnSlot column() {
        return column;
    }

    /** Type of the column. */
    ColumnType type() {
        return type;
    }

    /** Where the column's cells go in the stage of any batch of the table. */
    int lane() {
        return lane;
    }

    /** Bytes of the name with its '='. */
    int lengthBytes() {
        return lengthBytes;
    }

    /** Whether the line goes on with this name and '='. */
    boolean matches(byte[] line, int position) {
        long first = LittleEndian.longAt(line, position) ^ firstWord;
        long last = LittleEndian.longAt(line, position + lastOffset) ^ lastWord;
        if (((first | last) & mask) != 0) {
            return false;
        }
        for (int word = 0; word < middle.length; word++) {
            if (LittleEndian.longAt(line, position + (word + 1) * Long.BYTES) != middle[word]) {
                return false;
            }
        }
        return true;
    }
}
