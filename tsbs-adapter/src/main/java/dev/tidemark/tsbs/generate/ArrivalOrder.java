package dev.tidemark.tsbs.generate;

import java.time.Duration;

/**
 * The order in which rows are put out. Whatever the order, the rows are the same; only their
 * sequence differs. Rows are numbered in time order; n is their number.
 */
public sealed interface ArrivalOrder {

    /** Share of the rows that {@link #natural} lets come late in use case iot. */
    double NATURAL_IOT_FRACTION = 0.07;

    /** By timestamp. */
    record InOrder() implements ArrivalOrder {}

    /**
     * Every row is late by a time of its own, exponentially distributed; about two thirds by less
     * than the mean, none by more than {@link #LONGEST_IN_MEANS} means.
     *
     * @param mean the mean delay in event time, positive
     */
    record Jitter(Duration mean) implements ArrivalOrder {

        /** The delay at which the distribution is cut, as a multiple of the mean. */
        public static final int LONGEST_IN_MEANS = 20;

        /** The usual delay. */
        public static final Duration DEFAULT_MEAN = Duration.ofSeconds(30);

        /**
         * @throws IllegalArgumentException if the mean is not positive or exceeds a year
         */
        public Jitter {
            requireDelay(mean, "mean delay");
            if (mean.isZero()) {
                throw new IllegalArgumentException("mean delay is zero");
            }
        }
    }

    /**
     * Some rows, chosen at random, are late by a uniformly distributed time; the others are in
     * order.
     *
     * @param fraction share of the rows that are late, 0 to 1
     * @param minimum the shortest delay in event time
     * @param maximum the longest delay in event time
     */
    record Late(double fraction, Duration minimum, Duration maximum) implements ArrivalOrder {

        /** The usual share of late rows. */
        public static final double DEFAULT_FRACTION = 0.01;

        /** The usual shortest delay. */
        public static final Duration DEFAULT_MINIMUM = Duration.ofHours(1);

        /** The usual longest delay. */
        public static final Duration DEFAULT_MAXIMUM = Duration.ofHours(4);

        /**
         * @throws IllegalArgumentException if the fraction is not between 0 and 1, a delay is
         *     negative or exceeds a year, or the delays are in the wrong order
         */
        public Late {
            if (!(fraction >= 0 && fraction <= 1)) {
                throw new IllegalArgumentException(
                        "late fraction " + fraction + " is not between 0 and 1");
            }
            requireDelay(minimum, "minimum delay");
            requireDelay(maximum, "maximum delay");
            if (minimum.compareTo(maximum) > 0) {
                throw new IllegalArgumentException(
                        "minimum delay " + minimum + " exceeds maximum delay " + maximum);
            }
        }
    }

    /** All rows in random order. */
    record Shuffled() implements ArrivalOrder {}

    /** Latest row first: n-1, n-2, .., 0. */
    record Reversed() implements ArrivalOrder {}

    /** From both ends to the middle: 0, n-1, 1, n-2, .. */
    record OutsideIn() implements ArrivalOrder {}

    /** From the middle to both ends: the reverse of {@link OutsideIn}. */
    record InsideOut() implements ArrivalOrder {}

    /** Rows 1, 3, 5, .., then 0, 2, 4, .. */
    record OddsThenEvens() implements ArrivalOrder {}

    /**
     * Several passes over the whole range of time, each taking every so many-th row: 0, k, 2k, ..,
     * then 1, k+1, 2k+1, ..
     *
     * @param teeth number of passes k, at least 1
     */
    record Sawtooth(int teeth) implements ArrivalOrder {

        /**
         * @throws IllegalArgumentException if there is not at least one pass
         */
        public Sawtooth {
            if (teeth < 1) {
                throw new IllegalArgumentException("number of teeth " + teeth + " is not positive");
            }
        }
    }

    /**
     * The order in which the suite itself writes a use case: by timestamp, except that of the iot
     * rows about 7 % come after the next report of all.
     *
     * @param useCase the data set
     * @param interval time between two reports
     * @throws IllegalArgumentException for iot if the interval exceeds half a year
     */
    static ArrivalOrder natural(UseCase useCase, Duration interval) {
        return switch (useCase) {
            case CPU_ONLY, DEVOPS -> new InOrder();
            case IOT -> new Late(NATURAL_IOT_FRACTION, interval, interval.multipliedBy(2));
        };
    }

    private static void requireDelay(Duration delay, String what) {
        Duration longest = Duration.ofDays(365);
        if (delay.isNegative() || delay.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    what + " " + delay + " is not between zero and 365 days");
        }
    }
}
