package dev.tidemark.core.column;

import dev.tidemark.core.decimal.Int256;
import dev.tidemark.core.type.ColumnType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decoded values of one column for a short run of rows, in heap arrays that are used again and
 * again. Which array holds them follows from the type's {@link dev.tidemark.core.type.VectorKind};
 * the others do not exist.
 *
 * <p>A row is NULL if its bit in {@link #validity()} is 0; the array then holds an arbitrary value
 * there. Text of row {@code i} lies in {@code bytes[offsets[i] .. offsets[i + 1])}.
 *
 * <p>Not thread-safe. Readers may keep the arrays only until the vector is filled again, and must
 * fetch {@link #bytes()} and {@link #validity()} anew after each fill, for these may be replaced.
 */
public final class Vector {
    /** Rows of the vectors that scans hand to operators. */
    public static final int SIZE = 1 << 10;

    private static final long[] NO_LONGS = {};
    private static final double[] NO_DOUBLES = {};
    private static final int[] NO_INTS = {};
    private static final byte[] NO_BYTES = {};

    private final ColumnType type;
    private final int capacity;
    private final long[] longs;
    private final double[] doubles;
    private final int[] codes;
    private final int[] offsets;
    private byte[] bytes;
    private final long[] validity;
    private int length;
    private boolean hasNulls;
    private @Nullable SymbolDictionary dictionary;

    /** A vector for {@link #SIZE} values. */
    public Vector(ColumnType type) {
        this(type, SIZE);
    }

    /** A vector for {@code capacity} values. */
    public Vector(ColumnType type, int capacity) {
        this.type = type;
        this.capacity = capacity;
        this.validity = new long[(capacity + 63) >>> 6];
        this.longs =
                switch (type.vectorKind()) {
                    case LONGS -> new long[capacity];
                    case WIDE -> new long[capacity * (type.widthBytes() / Long.BYTES)];
                    case DOUBLES, CODES, BYTES -> NO_LONGS;
                };
        this.doubles =
                switch (type.vectorKind()) {
                    case DOUBLES -> new double[capacity];
                    case LONGS, WIDE, CODES, BYTES -> NO_DOUBLES;
                };
        this.codes =
                switch (type.vectorKind()) {
                    case CODES -> new int[capacity];
                    case LONGS, WIDE, DOUBLES, BYTES -> NO_INTS;
                };
        this.offsets =
                switch (type.vectorKind()) {
                    case BYTES -> new int[capacity + 1];
                    case LONGS, WIDE, DOUBLES, CODES -> NO_INTS;
                };
        this.bytes = NO_BYTES;
    }

    public ColumnType type() {
        return type;
    }

    public int capacity() {
        return capacity;
    }

    /** Rows filled. */
    public int length() {
        return length;
    }

    public void setLength(int length) {
        this.length = length;
    }

    /** Values of LONGS, or words of WIDE. */
    public long[] longs() {
        return longs;
    }

    /** Reads the unscaled value of a row of a DECIMAL vector. */
    public Int256 readDecimal(int row, Int256 into) {
        int words = wordsPerValue();
        return words == 1 ? into.set(longs[row]) : into.set(longs, row * words, words);
    }

    /** Values of DOUBLES. */
    public double[] doubles() {
        return doubles;
    }

    /** Dictionary codes of CODES. */
    public int[] codes() {
        return codes;
    }

    /** Where the texts of BYTES end and begin: {@code length + 1} ascending offsets. */
    public int[] offsets() {
        return offsets;
    }

    /** The texts of BYTES. */
    public byte[] bytes() {
        return bytes;
    }

    /** {@link #bytes()}, after making it at least that long; keeps its content. */
    public byte[] reserveBytes(int lengthBytes) {
        if (bytes.length < lengthBytes) {
            bytes = Arrays.copyOf(bytes, Math.max(lengthBytes, bytes.length * 2));
        }
        return bytes;
    }

    /** 64-bit words of a word of a WIDE value, or 1. */
    public int wordsPerValue() {
        return Math.max(1, type.widthBytes() / Long.BYTES);
    }

    /** Whether some row may be NULL; if not, {@link #validity()} has no meaning. */
    public boolean hasNulls() {
        return hasNulls;
    }

    /** One bit a row, least significant first, 1 = not NULL; see {@link #hasNulls()}. */
    public long[] validity() {
        return validity;
    }

    public void setHasNulls(boolean hasNulls) {
        this.hasNulls = hasNulls;
    }

    public boolean isNull(int row) {
        return hasNulls && (validity[row >>> 6] & (1L << (row & 63))) == 0;
    }

    /** {@link #validity()} to clear bits in; the first call marks all rows valid. */
    public long[] admitNulls() {
        if (!hasNulls) {
            Arrays.fill(validity, -1L);
            hasNulls = true;
        }
        return validity;
    }

    /** Marks one row NULL; the first call marks all others valid. */
    public void setNull(int row) {
        admitNulls()[row >>> 6] &= ~(1L << (row & 63));
    }

    /** Makes rows {@code [0, length)} NULL. */
    public void fillNull(int rows) {
        length = rows;
        hasNulls = true;
        Arrays.fill(validity, 0L);
        Arrays.fill(offsets, 0, offsets.length == 0 ? 0 : rows + 1, 0);
        Arrays.fill(codes, 0, codes.length == 0 ? 0 : rows, 0);
    }

    /** The dictionary that the codes of a SYMBOL vector refer to; null for other types. */
    public @Nullable SymbolDictionary dictionary() {
        return dictionary;
    }

    public void setDictionary(@Nullable SymbolDictionary dictionary) {
        this.dictionary = dictionary;
    }
}
