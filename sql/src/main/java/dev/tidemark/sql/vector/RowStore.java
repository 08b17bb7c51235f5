package dev.tidemark.sql.vector;

import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows that an operator has to keep, column by column in pages of {@link Vector#SIZE}. Rows are
 * numbered in the order in which they were added.
 */
public final class RowStore {
    private static final int PAGE_SHIFT = 10;
    private static final int PAGE_MASK = Vector.SIZE - 1;

    private final List<SqlType> types;
    private final List<VectorBatch> pages = new ArrayList<>();
    private int rowCount;

    public RowStore(List<SqlType> types) {
        this.types = List.copyOf(types);
    }

    public List<SqlType> types() {
        return types;
    }

    public int rowCount() {
        return rowCount;
    }

    /** Adds all rows of a batch. */
    public void append(VectorBatch batch) {
        append(batch, 0, batch.rowCount());
    }

    /** Adds rows {@code [from, from + count)} of a batch. */
    public void append(VectorBatch batch, int from, int count) {
        int done = 0;
        while (done < count) {
            VectorBatch page = lastPage();
            int used = page.rowCount();
            int part = Math.min(count - done, Vector.SIZE - used);
            for (int column = 0; column < types.size(); column++) {
                VectorCopy.append(batch.column(column), from + done, part, page.column(column));
            }
            page.setRowCount(used + part);
            rowCount += part;
            done += part;
        }
    }

    /** Adds the rows of a batch that {@code selection[0 .. count)} names, in its order. */
    public void append(VectorBatch batch, int[] selection, int count) {
        int done = 0;
        while (done < count) {
            VectorBatch page = lastPage();
            int used = page.rowCount();
            int part = Math.min(count - done, Vector.SIZE - used);
            for (int column = 0; column < types.size(); column++) {
                VectorCopy.appendSelected(
                        batch.column(column), selection, done, part, page.column(column));
            }
            page.setRowCount(used + part);
            rowCount += part;
            done += part;
        }
    }

    /** The vector of a column that a row lies in, at index {@link #slot(int)}. */
    public Vector vector(int column, int row) {
        return pages.get(row >>> PAGE_SHIFT).column(column);
    }

    /** Where a row lies in its vectors. */
    public static int slot(int row) {
        return row & PAGE_MASK;
    }

    /** Fills a batch's own vectors with the rows that {@code rows[from .. from + count)} names. */
    public void gather(int[] rows, int from, int count, VectorBatch into) {
        into.clear();
        int[] slots = new int[Vector.SIZE];
        int done = 0;
        while (done < count) {
            int page = rows[from + done] >>> PAGE_SHIFT;
            int part = 0;
            while (done + part < count && rows[from + done + part] >>> PAGE_SHIFT == page) {
                slots[part] = rows[from + done + part] & PAGE_MASK;
                part++;
            }
            VectorBatch source = pages.get(page);
            for (int column = 0; column < types.size(); column++) {
                VectorCopy.appendSelected(
                        source.column(column), slots, 0, part, into.column(column));
            }
            done += part;
        }
        into.setRowCount(count);
    }

    /**
     * Compares a column of two rows, neither of which is NULL in it: numbers by value with NaN
     * above all others, texts by their bytes.
     */
    public int compare(int column, int left, int right) {
        Vector leftVector = vector(column, left);
        Vector rightVector = vector(column, right);
        return compare(leftVector, slot(left), rightVector, slot(right));
    }

    public boolean isNull(int column, int row) {
        return vector(column, row).isNull(slot(row));
    }

    /** A page with room for at least one row. */
    private VectorBatch lastPage() {
        if ((rowCount & PAGE_MASK) == 0) {
            VectorBatch page = VectorBatch.of(types);
            page.clear();
            pages.add(page);
        }
        return pages.getLast();
    }

    /** As {@link #compare(int, int, int)}, for rows of any vectors of one type. */
    public static int compare(Vector left, int leftRow, Vector right, int rightRow) {
        return switch (left.type().vectorKind()) {
            case LONGS -> Long.compare(left.longs()[leftRow], right.longs()[rightRow]);
            case DOUBLES -> compareReal(left.doubles()[leftRow], right.doubles()[rightRow]);
            case WIDE -> compareWide(left, leftRow, right, rightRow);
            case BYTES ->
                    Arrays.compareUnsigned(
                            left.bytes(),
                            left.offsets()[leftRow],
                            left.offsets()[leftRow + 1],
                            right.bytes(),
                            right.offsets()[rightRow],
                            right.offsets()[rightRow + 1]);
            case CODES -> compareSymbols(left, leftRow, right, rightRow);
        };
    }

    /** Numeric order with 0.0 equal to -0.0 and NaN, equal to itself, above all. */
    public static int compareReal(double left, double right) {
        if (left < right) {
            return -1;
        }
        if (left > right) {
            return 1;
        }
        return left == right ? 0 : Boolean.compare(Double.isNaN(left), Double.isNaN(right));
    }

    private static int compareWide(Vector left, int leftRow, Vector right, int rightRow) {
        int words = left.wordsPerValue();
        int top = words - 1;
        if (left.type().isDecimal()
                && left.longs()[leftRow * words + top] != right.longs()[rightRow * words + top]) {
            return Long.compare(
                    left.longs()[leftRow * words + top], right.longs()[rightRow * words + top]);
        }
        for (int word = top; word >= 0; word--) {
            int order =
                    Long.compareUnsigned(
                            left.longs()[leftRow * words + word],
                            right.longs()[rightRow * words + word]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compareSymbols(Vector left, int leftRow, Vector right, int rightRow) {
        int leftCode = left.codes()[leftRow];
        int rightCode = right.codes()[rightRow];
        SymbolDictionary leftTexts = dictionary(left);
        SymbolDictionary rightTexts = dictionary(right);
        if (leftTexts == rightTexts && leftCode == rightCode) {
            return 0;
        }
        return Arrays.compareUnsigned(leftTexts.bytes(leftCode), rightTexts.bytes(rightCode));
    }

    private static SymbolDictionary dictionary(Vector symbols) {
        SymbolDictionary dictionary = symbols.dictionary();
        if (dictionary == null) {
            throw new IllegalStateException("a symbol vector with values has no dictionary");
        }
        return dictionary;
    }
}
