package dev.tidemark.benchmarks.data;

import dev.tidemark.tsbs.generate.ArrivalOrder;
import java.util.Locale;

/** The orders of arrival that are compared: the first is what the others are measured by. */
public enum Order {
    IN_ORDER(new ArrivalOrder.InOrder()),
    /** Every row is late by some 30 seconds. */
    JITTER(new ArrivalOrder.Jitter(ArrivalOrder.Jitter.DEFAULT_MEAN)),
    /** One row in a hundred is 1 to 4 hours late. */
    LATE(
            new ArrivalOrder.Late(
                    ArrivalOrder.Late.DEFAULT_FRACTION,
                    ArrivalOrder.Late.DEFAULT_MINIMUM,
                    ArrivalOrder.Late.DEFAULT_MAXIMUM)),
    SHUFFLED(new ArrivalOrder.Shuffled()),
    REVERSED(new ArrivalOrder.Reversed()),
    OUTSIDE_IN(new ArrivalOrder.OutsideIn()),
    INSIDE_OUT(new ArrivalOrder.InsideOut()),
    ODDS_THEN_EVENS(new ArrivalOrder.OddsThenEvens()),
    /** Ten passes over the whole range of time. */
    SAWTOOTH(new ArrivalOrder.Sawtooth(Order.TEETH));

    private static final int TEETH = 10;

    private final ArrivalOrder arrival;

    Order(ArrivalOrder arrival) {
        this.arrival = arrival;
    }

    /** The generator's name for it. */
    public ArrivalOrder arrival() {
        return arrival;
    }

    /** As users write it: {@code in-order}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
