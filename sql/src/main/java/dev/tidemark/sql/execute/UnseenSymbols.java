package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;

/**
 * The symbols of which no row was found yet, and NULL among them; a condition that shrinks while
 * the scan goes on.
 */
final class UnseenSymbols implements VectorPredicate {
    private final CodeSet codes;
    private boolean nullUnseen = true;

    /** All symbols of a column. */
    UnseenSymbols(int column, int dictionarySize) {
        this.codes = new CodeSet(column, dictionarySize);
        for (int code = 0; code < dictionarySize; code++) {
            codes.add(code);
        }
    }

    /** Takes out the symbols of some rows; returns whether none is left. */
    boolean removeAll(Vector symbols, int rows) {
        for (int row = 0; row < rows; row++) {
            if (symbols.isNull(row)) {
                nullUnseen = false;
            } else {
                codes.remove(symbols.codes()[row]);
            }
        }
        return codes.size() == 0 && !nullUnseen;
    }

    @Override
    public int column() {
        return codes.column();
    }

    @Override
    public boolean passesNulls() {
        return nullUnseen;
    }

    @Override
    public boolean mayPass(long minimum, long maximum) {
        return codes.mayPass(minimum, maximum);
    }

    @Override
    public void test(Vector values, int rows, long[] bits) {
        codes.test(values, rows, bits);
    }
}
