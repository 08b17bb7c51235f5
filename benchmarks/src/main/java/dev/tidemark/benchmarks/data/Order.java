package dev.tidemark.benchmarks.data;

import dev.tidemark.tsbs.generate.ArrivalOrder;
import java.util.Locale;

/** The orders of arrival that are compared: the first is what the others are measured by. */
public enum Order {
    IN_ORDER,
    /** Every row is late by some 30 seconds. */
    JITTER,
    /** One row in a hundred is 1 to 4 hours late. */
    LATE,
    SHUFFLED,
    REVERSED,
    OUTSIDE_IN,
    INSIDE_OUT,
    ODDS_THEN_EVENS,
    /** Ten passes over the whole range of time. */
    SAWTOOTH;

    private static final int TEETH = 10;

    /** The generator's name for it. */
    public ArrivalOrder arrival() {
        return switch (this) {
            case IN_ORDER -> new ArrivalOrder.InOrder();
            case JITTER -> new ArrivalOrder.Jitter(ArrivalOrder.Jitter.DEFAULT_MEAN);
            case LATE ->
                    new ArrivalOrder.Late(
                            ArrivalOrder.Late.DEFAULT_FRACTION,
                            ArrivalOrder.Late.DEFAULT_MINIMUM,
                            ArrivalOrder.Late.DEFAULT_MAXIMUM);
            case SHUFFLED -> new ArrivalOrder.Shuffled();
            case REVERSED -> new ArrivalOrder.Reversed();
            case OUTSIDE_IN -> new ArrivalOrder.OutsideIn();
            case INSIDE_OUT -> new ArrivalOrder.InsideOut();
            case ODDS_THEN_EVENS -> new ArrivalOrder.OddsThenEvens();
            case SAWTOOTH -> new ArrivalOrder.Sawtooth(TEETH);
        };
    }

    /** As users write it: {@code in-order}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
