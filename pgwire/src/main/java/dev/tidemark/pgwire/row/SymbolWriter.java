package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import org.jspecify.annotations.Nullable;

/** Writes symbols from the bytes of their dictionary; text and binary are the same. */
final class SymbolWriter extends ColumnWriter {
    @Override
    void measure(Vector vector, int rows, int[] sizes) {
        SymbolDictionary dictionary = vector.dictionary();
        int[] codes = vector.codes();
        for (int row = 0; row < rows; row++) {
            sizes[row] += LENGTH_BYTES;
            if (!vector.isNull(row)) {
                sizes[row] += textOf(dictionary, codes[row]).length;
            }
        }
    }

    @Override
    void write(Vector vector, int from, int to, byte[] target, int[] positions) {
        SymbolDictionary dictionary = vector.dictionary();
        int[] codes = vector.codes();
        for (int row = from; row < to; row++) {
            int position = positions[row];
            if (vector.isNull(row)) {
                positions[row] = writeNull(target, position);
                continue;
            }
            byte[] text = textOf(dictionary, codes[row]);
            BigEndian.putInt(target, position, text.length);
            System.arraycopy(text, 0, target, position + LENGTH_BYTES, text.length);
            positions[row] = position + LENGTH_BYTES + text.length;
        }
    }

    private static byte[] textOf(@Nullable SymbolDictionary dictionary, int code) {
        if (dictionary == null) {
            throw new IllegalStateException("symbols without a dictionary");
        }
        return dictionary.bytes(code);
    }
}
