package dev.tidemark.sql.function;

import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import java.nio.charset.StandardCharsets;

/** Reading and writing the texts of vectors. */
final class Texts {
    private Texts() {}

    /** The text of a row of a SYMBOL or VARCHAR vector. */
    static String text(Vector vector, int row) {
        SymbolDictionary dictionary = vector.dictionary();
        if (dictionary != null) {
            return dictionary.text(vector.codes()[row]);
        }
        int start = vector.offsets()[row];
        return new String(
                vector.bytes(), start, vector.offsets()[row + 1] - start, StandardCharsets.UTF_8);
    }

    /** Appends a text to a VARCHAR vector. */
    static void append(String text, Vector target) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        VectorCopy.appendText(bytes, 0, bytes.length, target);
    }

    /** Appends an empty text, for a row that is marked NULL already. */
    static void appendEmpty(Vector target) {
        int row = target.length();
        target.offsets()[row + 1] = target.offsets()[row];
        target.setLength(row + 1);
    }
}
