package dev.tidemark.sql.plan;

/**
 * A range of ticks, {@code [low, high]}, both ends included so that the last tick of all can be
 * told; empty if {@code low > high}.
 */
public record TimeRange(long low, long high) {
    public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

    /** What lies in both. */
    public TimeRange and(TimeRange other) {
        return new TimeRange(Math.max(low, other.low), Math.min(high, other.high));
    }

    public boolean isEmpty() {
        return low > high;
    }
}
