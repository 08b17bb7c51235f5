package dev.tidemark.tsbs.generate;

/**
 * How rows are numbered: {@code row = step * rowsPerStep + place}, in time order.
 *
 * @param startNanos timestamp of the first step, in nanoseconds since 1970
 * @param intervalNanos time between two steps
 * @param rowsPerStep rows that share a timestamp
 * @param count number of rows
 * @param seed the generator's seed
 */
record Rows(long startNanos, long intervalNanos, long rowsPerStep, long count, long seed) {

    /** The most steps, for {@link CounterRandom} to tell apart. */
    static final long MAXIMUM_STEPS = 1L << 46;

    /**
     * Numbers the rows of a schedule.
     *
     * @throws IllegalArgumentException if there are more than {@link #MAXIMUM_STEPS} steps, or more
     *     rows than a long can count
     */
    static Rows of(Schedule schedule, long rowsPerStep, long seed) {
        long steps = schedule.steps();
        if (steps > MAXIMUM_STEPS || steps > Long.MAX_VALUE / rowsPerStep) {
            throw new IllegalArgumentException(
                    "too many rows: " + steps + " reports of " + rowsPerStep + " rows each");
        }
        return new Rows(
                schedule.startNanos(),
                schedule.intervalNanos(),
                rowsPerStep,
                steps * rowsPerStep,
                seed);
    }

    long timestampNanos(long step) {
        return startNanos + step * intervalNanos;
    }
}
