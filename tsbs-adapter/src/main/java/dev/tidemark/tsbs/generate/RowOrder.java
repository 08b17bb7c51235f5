package dev.tidemark.tsbs.generate;

import java.util.function.LongUnaryOperator;

/** Hands out the numbers of all rows in the order of their arrival. */
interface RowOrder {

    /** Returned when all rows were handed out. */
    long END = -1;

    /** The number of the row that comes next, or {@link #END}. */
    long next();

    /** The order that settings ask for. */
    static RowOrder of(ArrivalOrder order, Rows rows) {
        long count = rows.count();
        long key = CounterRandom.bits(rows.seed(), "order".hashCode());
        return switch (order) {
            case ArrivalOrder.InOrder() -> permuted(count, LongUnaryOperator.identity());
            case ArrivalOrder.Reversed() -> permuted(count, index -> count - 1 - index);
            case ArrivalOrder.OutsideIn() -> permuted(count, index -> outsideIn(index, count));
            case ArrivalOrder.InsideOut() ->
                    permuted(count, index -> outsideIn(count - 1 - index, count));
            case ArrivalOrder.OddsThenEvens() ->
                    permuted(count, index -> oddsThenEvens(index, count));
            case ArrivalOrder.Sawtooth(int teeth) ->
                    permuted(count, index -> sawtooth(index, count, teeth));
            case ArrivalOrder.Shuffled() -> permuted(count, new RandomPermutation(count, key));
            case ArrivalOrder.Jitter jitter ->
                    new DelayedRows(rows, new Delays.Exponential(jitter, key));
            case ArrivalOrder.Late late -> new DelayedRows(rows, new Delays.Occasional(late, key));
        };
    }

    private static RowOrder permuted(long count, LongUnaryOperator permutation) {
        return new RowOrder() {
            private long index;

            @Override
            public long next() {
                return index == count ? END : permutation.applyAsLong(index++);
            }
        };
    }

    private static long outsideIn(long index, long count) {
        return (index & 1) == 0 ? index / 2 : count - 1 - index / 2;
    }

    private static long oddsThenEvens(long index, long count) {
        long odds = count / 2;
        return index < odds ? 2 * index + 1 : 2 * (index - odds);
    }

    private static long sawtooth(long index, long count, long teeth) {
        // The first teeth have one row more when the rows do not divide evenly.
        long shorter = count / teeth;
        long longTeeth = count % teeth;
        long inLongTeeth = longTeeth * (shorter + 1);
        if (index < inLongTeeth) {
            return index / (shorter + 1) + (index % (shorter + 1)) * teeth;
        }
        long rest = index - inLongTeeth;
        return longTeeth + rest / shorter + (rest % shorter) * teeth;
    }
}
