package dev.tidemark.server.cli;

import dev.tidemark.tsbs.generate.ArrivalOrder;
import dev.tidemark.tsbs.generate.UseCase;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options that say in which order generated rows are put out. */
final class ArrivalOrderOptions {
    private static final int DEFAULT_TEETH = 10;

    /** The orders by name. */
    enum Order {
        NATURAL,
        IN_ORDER,
        JITTER,
        LATE,
        SHUFFLED,
        REVERSED,
        OUTSIDE_IN,
        INSIDE_OUT,
        ODDS_THEN_EVENS,
        SAWTOOTH;

        /** As users write it: {@code in-order}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            defaultValue = "natural",
            description =
                    "Order of arrival: ${COMPLETION-CANDIDATES}. natural is what the suite itself"
                            + " does. (default: ${DEFAULT-VALUE})")
    private Order order = Order.NATURAL;

    @Option(
            names = "--jitter-mean",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = Durations.Length.class,
            description = "Mean delay of a row for jitter. (default: ${DEFAULT-VALUE})")
    private Duration jitterMean = ArrivalOrder.Jitter.DEFAULT_MEAN;

    @Option(
            names = "--late-fraction",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description = "Share of the rows that are late for late. (default: ${DEFAULT-VALUE})")
    private double lateFraction = ArrivalOrder.Late.DEFAULT_FRACTION;

    @Option(
            names = "--late-min",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = Durations.Length.class,
            description = "Shortest delay of a late row. (default: ${DEFAULT-VALUE})")
    private Duration lateMinimum = ArrivalOrder.Late.DEFAULT_MINIMUM;

    @Option(
            names = "--late-max",
            paramLabel = "TIME",
            defaultValue = "4h",
            converter = Durations.Length.class,
            description = "Longest delay of a late row. (default: ${DEFAULT-VALUE})")
    private Duration lateMaximum = ArrivalOrder.Late.DEFAULT_MAXIMUM;

    @Option(
            names = "--teeth",
            paramLabel = "NUMBER",
            defaultValue = "10",
            description = "Passes over the range of time for sawtooth. (default: ${DEFAULT-VALUE})")
    private int teeth = DEFAULT_TEETH;

    /**
     * The order that the options describe.
     *
     * @throws IllegalArgumentException if one of them is out of bounds
     */
    ArrivalOrder toOrder(UseCase useCase, Duration interval) {
        return switch (order) {
            case NATURAL -> ArrivalOrder.natural(useCase, interval);
            case IN_ORDER -> new ArrivalOrder.InOrder();
            case JITTER -> new ArrivalOrder.Jitter(jitterMean);
            case LATE -> new ArrivalOrder.Late(lateFraction, lateMinimum, lateMaximum);
            case SHUFFLED -> new ArrivalOrder.Shuffled();
            case REVERSED -> new ArrivalOrder.Reversed();
            case OUTSIDE_IN -> new ArrivalOrder.OutsideIn();
            case INSIDE_OUT -> new ArrivalOrder.InsideOut();
            case ODDS_THEN_EVENS -> new ArrivalOrder.OddsThenEvens();
            case SAWTOOTH -> new ArrivalOrder.Sawtooth(teeth);
        };
    }
}
