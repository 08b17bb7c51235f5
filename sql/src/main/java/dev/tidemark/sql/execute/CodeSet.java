package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.kernel.Selections;
import java.util.Arrays;

/** A set of codes of a symbol column, as a condition. Codes beyond those known are not in it. */
final class CodeSet implements VectorPredicate {
    /** Codes that are compared one by one; larger sets are looked up. */
    private static final int MAX_COMPARED = 2;

    /** Distance of codes up to which it is worth looking for the few that are compared. */
    private static final int MAX_COMPARED_SPAN = 64;

    private final int column;
    private byte[] wanted;
    private int size;
    private int lowest = Integer.MAX_VALUE;
    private int highest = -1;

    CodeSet(int column, int dictionarySize) {
        this.column = column;
        this.wanted = new byte[Math.max(1, dictionarySize)];
    }

    void add(int code) {
        if (wanted[code] == 0) {
            wanted[code] = 1;
            size++;
            lowest = Math.min(lowest, code);
            highest = Math.max(highest, code);
        }
    }

    /** Takes a code out; the range of {@link #mayPass} shrinks as its ends go. */
    void remove(int code) {
        if (code < wanted.length && wanted[code] != 0) {
            wanted[code] = 0;
            size--;
            while (lowest <= highest && wanted[lowest] == 0) {
                lowest++;
            }
            while (highest >= lowest && wanted[highest] == 0) {
                highest--;
            }
        }
    }

    boolean contains(int code) {
        return code < wanted.length && wanted[code] != 0;
    }

    int size() {
        return size;
    }

    @Override
    public int column() {
        return column;
    }

    @Override
    public boolean mayPass(long minimum, long maximum) {
        return size > 0 && maximum >= lowest && minimum <= highest;
    }

    @Override
    public void test(Vector values, int rows, long[] bits) {
        int[] codes = values.codes();
        if (size <= MAX_COMPARED && highest - lowest < MAX_COMPARED_SPAN) {
            Arrays.fill(bits, 0, (rows + 63) >>> 6, 0L);
            for (int code = lowest; code <= highest; code++) {
                if (wanted[code] != 0) {
                    Selections.addEqual(codes, rows, code, bits);
                }
            }
            return;
        }
        int largest = 0;
        for (int row = 0; row < rows; row++) {
            largest = Math.max(largest, codes[row]);
        }
        if (largest >= wanted.length) {
            wanted = Arrays.copyOf(wanted, Math.max(largest + 1, wanted.length * 2));
        }
        Selections.inSet(codes, rows, wanted, bits);
    }
}
