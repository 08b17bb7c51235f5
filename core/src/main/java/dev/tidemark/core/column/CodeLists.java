package dev.tidemark.core.column;

import dev.tidemark.core.encoding.BlockLayout;
import dev.tidemark.core.encoding.EncodedBlock;
import java.util.Arrays;

/**
 * The posting lists of a block of a symbol column: for each code that occurs, the rows of the block
 * that have it, ascending. NULLs are in no list. Immutable; for any number of threads.
 */
public final class CodeLists {
    /** Codes no further apart than this are ordered by counting. */
    private static final int MAX_COUNTED_SPAN = 1 << 17;

    /** Numbers per code; all that a code costs beside its rows. */
    private static final int NUMBERS_PER_CODE = 2;

    /** Codes that occur, ascending. */
    private final int[] codes;

    /** Where the rows of each code begin in {@link #rows}, and after the last one the end. */
    private final int[] starts;

    /** Rows of the block, 0 to 65,535. */
    private final char[] rows;

    private CodeLists(int[] codes, int[] starts, char[] rows) {
        this.codes = codes;
        this.starts = starts;
        this.rows = rows;
    }

    /** The lists of a block of codes whose checksum has been compared. */
    static CodeLists of(EncodedBlock block) {
        int[] codes = new int[block.rowCount()];
        char[] rows = new char[block.rowCount()];
        int[] vectorCodes = new int[BlockLayout.VECTOR_ROWS];
        long[] validity = new long[BlockLayout.VECTOR_VALIDITY_WORDS];
        int count = 0;
        for (int vector = 0; vector < block.vectorCount(); vector++) {
            block.decodeCodes(vector, vectorCodes);
            block.decodeValidity(vector, validity);
            int base = vector * BlockLayout.VECTOR_ROWS;
            for (int row = 0; row < block.vectorRowCount(vector); row++) {
                if ((validity[row >>> 6] >>> row & 1) != 0) {
                    codes[count] = vectorCodes[row];
                    rows[count++] = (char) (base + row);
                }
            }
        }
        long span = block.maximum() - block.minimum() + 1;
        return span <= MAX_COUNTED_SPAN
                ? counted(codes, rows, count, (int) block.minimum(), (int) span)
                : sorted(codes, rows, count);
    }

    /** Orders rows by their codes, which lie in {@code [lowest, lowest + span)}, by counting. */
    private static CodeLists counted(int[] codes, char[] rows, int count, int lowest, int span) {
        int[] ends = new int[span];
        for (int index = 0; index < count; index++) {
            ends[codes[index] - lowest]++;
        }
        int[] distinctCodes = new int[Math.min(span, count)];
        int[] starts = new int[distinctCodes.length + 1];
        int distinct = 0;
        int start = 0;
        for (int code = 0; code < span; code++) {
            if (ends[code] > 0) {
                distinctCodes[distinct] = lowest + code;
                starts[distinct++] = start;
            }
            int next = start + ends[code];
            ends[code] = start;
            start = next;
        }
        starts[distinct] = count;
        char[] ordered = new char[count];
        for (int index = 0; index < count; index++) {
            ordered[ends[codes[index] - lowest]++] = rows[index];
        }
        return new CodeLists(
                Arrays.copyOf(distinctCodes, distinct),
                Arrays.copyOf(starts, distinct + 1),
                ordered);
    }

    /** As {@link #counted} for codes too far apart for that. */
    private static CodeLists sorted(int[] codes, char[] rows, int count) {
        long[] keys = new long[count];
        for (int index = 0; index < count; index++) {
            keys[index] = (long) codes[index] << Character.SIZE | rows[index];
        }
        Arrays.sort(keys);
        int[] distinctCodes = new int[count];
        int[] starts = new int[count + 1];
        char[] ordered = new char[count];
        int distinct = 0;
        for (int index = 0; index < count; index++) {
            int code = (int) (keys[index] >>> Character.SIZE);
            if (distinct == 0 || distinctCodes[distinct - 1] != code) {
                distinctCodes[distinct] = code;
                starts[distinct++] = index;
            }
            ordered[index] = (char) keys[index];
        }
        starts[distinct] = count;
        return new CodeLists(
                Arrays.copyOf(distinctCodes, distinct),
                Arrays.copyOf(starts, distinct + 1),
                ordered);
    }

    /** How many of the rows {@code [from, to)} have a code. */
    public int rowCount(int code, int from, int to) {
        int list = Arrays.binarySearch(codes, code);
        return list < 0 ? 0 : lowerBound(list, to) - lowerBound(list, from);
    }

    /**
     * Writes the rows {@code [from, to)} that have a code, ascending, as far as there is room.
     *
     * @param into receives rows of the block from its index {@code at} on
     * @return how many were written
     */
    public int copyRows(int code, int from, int to, int[] into, int at) {
        int list = Arrays.binarySearch(codes, code);
        if (list < 0) {
            return 0;
        }
        int first = lowerBound(list, from);
        int count = Math.min(lowerBound(list, to) - first, into.length - at);
        for (int index = 0; index < count; index++) {
            into[at + index] = rows[first + index];
        }
        return count;
    }

    /** Heap that the lists take, about. */
    long sizeBytes() {
        return (long) rows.length * Character.BYTES
                + (long) codes.length * NUMBERS_PER_CODE * Integer.BYTES;
    }

    /** Where the rows of a list from {@code row} on begin. */
    private int lowerBound(int list, int row) {
        int low = starts[list];
        int high = starts[list + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows[middle] < row) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
