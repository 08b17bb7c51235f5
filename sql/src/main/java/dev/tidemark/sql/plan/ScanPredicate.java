package dev.tidemark.sql.plan;

import java.util.List;

/**
 * A condition on one column that a scan checks on vectors before it reads other columns. Rows with
 * NULL in the column never pass.
 */
public sealed interface ScanPredicate {
    /** Schema index of the column. */
    int column();

    /** A LONGS column lies in {@code [low, high]}. */
    record LongRange(int column, long low, long high) implements ScanPredicate {}

    /**
     * A DOUBLES column lies in {@code [low, high]}.
     *
     * @param orNan whether NaN passes too, as the greatest of all numbers
     */
    record RealRange(int column, double low, double high, boolean orNan) implements ScanPredicate {}

    /** A SYMBOL column is one of some texts. */
    record SymbolSet(int column, List<String> texts) implements ScanPredicate {
        public SymbolSet {
            texts = List.copyOf(texts);
        }
    }

    /**
     * A condition on a SYMBOL column that depends on nothing else, and so is checked once for each
     * text.
     *
     * @param condition of input 0, a VARCHAR
     */
    record SymbolCondition(int column, Scalar condition) implements ScanPredicate {}
}
