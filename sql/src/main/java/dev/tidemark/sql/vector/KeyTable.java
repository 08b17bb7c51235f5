package dev.tidemark.sql.vector;

import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.type.VectorKind;
import dev.tidemark.sql.type.SqlType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers tuples of values 0, 1, 2, ... in order of first use: a hash table with open addressing
 * over tuples of 64-bit words. NULL is a value like any other; texts enter by a number of their
 * own; symbols, of which a column must have one dictionary, by their code.
 */
public final class KeyTable {
    private static final int FIRST_SLOTS = 1 << 8;
    private static final long HASH_FACTOR = 0x9E3779B97F4A7C15L;

    private final List<SqlType> types;
    private final int[] firstWords;
    private final int words;
    private final @Nullable TextTable[] texts;
    private final @Nullable SymbolDictionary[] dictionaries;

    /** Words of each tuple: a bit mask of its NULLs, then the values, 0 where NULL. */
    private long[] tuples;

    private int[] slots = new int[FIRST_SLOTS];
    private int size;
    private long[] rowWords;

    /**
     * @param types of the tuples' columns, at most 64
     */
    public KeyTable(List<SqlType> types) {
        this.types = List.copyOf(types);
        this.firstWords = new int[types.size()];
        this.texts = new TextTable[types.size()];
        this.dictionaries = new SymbolDictionary[types.size()];
        int count = 1;
        for (int key = 0; key < firstWords.length; key++) {
            firstWords[key] = count;
            count += wordsOf(types.get(key));
            if (types.get(key).columnType().vectorKind() == VectorKind.BYTES) {
                texts[key] = new TextTable();
            }
        }
        this.words = count;
        this.tuples = new long[FIRST_SLOTS / 2 * words];
        this.rowWords = new long[Vector.SIZE * words];
    }

    /** Tuples so far. */
    public int size() {
        return size;
    }

    /** Numbers each row's tuple. */
    public void number(Vector[] keys, int rows, int[] numbers) {
        fillRowWords(keys, rows, true);
        for (int row = 0; row < rows; row++) {
            numbers[row] = findOrAdd(row * words);
        }
    }

    /** The number of each row's tuple, or -1 where it is new; adds none. */
    public void find(Vector[] keys, int rows, int[] numbers) {
        fillRowWords(keys, rows, false);
        for (int row = 0; row < rows; row++) {
            numbers[row] = slots[slot(row * words)] - 1;
        }
    }

    /** Appends a column of tuples {@code [from, from + count)}. */
    public void append(int key, int from, int count, Vector target) {
        int first = firstWords[key];
        if (dictionaries[key] != null) {
            target.setDictionary(dictionaries[key]);
        }
        TextTable table = texts[key];
        for (int tuple = from; tuple < from + count; tuple++) {
            int base = tuple * words;
            if ((tuples[base] >>> key & 1) != 0) {
                VectorCopy.appendNull(target);
                continue;
            }
            int at = target.length();
            long word = tuples[base + first];
            switch (target.type().vectorKind()) {
                case LONGS -> target.longs()[at] = word;
                case DOUBLES -> target.doubles()[at] = Double.longBitsToDouble(word);
                case CODES -> target.codes()[at] = (int) word;
                case WIDE -> {
                    int count64 = target.wordsPerValue();
                    System.arraycopy(tuples, base + first, target.longs(), at * count64, count64);
                }
                case BYTES -> {
                    if (table != null) {
                        table.appendTo((int) word, target);
                    }
                }
            }
            target.setLength(at + 1);
        }
    }

    private void fillRowWords(Vector[] keys, int rows, boolean adds) {
        Arrays.fill(rowWords, 0, rows * words, 0);
        for (int key = 0; key < keys.length; key++) {
            Vector vector = keys[key];
            if (vector.dictionary() != null) {
                dictionaries[key] = vector.dictionary();
            }
            fillKeyWords(key, vector, rows, adds);
            if (vector.hasNulls()) {
                clearNulls(key, vector, rows);
            }
        }
    }

    private void fillKeyWords(int key, Vector vector, int rows, boolean adds) {
        int at = firstWords[key];
        TextTable table = texts[key];
        for (int row = 0; row < rows; row++, at += words) {
            switch (vector.type().vectorKind()) {
                case LONGS -> rowWords[at] = vector.longs()[row];
                case CODES -> rowWords[at] = vector.codes()[row];
                case DOUBLES -> {
                    double value = vector.doubles()[row];
                    rowWords[at] = Double.doubleToLongBits(value == 0 ? 0.0 : value);
                }
                case WIDE -> {
                    int count = vector.wordsPerValue();
                    System.arraycopy(vector.longs(), row * count, rowWords, at, count);
                }
                case BYTES -> {
                    if (table != null && !vector.isNull(row)) {
                        int[] offsets = vector.offsets();
                        rowWords[at] =
                                table.number(vector.bytes(), offsets[row], offsets[row + 1], adds);
                    }
                }
            }
        }
    }

    private void clearNulls(int key, Vector vector, int rows) {
        int count = wordsOf(types.get(key));
        for (int row = 0; row < rows; row++) {
            if (vector.isNull(row)) {
                rowWords[row * words] |= 1L << key;
                int at = row * words + firstWords[key];
                Arrays.fill(rowWords, at, at + count, 0);
            }
        }
    }

    private int findOrAdd(int at) {
        int slot = slot(at);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (Math.multiplyExact(size + 1, words) > tuples.length) {
            tuples = Arrays.copyOf(tuples, Math.multiplyExact(tuples.length, 2));
        }
        System.arraycopy(rowWords, at, tuples, size * words, words);
        slots[slot] = ++size;
        if (size * 2 > slots.length) {
            rehash();
        }
        return size - 1;
    }

    /** The slot that holds a row's tuple, or where it would go. */
    private int slot(int at) {
        int mask = slots.length - 1;
        int slot = hash(rowWords, at) & mask;
        while (slots[slot] != 0) {
            int tuple = (slots[slot] - 1) * words;
            if (Arrays.equals(tuples, tuple, tuple + words, rowWords, at, at + words)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private int hash(long[] source, int at) {
        long hash = 0;
        for (int word = at; word < at + words; word++) {
            hash = (hash ^ source[word]) * HASH_FACTOR;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }

    private void rehash() {
        slots = new int[Math.multiplyExact(slots.length, 2)];
        int mask = slots.length - 1;
        for (int tuple = 0; tuple < size; tuple++) {
            int slot = hash(tuples, tuple * words) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = tuple + 1;
        }
    }

    private static int wordsOf(SqlType type) {
        return Math.max(1, type.columnType().widthBytes() / Long.BYTES);
    }
}
