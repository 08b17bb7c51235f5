package dev.tidemark.merge.kernel;

/**
 * Merges of two sorted sequences without a branch on the outcome of a comparison, which on
 * interleaved input would be mispredicted every other row.
 *
 * <p>Scalar only: two sequences advance by data-dependent steps, which leaves nothing for lanes.
 */
public final class MergeKernel {
    private MergeKernel() {}

    /**
     * Merges distinct or equal numbers; of equal ones those of the first sequence come first.
     *
     * @param from holds both sequences, {@code [low, middle)} and {@code [middle, high)}
     * @param into receives the result in {@code [low, high)}
     */
    public static void mergeNumbers(long[] from, int low, int middle, int high, long[] into) {
        int first = low;
        int second = middle;
        int out = low;
        while (first < middle && second < high) {
            long a = from[first];
            long b = from[second];
            int takeFirst = a <= b ? 1 : 0;
            into[out++] = Math.min(a, b);
            first += takeFirst;
            second += 1 - takeFirst;
        }
        System.arraycopy(from, first, into, out, middle - first);
        System.arraycopy(from, second, into, out + middle - first, high - second);
    }

    /**
     * Merges a sequence into others that were merged before it, and tells for every row of the
     * result which sequence it came from. Of equal timestamps those of the earlier sequence come
     * first.
     *
     * @param earlier timestamps of one sequence
     * @param earlierLabel what labels its rows in the result
     * @param later timestamps with their labels
     * @param into has room for all rows; shares no array with {@code later}
     */
    public static void mergeLabelled(
            long[] earlier, byte earlierLabel, LabelledRows later, LabelledRows into) {
        long[] laterTimestamps = later.timestamps();
        byte[] laterLabels = later.labels();
        int laterCount = later.count();
        long[] timestamps = into.timestamps();
        byte[] labels = into.labels();
        int earlierCount = into.count() - laterCount;
        int first = 0;
        int second = 0;
        int out = 0;
        while (first < earlierCount && second < laterCount) {
            long a = earlier[first];
            long b = laterTimestamps[second];
            byte laterLabel = laterLabels[second];
            int takeFirst = a <= b ? 1 : 0;
            timestamps[out] = Math.min(a, b);
            labels[out++] = takeFirst == 1 ? earlierLabel : laterLabel;
            first += takeFirst;
            second += 1 - takeFirst;
        }
        while (first < earlierCount) {
            timestamps[out] = earlier[first++];
            labels[out++] = earlierLabel;
        }
        System.arraycopy(laterTimestamps, second, timestamps, out, laterCount - second);
        System.arraycopy(laterLabels, second, labels, out, laterCount - second);
    }
}
