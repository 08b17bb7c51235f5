package dev.tidemark.ingest.parse;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One spelling of a column's name in lines, and which name came behind it the last time.
 *
 * <p>Lines are compared with the name and its '=' eight bytes at a time; the comparison may read up
 * to fifteen bytes beyond them.
 */
final class FieldName {
    private final byte[] name;
    private final ColumnSlot column;

    /** The first sixteen bytes, as most names are no longer; what is not masked does not count. */
    private final long firstWord;

    private final long firstMask;
    private final long secondWord;
    private final long secondMask;

    /** The bytes behind them. */
    private final byte[] rest;

    private @Nullable FieldName next;

    FieldName(byte[] name, ColumnSlot column) {
        this.name = name;
        this.column = column;
        byte[] text = Arrays.copyOf(name, name.length + 1);
        text[name.length] = '=';
        byte[] padded = Arrays.copyOf(text, Math.max(text.length, 2 * Long.BYTES));
        this.firstWord = LittleEndian.longAt(padded, 0);
        this.firstMask = mask(text.length);
        this.secondWord = LittleEndian.longAt(padded, Long.BYTES);
        this.secondMask = mask(text.length - Long.BYTES);
        this.rest = Arrays.copyOfRange(padded, 2 * Long.BYTES, padded.length);
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
        long first = LittleEndian.longAt(line, position) ^ firstWord;
        long second = LittleEndian.longAt(line, position + Long.BYTES) ^ secondWord;
        return ((first & firstMask) | (second & secondMask)) == 0
                && (rest.length == 0 || restMatches(line, position + 2 * Long.BYTES));
    }

    private boolean restMatches(byte[] line, int position) {
        return Arrays.equals(line, position, position + rest.length, rest, 0, rest.length);
    }

    /** Covers the first {@code lengthBytes} bytes of a word. */
    private static long mask(int lengthBytes) {
        if (lengthBytes <= 0) {
            return 0;
        }
        return lengthBytes >= Long.BYTES ? -1L : (1L << (lengthBytes << 3)) - 1;
    }

    /** The name that came behind this one last time. */
    @Nullable FieldName next() {
        return next;
    }

    void setNext(FieldName next) {
        this.next = next;
    }
}
