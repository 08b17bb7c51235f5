package dev.tidemark.benchmarks.report;

import java.util.Arrays;
import java.util.Optional;

/**
 * The values of several rounds in short.
 *
 * @param median the value in the middle; between two, their mean
 * @param minimum the smallest value
 * @param maximum the largest value
 * @param rounds number of values
 */
public record Spread(double median, double minimum, double maximum, int rounds) {

    /** Summarizes values; empty if there are none. */
    public static Optional<Spread> of(double... values) {
        if (values.length == 0) {
            return Optional.empty();
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return Optional.of(new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length));
    }

    /**
     * The smallest value that at least a share of all values does not exceed (nearest rank).
     *
     * @param sorted the values, ascending, at least one
     * @param share more than 0, at most 1
     */
    public static long percentile(long[] sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank, 1, sorted.length) - 1];
    }
}
