package dev.tidemark.sql.execute;

import dev.tidemark.core.column.CodeLists;
import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.kernel.Selections;
import java.util.Arrays;
import java.util.stream.IntStream;

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

    /** The codes of the set, once asked for; a set that changes is not asked. */
    private int[] members = {};

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

    /**
     * Selects the rows {@code [from, end)} of a block that have a code of the set, as far as there
     * is room; returns the row to go on from.
     */
    int listRows(CodeLists lists, int from, int end, RowSelection into) {
        int stop = end;
        if (size > 1) {
            stop = end(lists, from, end, into.offsets().length);
        }
        for (int code : members()) {
            into.count += lists.copyRows(code, from, stop, into.offsets(), into.count);
        }
        if (size > 1) {
            Arrays.sort(into.offsets(), 0, into.count);
            return stop;
        }
        return into.count == into.offsets().length ? into.offsets()[into.count - 1] + 1 : stop;
    }

    /** The row up to which a block has at most {@code room} rows with a code of the set. */
    private int end(CodeLists lists, int from, int end, int room) {
        int stop = end;
        while (rowCount(lists, from, stop) > room) {
            stop = from + (stop - from) / 2;
        }
        return stop;
    }

    private int rowCount(CodeLists lists, int from, int end) {
        int count = 0;
        for (int code : members()) {
            count += lists.rowCount(code, from, end);
        }
        return count;
    }

    private int[] members() {
        if (members.length != size) {
            members =
                    IntStream.rangeClosed(lowest, highest)
                            .filter(code -> wanted[code] != 0)
                            .toArray();
        }
        return members;
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
    public boolean testEncoded(ColumnReader reader, long first, int rows, long[] bits) {
        return lowest == highest && reader.select(first, rows, lowest, highest, bits);
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
