package dev.tidemark.tsbs.generate;

/** How late each row is, in event time. */
sealed interface Delays {

    /** The delay of a row in nanoseconds, at least 0. */
    long delayNanos(long row);

    /** Every row is late by an exponentially distributed time. */
    final class Exponential implements Delays {

        private final long key;
        private final double meanNanos;

        Exponential(ArrivalOrder.Jitter jitter, long key) {
            this.key = key;
            meanNanos = jitter.mean().toNanos();
        }

        @Override
        public long delayNanos(long row) {
            double means = -Math.log(CounterRandom.unit(key, row));
            return (long) (meanNanos * Math.min(means, ArrivalOrder.Jitter.LONGEST_IN_MEANS));
        }
    }

    /** Some rows are late by a uniformly distributed time. */
    final class Occasional implements Delays {

        private final long choiceKey;
        private final long delayKey;
        private final double fraction;
        private final long minimumNanos;
        private final long spanNanos;

        Occasional(ArrivalOrder.Late late, long key) {
            choiceKey = CounterRandom.bits(key, 0);
            delayKey = CounterRandom.bits(key, 1);
            fraction = late.fraction();
            minimumNanos = late.minimum().toNanos();
            spanNanos = late.maximum().toNanos() - minimumNanos + 1;
        }

        @Override
        public long delayNanos(long row) {
            if (CounterRandom.unit(choiceKey, row) > fraction) {
                return 0;
            }
            return minimumNanos + CounterRandom.below(delayKey, row, spanNanos);
        }
    }
}
