package dev.tidemark.ingest.parse;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One spelling of a column's name in lines, and which name came behind it the last time.
 *
 * <p>Lines are compared with the name and its '=' eight bytes at a time; the comparison may read up
 * to seven bytes beyond them.
 */
final class FieldName {
    private final byte[] name;
    private final ColumnSlot column;
    private final long[] words;
    private final long lastMask;
    private @Nullable FieldName next;

    FieldName(byte[] name, ColumnSlot column) {
        this.name = name;
        this.column = column;
        byte[] text = Arrays.copyOf(name, name.length + 1);
        text[name.length] = '=';
        this.words = new long[(text.length + Long.BYTES - 1) / Long.BYTES];
        for (int index = 0; index < text.length; index++) {
            words[index >>> 3] |= (text[index] & 0xFFL) << ((index & 7) << 3);
        }
        int unused = words.length * Long.BYTES - text.length;
        this.lastMask = -1L >>> (unused << 3);
    }

    byte[] name() {
        return name;
    }

    ColumnSlot column() {
        return column;
    }

    /** Bytes of the name with its '='. */
    int lengthBytes() {
        return name.length + 1;
    }

    /** Whether the line goes on with this name and '='. */
    boolean matches(byte[] line, int position) {
        long[] expected = words;
        int last = expected.length - 1;
        int at = position;
        for (int index = 0; index < last; index++) {
            if (LittleEndian.longAt(line, at) != expected[index]) {
                return false;
            }
            at += Long.BYTES;
        }
        return ((LittleEndian.longAt(line, at) ^ expected[last]) & lastMask) == 0;
    }

    /** The name that came behind this one last time. */
    @Nullable FieldName next() {
        return next;
    }

    void setNext(FieldName next) {
        this.next = next;
    }
}
