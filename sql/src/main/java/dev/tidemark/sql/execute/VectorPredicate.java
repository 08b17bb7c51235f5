package dev.tidemark.sql.execute;

import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.sql.kernel.Selections;
import dev.tidemark.sql.plan.ScanPredicate;

/** A scan's condition on one column at work. Belongs to one thread. */
interface VectorPredicate {
    /** Schema index of the column. */
    int column();

    /** Whether a value in {@code [minimum, maximum]}, as readers tell it, could pass. */
    boolean mayPass(long minimum, long maximum);

    /** Whether rows with NULL in the column pass. */
    default boolean passesNulls() {
        return false;
    }

    /** Sets the bits of the rows that pass, as far as they are not NULL; clears the others. */
    void test(Vector values, int rows, long[] bits);

    /**
     * As {@link #test} on rows from {@code first} on, without decoding them, if their encoding
     * allows that and none is NULL.
     *
     * @return false if they must be read and tested; the bits then mean nothing
     */
    default boolean testEncoded(ColumnReader reader, long first, int rows, long[] bits) {
        return false;
    }

    /** The condition over a snapshot. */
    static VectorPredicate of(ScanPredicate predicate, TableSnapshot snapshot) {
        return switch (predicate) {
            case ScanPredicate.LongRange range -> new LongRangePredicate(range);
            case ScanPredicate.RealRange range -> new RealRangePredicate(range);
            case ScanPredicate.SymbolSet set -> {
                SymbolDictionary dictionary = snapshot.dictionary(set.column());
                CodeSet codes = new CodeSet(set.column(), dictionary.size());
                for (String text : set.texts()) {
                    int code = dictionary.find(text);
                    if (code != SymbolDictionary.UNKNOWN) {
                        codes.add(code);
                    }
                }
                yield codes;
            }
            case ScanPredicate.SymbolCondition condition ->
                    new SymbolConditionPredicate(
                            condition, snapshot.dictionary(condition.column()));
        };
    }

    /** A range of integers or times. */
    record LongRangePredicate(ScanPredicate.LongRange range) implements VectorPredicate {
        @Override
        public int column() {
            return range.column();
        }

        @Override
        public boolean mayPass(long minimum, long maximum) {
            return maximum >= range.low() && minimum <= range.high();
        }

        @Override
        public boolean testEncoded(ColumnReader reader, long first, int rows, long[] bits) {
            return reader.select(first, rows, range.low(), range.high(), bits);
        }

        @Override
        public void test(Vector values, int rows, long[] bits) {
            Selections.inRange(values.longs(), rows, range.low(), range.high(), bits);
        }
    }

    /** A range of real numbers. */
    record RealRangePredicate(ScanPredicate.RealRange range) implements VectorPredicate {
        @Override
        public int column() {
            return range.column();
        }

        @Override
        public boolean mayPass(long minimum, long maximum) {
            return true;
        }

        @Override
        public void test(Vector values, int rows, long[] bits) {
            double[] doubles = values.doubles();
            Selections.inRange(doubles, rows, range.low(), range.high(), bits);
            if (range.orNan()) {
                for (int row = 0; row < rows; row++) {
                    if (Double.isNaN(doubles[row])) {
                        bits[row >>> 6] |= 1L << (row & 63);
                    }
                }
            }
        }
    }
}
