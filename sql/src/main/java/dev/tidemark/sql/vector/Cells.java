package dev.tidemark.sql.vector;

import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.type.VectorKind;
import dev.tidemark.sql.type.SqlType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growing array of values of one type, each of which can be replaced. */
public final class Cells {
    private static final byte[] NO_BYTES = {};

    private final int words;
    private final boolean isText;
    private final boolean isReal;
    private long[] values;
    private byte[][] texts;
    private boolean[] present;
    private @Nullable SymbolDictionary dictionary;

    public Cells(SqlType type) {
        this.words = Math.max(1, type.columnType().widthBytes() / Long.BYTES);
        this.isText = type.columnType().vectorKind() == VectorKind.BYTES;
        this.isReal = type.isReal();
        this.values = new long[0];
        this.texts = new byte[0][];
        this.present = new boolean[0];
    }

    /** Makes room for {@code count} cells; new ones are NULL. */
    public void reserve(int count) {
        if (count > present.length) {
            int capacity = Math.max(count, present.length * 2);
            present = Arrays.copyOf(present, capacity);
            if (isText) {
                int known = texts.length;
                texts = Arrays.copyOf(texts, capacity);
                Arrays.fill(texts, known, capacity, NO_BYTES);
            } else {
                values = Arrays.copyOf(values, Math.multiplyExact(capacity, words));
            }
        }
    }

    public boolean isPresent(int cell) {
        return present[cell];
    }

    /** Sets a cell to a row of a vector of the type. */
    public void set(int cell, Vector source, int row) {
        present[cell] = !source.isNull(row);
        if (!present[cell]) {
            return;
        }
        if (isText) {
            int start = source.offsets()[row];
            texts[cell] = Arrays.copyOfRange(source.bytes(), start, source.offsets()[row + 1]);
        } else if (isReal) {
            values[cell] = Double.doubleToRawLongBits(source.doubles()[row]);
        } else if (source.codes().length > 0) {
            values[cell] = source.codes()[row];
            dictionary = source.dictionary();
        } else {
            System.arraycopy(source.longs(), row * words, values, cell * words, words);
        }
    }

    /** Sets a cell to one of another array of the type. */
    public void set(int cell, Cells source, int sourceCell) {
        present[cell] = source.present[sourceCell];
        if (isText) {
            texts[cell] = source.texts[sourceCell];
        } else {
            System.arraycopy(source.values, sourceCell * words, values, cell * words, words);
        }
        if (source.dictionary != null) {
            dictionary = source.dictionary;
        }
    }

    /** Compares the texts of a present cell and of a row that is not NULL. */
    public int compareText(int cell, Vector source, int row) {
        byte[] text = texts[cell];
        return Arrays.compareUnsigned(
                text,
                0,
                text.length,
                source.bytes(),
                source.offsets()[row],
                source.offsets()[row + 1]);
    }

    /** Compares the texts of two present cells. */
    public int compareText(int cell, Cells other, int otherCell) {
        return Arrays.compareUnsigned(texts[cell], other.texts[otherCell]);
    }

    /** Appends cells {@code [from, from + count)} to a vector of the type. */
    public void append(int from, int count, Vector target) {
        if (dictionary != null) {
            target.setDictionary(dictionary);
        }
        for (int cell = from; cell < from + count; cell++) {
            int at = target.length();
            if (!present[cell]) {
                VectorCopy.appendNull(target);
            } else if (isText) {
                VectorCopy.appendText(texts[cell], 0, texts[cell].length, target);
            } else {
                switch (target.type().vectorKind()) {
                    case DOUBLES -> target.doubles()[at] = Double.longBitsToDouble(values[cell]);
                    case CODES -> target.codes()[at] = (int) values[cell];
                    case LONGS, WIDE, BYTES ->
                            System.arraycopy(
                                    values, cell * words, target.longs(), at * words, words);
                }
                target.setLength(at + 1);
            }
        }
    }
}
